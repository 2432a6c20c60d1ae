"""An answer as lines of text for a terminal."""

from collections.abc import Iterator
from typing import NamedTuple

from assistant.answer import Answer, Citation

SAMPLE_NOTICE = "样例：数字取自公开年报，文字为改写，请勿引用"


class Line(NamedTuple):
    """A line and its colour; None for the terminal's own."""

    text: str
    color: str | None = None


def answer_lines(answer: Answer) -> Iterator[Line]:
    """The answer, its findings, its citations, what may be asked instead, and the notice of the samples."""
    yield Line(answer.text)
    for finding in answer.findings:
        yield Line(f"! {finding.rule}: {finding.message}", "yellow")
    for citation in answer.citations:
        yield Line(f"[{citation.n}] {citation.issuer} {citation.year} › {_place(citation)}", "bright_black")
    for option in (*answer.options, *(answer.refusal.nearest if answer.refusal else ())):
        yield Line(f"  · {option}")
    if any(citation.source.sample for citation in answer.citations):
        yield Line(SAMPLE_NOTICE, "yellow")


def _place(citation: Citation) -> str:
    where = " › ".join((citation.section, *citation.row, *citation.column)) if citation.cell else citation.section
    source = citation.source
    return f"{where}  ({source.file}{f':{source.line}' if source.line else ''})".lstrip()
