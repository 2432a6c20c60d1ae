"""Table 4, review and litigation: fifteen values in one row under a header that must read as the form's."""

from collections.abc import Sequence
from functools import lru_cache

from index.form import RESULTS, T4_BLOCKS, Forms
from index.labels import Wordings
from index.table_rows import NotExtracted, PrintedCell, Reading, Row, is_value
from index.table_sums import blocks_slipped, plain_number

WIDTH = len(RESULTS) * len(T4_BLOCKS)
HEADERS = (
    ("review", "lit", *RESULTS, "direct", "post", *RESULTS, *RESULTS),
    ("review", "lit", *RESULTS, "direct", "post", *RESULTS * 3),  # 结果维持 and its row spans, printed in both rows
)


WORDS: dict[str, tuple[str, ...]] = {
    "upheld": ("结果维持",),
    "corrected": ("结果纠正",),
    "other": ("其他结果", "其它结果"),
    "pending": ("尚未审结",),
    "total": ("总计", "合计"),
    "review": ("行政复议",),
    "lit": ("行政诉讼",),
    "direct": ("未经复议直接起诉",),
    "post": ("复议后起诉",),
}


def read_t4(rows: Sequence[Row], forms: Forms) -> Reading:
    """Match the header and the row of values of a printed table 4; its form is "" (both forms have the same table 4).

    Raises:
        NotExtracted: the header is not the form's, or the row does not have fifteen values.
    """
    header, data = _split(rows)
    texts = [place.text for row in header for place in row.places if place.text]
    matches = [wordings().best(text) for text in texts]
    found = tuple(match.key for match in matches if match)
    if found not in HEADERS:
        raise NotExtracted("表四表头与规定格式不同，数值无法对应")
    if len(data.places) != WIDTH:
        raise NotExtracted(f"表四应有 {WIDTH} 个数值，读到 {len(data.places)} 格")
    if blocks_slipped([plain_number(place.text) for place in data.places], len(RESULTS)):
        raise NotExtracted("表四的数值似乎错位了一格")
    cells = []
    ids = [f"{block}.{result}" for block in T4_BLOCKS for result in RESULTS]
    for offset, (cell, place) in enumerate(zip(ids, data.places, strict=True)):
        cells.append(PrintedCell(cell, place, (data.number, place.column if place.column is not None else offset), ""))
    scores = [match.score for match in matches if match]
    return Reading("", tuple(cells), round(sum(scores) / len(scores) / 100, 3))


@lru_cache(maxsize=1)
def wordings() -> Wordings:
    """What the header of table 4 may print: results, and blocks under "review", "lit", "direct" and "post"."""
    return Wordings(WORDS)


def _split(rows: Sequence[Row]) -> tuple[list[Row], Row]:
    """The header rows and the one row of values after them."""
    last = max((at for at, row in enumerate(rows) if row.labels), default=-1)
    data = [row for row in rows[last + 1 :] if len(row.places) >= WIDTH - 1 or any(p.text for p in row.places)]
    if len(data) != 1 or not all(is_value(place.text) for place in data[0].places):
        raise NotExtracted(f"表四应有一行数值，读到 {len(data)} 行")
    return list(rows[: last + 1]), data[0]
