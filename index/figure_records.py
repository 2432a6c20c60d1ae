"""Frozen values ↔ the rows of the SQL tables. Lists and mappings are kept as JSON text."""

import json
from dataclasses import asdict
from decimal import Decimal
from typing import Any

import orjson
from sqlalchemy import RowMapping

from index.report import (
    Box,
    ExtraCell,
    Figure,
    Finding,
    Passage,
    Proposed,
    Prose,
    Report,
    Source,
    Table,
    TableCell,
)

Record = RowMapping | dict[str, Any]


def dump(value: Any) -> str:
    """JSON text with Chinese kept readable."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def report_record(report: Report) -> dict[str, Any]:
    """The row of `reports`."""
    prose = [[b.text, b.line, b.page, b.box, b.block] for b in report.blocks if isinstance(b, Prose)]
    return {
        "id": report.id, "file": report.file, "content_hash": report.content_hash, "title": report.title,
        "issuer": report.issuer, "year": report.year, "region": report.region,
        "spellings": " ".join(report.spellings), "sample": int(report.sample), "url": report.url, "root": report.root,
        "published": report.published, "confidence": report.confidence, "reasons": dump(report.reasons),
        "notes": dump(report.notes), "pages": report.pages, "superseded_by": report.superseded_by,
        "recognised": int(report.recognised),
        "prose": dump(prose), "lines": "\n".join(report.lines),
    }  # fmt: skip


def prose_of(record: Record) -> tuple[Prose, ...]:
    """The paragraphs out of a row of `reports`."""
    return tuple(
        Prose(text, line, page, _box(box), block) for text, line, page, box, block in orjson.loads(record["prose"])
    )


def _box(values: Any) -> Box | None:
    if not values:
        return None
    left, top, right, bottom = orjson.loads(values) if isinstance(values, str) else values
    return (left, top, right, bottom)


def _source_of(fields: dict[str, Any]) -> Source:
    cell = fields["cell"]
    return Source(**fields | {"cell": tuple(cell) if cell else None, "box": _box(fields.get("box"))})


def table_record(report: str, table: Table) -> dict[str, Any]:
    """The row of `tables`."""
    rows = [[[c.text, c.cell, int(c.header), c.row_span, c.col_span, c.line] for c in row] for row in table.rows]
    return {
        "report": report, "table_id": table.id, "status": table.status, "form": table.form, "reason": table.reason,
        "confidence": table.confidence, "line": table.line, "last_line": table.last_line, "page": table.page,
        "rows": dump(rows), "extras": dump([asdict(extra) for extra in table.extras]),
        "candidate": dump(_candidate_record(table)),
    }  # fmt: skip


def table_of(record: Record, figures: tuple[Figure, ...]) -> Table:
    """A table out of its row and its figures."""
    rows = tuple(
        tuple(TableCell(text, cell, bool(header), down, right, line) for text, cell, header, down, right, line in row)
        for row in orjson.loads(record["rows"])
    )
    return Table(
        id=record["table_id"], status=record["status"], form=record["form"], reason=record["reason"],
        confidence=record["confidence"], rows=rows, figures=figures, line=record["line"],
        last_line=record["last_line"], page=record["page"],
        extras=tuple(
            ExtraCell(tuple(e["row"]), tuple(e["column"]), e["printed"], _source_of(e["source"]))
            for e in orjson.loads(record["extras"])
        ),
        **_candidate_of(orjson.loads(record["candidate"])),
    )  # fmt: skip


def _candidate_record(table: Table) -> Any:
    """The candidate's rows; with a proposed reading an object that holds both."""
    if table.proposed is None:
        return table.candidate
    figures = [figure_record("", table.id, at, figure) for at, figure in enumerate(table.proposed.figures)]
    file = table.proposed.figures[0].source.file if figures else ""
    return {"rows": table.candidate, "form": table.proposed.form, "file": file, "figures": figures}


def _candidate_of(kept: Any) -> dict[str, Any]:
    if isinstance(kept, list):
        return {"candidate": tuple(tuple(row) for row in kept)}
    figures = tuple(figure_of(figure, kept["file"]) for figure in kept["figures"])
    return {
        "candidate": tuple(tuple(row) for row in kept["rows"]),
        "proposed": Proposed(kept["form"], figures),
    }


def figure_record(report: str, table: str, place: int, figure: Figure) -> dict[str, Any]:
    """The row of `figures`."""
    grid = figure.source.cell or (None, None)
    return {
        "report": report, "cell": figure.cell, "place": place, "table_id": table, "printed": figure.printed,
        "state": figure.state, "number": None if figure.number is None else str(figure.number), "unit": figure.unit,
        "line": figure.source.line, "page": figure.source.page, "grid_row": grid[0], "grid_column": grid[1],
        "grid": figure.source.grid, "box": dump(figure.source.box) if figure.source.box else None,
    }  # fmt: skip


def figure_of(record: Record, file: str) -> Figure:
    """A figure out of its row."""
    grid = None if record["grid_row"] is None else (record["grid_row"], record["grid_column"])
    return Figure(
        cell=record["cell"], printed=record["printed"], state=record["state"],
        number=None if record["number"] is None else Decimal(record["number"]), unit=record["unit"],
        source=Source(file, record["line"], record["page"], grid, _box(record["box"]), record["grid"]),
    )  # fmt: skip


def finding_record(report: str, place: int, finding: Finding, *, across: bool = False) -> dict[str, Any]:
    """The row of `findings`."""
    return {
        "report": report, "place": place, "rule": finding.rule, "kind": finding.kind, "severity": finding.severity,
        "message_zh": finding.message_zh, "message_en": finding.message_en, "cells": dump(finding.cells),
        "sources": dump([asdict(source) for source in finding.sources]),
        "numbers": dump({name: str(number) for name, number in finding.numbers.items()}), "across": int(across),
    }  # fmt: skip


def finding_of(record: Record) -> Finding:
    """A finding out of its row."""
    sources = tuple(_source_of(source) for source in orjson.loads(record["sources"]))
    return Finding(
        rule=record["rule"], kind=record["kind"], severity=record["severity"], message_zh=record["message_zh"],
        message_en=record["message_en"], cells=tuple(orjson.loads(record["cells"])), sources=sources,
        numbers={name: Decimal(number) for name, number in orjson.loads(record["numbers"]).items()},
    )  # fmt: skip


def passage_record(place: int, passage: Passage, words: int) -> dict[str, Any]:
    """The row of `passages`; `words` is its length in words of the lexical index."""
    return {
        "id": passage.id, "report": passage.report, "place": place, "section": passage.section,
        "heading": dump(passage.heading), "text": passage.text, "embedded": passage.embedded,
        "table_id": passage.table, "line": passage.line, "last_line": passage.last_line, "page": passage.page,
        "box": dump(passage.box) if passage.box else None, "block": passage.block, "words": words,
    }  # fmt: skip


def passage_of(record: Record) -> Passage:
    """A passage out of its row."""
    return Passage(
        id=record["id"], report=record["report"], section=record["section"],
        heading=tuple(orjson.loads(record["heading"])), text=record["text"], embedded=record["embedded"],
        table=record["table_id"], line=record["line"], last_line=record["last_line"], page=record["page"],
        box=_box(record["box"]), block=record["block"],
    )  # fmt: skip
