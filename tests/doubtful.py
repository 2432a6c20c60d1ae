"""A report whose table 3 can be matched cell by cell but is not proved by its sums, built beside an ordinary one."""

from pathlib import Path

from index.build import Builder
from index.build_pool import HereReading
from index.settings import Settings
from tests.conftest import CharacterEmbedder
from tests.report_text import sample_text, tables_in

STEM = "invented-jingwan-2020"
ISSUER = "样例省镜湾区卫生健康局"
ADDED, SPOILED = 7, 18  # each of so many printed totals of table 3 is too large by that


def doubtful_text() -> str:
    """The text of a sample, most totals of its table 3 changed: what a slipped column or a bad scan looks like."""
    text = sample_text(STEM)
    lines = text.split("\n")
    totals = [figure for figure in tables_in(text)["t3"].figures if figure.cell.endswith("|total")]
    for figure in totals[:SPOILED]:
        at = (figure.source.line or 0) - 1
        head, _, tail = lines[at].rpartition(figure.printed)
        lines[at] = f"{head}{int(figure.number or 0) + ADDED}{tail}"
    return "\n".join(lines)


def build(data: Path, folder: Path) -> None:
    """Build a folder into an index, without weights and in this process."""
    settings = Settings(data=data)
    builder = Builder(settings, embedder=CharacterEmbedder(), reading=HereReading(settings.limits))
    try:
        builder.build([folder])
    finally:
        builder.close()
