"""What must be read from a report of any format: known figures with their places, and the findings."""

import json
from collections.abc import Mapping

from eval.samples_form import applicants
from eval.samples_formats import LEGACY, FormatSample, Place, content_of, format_samples, numbers_of
from eval.samples_known import KnownFigure
from eval.samples_report import Content

FOLDER = "formats"  # below eval/reports
PLACES = ("line", "page", "row", "column")


def known_text(sample: FormatSample, content: Content, places: Mapping[str, Place]) -> str:
    """The known figures as JSON, one cell a line; a cell has the places that its format has and are known."""
    own = sample.sample
    forms = {"l14": LEGACY} if sample.form == LEGACY else {"t2": own.table2, "t3": own.table3, "t4": own.table3}
    head = {
        "file": f"{FOLDER}/{sample.file}", "format": format_name(sample), "issuer": own.issuer, "year": own.year,
        "form": forms.get("t2", LEGACY), "forms": forms,
    }  # fmt: skip
    fields = [f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}," for key, value in head.items()]
    cells = ",\n".join("  " + _cell(cell, content, places.get(cell, Place())) for cell in content.values)
    return "\n".join(["{", *fields, ' "cells": [', cells, " ]", "}"]) + "\n"


def format_name(sample: FormatSample) -> str:
    """What is measured together: the suffix, apart for scans, members of an archive and pages of two reports."""
    if "scan" in sample.style:
        return "scan"
    if "/" in sample.file:
        return "zip"
    if "gbk" in sample.style:
        return "html in GBK"
    return sample.suffix[1:]


def _cell(cell: str, content: Content, place: Place) -> str:
    number = content.values[cell]
    value = None if number is None else int(number) if number == int(number) else float(number)
    printed = content.printed[cell]
    record: dict[str, object] = {"table": cell.partition(".")[0], "cell": cell, "printed": printed, "value": value}
    record |= {name: getattr(place, name) for name in PLACES if getattr(place, name) is not None}
    record["state"] = KnownFigure(cell, printed, number, 0).state
    return json.dumps(record, ensure_ascii=False)


def findings_text() -> str:
    """What a checker must say of the reports: nothing, but for a carry-over that the year before tells otherwise."""
    lines = ["# What a checker must say of the reports in every format. Written by eval.make_format_samples."]
    for sample in format_samples():
        key = json.dumps(f"{FOLDER}/{sample.file}", ensure_ascii=False)
        if not sample.before:
            lines.append(f"{key}: []")
            continue
        lines.append(f"{key}:")
        last = numbers_of(next(s for s in format_samples() if s.file.startswith(sample.before))).cells
        own = content_of(sample.file).values
        for column in applicants():
            out, carried = last[f"t3.carried_out|{column}"], own[f"t3.carried_in|{column}"]
            if out != carried:
                entry = f"rule: XY.CARRY, row: t3.carried_in, column: {column}, last: {out}, this: {carried}"
                lines.append(f"  - {{{entry}}}")
    return "\n".join(lines) + "\n"
