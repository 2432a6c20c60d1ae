"""Questions that ask for several things, one after the other: each part is read by itself, as far as it says itself."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.first_look import Look
from assistant.intent import wants
from assistant.lexicon import Hit
from assistant.terms import Terms, cells_of, read_terms
from index.form import Forms

MARKERS = Look(r"(?:(?<=[\s:：,，;；、])|^)[(（]?(?P<mark>i{1,3}|iv|[a-e]|[1-6])[)）.、](?=\s*[^\d\s])")
FIRSTS = {"i": ("i", "ii", "iii", "iv"), "a": tuple("abcde"), "1": tuple("123456")}
CLAUSE = re.compile(r"[,，;；、?？。]|\band\b|(?<=[几少]件)和")
ANY_TERM = ("rows", "blocks", "results", "measures", "applicants", "metrics", "others")


def cells_of_parts(text: str, hits: Sequence[Hit], forms: Forms, *, dated: bool) -> tuple[str, ...]:
    """The cells of each part in order; () where the question has no parts, or one that names nothing of the form.

    `text` is the plain question without names, which the places of `hits` are of.
    """
    spans = _numbered(text) or _clauses(text, hits)
    cells: list[str] = []
    before = Terms()
    for start, end in spans:
        inside = [hit for hit in hits if start <= hit.start and hit.end <= end]
        alone = " " * start + text[start:end] + " " * (len(text) - end)
        before = _completed(read_terms(inside, alone, forms, dated=dated), before)
        found = cells_of(before, forms)
        if not found or before.narrative:
            return ()
        cells.extend(found)
    return tuple(dict.fromkeys(cells))


def _completed(terms: Terms, before: Terms) -> Terms:
    """A part that names only a column or an applicant is of the row of the part before: "收到几件，其中自然人几件"."""
    if terms.rows or terms.blocks or terms.metrics or terms.requests:
        return terms
    if terms.results and before.blocks:
        return replace(terms, blocks=before.blocks)
    return replace(terms, rows=before.rows, requests=before.requests) if terms.any else terms


def _numbered(text: str) -> list[tuple[int, int]]:
    """The parts behind (1), (2) … or a), b) …; [] where they are not numbered from the first on."""
    marks = list(MARKERS.finditer(text))
    wanted = FIRSTS.get(marks[0]["mark"], ()) if marks else ()
    if len(marks) < 2 or tuple(mark["mark"] for mark in marks) != wanted[: len(marks)]:
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [(mark.end(), end) for mark, end in zip(marks, ends, strict=True)]


def _clauses(text: str, hits: Sequence[Hit]) -> list[tuple[int, int]]:
    """The clauses that each ask for a number of something of the form; [] where fewer than two do."""
    edges = [0, *(found.end() for found in CLAUSE.finditer(text)), len(text)]
    spans: list[tuple[int, int]] = []
    waiting: int | None = None  # where a list began whose last part alone asks: "维持、纠正各几件"
    for start, end in pairwise(edges):
        if wants("how_many", text[start:end]):
            spans.append((start if waiting is None else waiting, end))
            waiting = None
        elif any(hit.group in ANY_TERM and start <= hit.start < end for hit in hits):
            waiting = start if waiting is None else waiting
    named = [(s, e) for s, e in spans if any(hit.group in ANY_TERM and s <= hit.start < e for hit in hits)]
    return spans if len(spans) > 1 and named == spans else []
