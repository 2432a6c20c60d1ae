"""What an answer shows, read from its JSON: its words, figures and citations."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

AnswerJson = Mapping[str, Any]

_CELL_ID = re.compile(r"(?:t[234]|l14)\.[\w.]+(?:\|[\w.]+)?")


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation of an answer. `cell` is the form id in its address; `printed` is None for prose."""

    n: int
    file: str
    line: int | None
    issuer: str
    year: int | None
    table: str | None
    cell: str | None
    printed: str | None
    quote: str | None


def citations(answer: AnswerJson) -> tuple[Cited, ...]:
    """The citations in the answer's order."""
    return tuple(_cited(raw) for raw in answer.get("citations") or ())


def figures(answer: AnswerJson) -> tuple[Mapping[str, Any], ...]:
    """The figures in the answer's order, as their JSON objects."""
    return tuple(answer.get("figures") or ())


def numbered(answer: AnswerJson) -> tuple[Mapping[str, Any], ...]:
    """The figures that give a number."""
    return tuple(figure for figure in figures(answer) if figure.get("number") is not None)


def words(answer: AnswerJson) -> str:
    """The sentences that answer: the text, a refusal's message and what it names, the candidates asked about."""
    refusal = answer.get("refusal") or {}
    named = (*(refusal.get("nearest") or ()), *(answer.get("options") or ()))
    return _lines([answer.get("text"), refusal.get("message"), *named])


def all_words(answer: AnswerJson) -> str:
    """Everything a reader sees outside citations and figures: `words`, assumptions, findings, labels, suggestions."""
    parts = [words(answer), *(answer.get("assumptions") or ())]
    parts += [finding.get("message") for finding in answer.get("findings") or ()]
    parts += [figure.get("label") for figure in figures(answer)]
    return _lines([*parts, *(answer.get("suggestions") or ())])


def kind(answer: AnswerJson) -> str:
    """The answer's kind, "" where it has none."""
    return str(answer.get("kind") or "")


def _cited(raw: Mapping[str, Any]) -> Cited:
    source = raw.get("source") or {}
    fragment = unquote(str(raw.get("href") or "").partition("#")[2])
    return Cited(
        n=int(raw.get("n") or 0),
        file=str(source.get("file") or ""),
        line=source.get("line"),
        issuer=str(raw.get("issuer") or ""),
        year=raw.get("year"),
        table=raw.get("table"),
        cell=fragment if _CELL_ID.fullmatch(fragment) else None,
        printed=raw.get("printed"),
        quote=raw.get("quote"),
    )


def _lines(parts: Iterable[Any]) -> str:
    return "\n".join(dict.fromkeys(str(part) for part in parts if part))
