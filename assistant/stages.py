"""The stages of an answer, in words for the person waiting, and its text piece by piece."""

from dataclasses import dataclass

from assistant.older_form import of_list
from assistant.query import Understood


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of the answer, in words for the person waiting."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of the answer's text, in order."""

    text: str


def looking(understood: Understood, chinese: bool) -> str:
    """Where the evidence for a plan is being looked for."""
    cells = getattr(understood.plan, "cells", ())
    if cells and of_list(cells[0]):
        return "正在查旧格式统计表…" if chinese else "Looking up the list form of before 2019…"
    table = {"t2": ("表二", "table 2"), "t3": ("表三", "table 3"), "t4": ("表四", "table 4")}.get(
        cells[0][:2] if cells else ""
    )
    if table:
        return f"正在查{table[0]}…" if chinese else f"Looking up {table[1]}…"
    return "正在查找原文…" if chinese else "Searching the text…"


def pieces(text: str) -> list[str]:
    """The text in whole sentences, so that a screen reader never gets half a number."""
    found, rest = [], text
    while rest:
        ends = [at + 1 for mark in ("。", "；", "\n", ". ", "; ") if (at := rest.find(mark)) >= 0]
        end = min(ends, default=len(rest))
        found.append(rest[:end])
        rest = rest[end:]
    return found
