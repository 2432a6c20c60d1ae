"""Which findings an answer must tell, and the cells and sentences that show them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.decided import DECISION
from assistant.evidence import Elsewhere, Value
from index.figure_store import FigureStore
from index.form import Forms
from index.report import Figure, Finding, Source

Findings = dict[str, tuple[Finding, ...]]
MOST_SHOWN = 30


def touching_findings(values: Sequence[Value], findings: Findings, *, several: bool) -> Findings:
    """The findings that touch a stated cell: hard ones and people's decisions always, soft ones where one report is
    asked about. A decision is told of the stated cells only: it may be about a whole table."""
    touching = {}
    for report, found in findings.items():
        cells = {v.cell for v in values if v.report.id == report} | {
            f.cell for v in values if v.report.id == report for f in v.inputs
        }
        kept = tuple(
            replace(f, cells=tuple(c for c in f.cells if c in cells)) if f.kind == DECISION else f
            for f in found
            if cells & {*f.cells}
            and (f.severity == "error" or f.kind == DECISION or (f.kind == "soft" and not several))
        )
        if kept:
            touching[report] = kept
    return touching


def shown_figures(findings: Findings, store: FigureStore) -> dict[tuple[str, str], Figure]:
    """The cells that findings show, so that each number in their messages has its citation."""
    cells = {
        cell
        for found in findings.values()
        for f in found
        for cell in (f.cells if len(f.cells) <= MOST_SHOWN else (f.cells[0], f.cells[-1]))
    }
    return store.figures(list(findings), cells) if cells else {}


def shown_elsewhere(findings: Findings, store: FigureStore, forms: Forms) -> dict[Source, Elsewhere]:
    """The cells of other reports that findings across years compare with, by their place."""
    wanted = {s for found in findings.values() for f in found if f.rule.startswith("XY.") for s in f.sources if s.cell}
    if not wanted:
        return {}
    files = {source.file for source in wanted}
    others = {r.id: r for r in store.reports() if r.file in files and r.id not in findings}
    figures = store.figures(list(others), {c for c in forms.cells if c.startswith(("t2.", "t3.carried_out"))})
    return {f.source: Elsewhere(others[report], f) for (report, _), f in figures.items() if f.source in wanted}


def shown_words(findings: Findings, store: FigureStore) -> dict[tuple[str, Source], str]:
    """The sentences of prose that findings compare with cells."""
    wanted = {
        (report, s): f
        for report, found in findings.items()
        for f in found
        for s in f.sources
        if s.cell is None and "narrative" in f.numbers
    }
    words: dict[tuple[str, Source], str] = {}
    if not wanted:
        return words
    for passage in store.passages(list(dict.fromkeys(report for report, _ in wanted))):
        if passage.table is not None:
            continue
        for (report, place), finding in wanted.items():
            if report != passage.report or passage.source(place.file) != place:
                continue
            number = str(finding.numbers["narrative"])
            sentence = next((s for s in re.findall(r"[^。；！？]*[。；！？]?", passage.text) if number in s), "")
            if sentence:
                words[report, place] = sentence.strip()
    return words
