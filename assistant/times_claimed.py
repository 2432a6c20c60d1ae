"""A doubling, tripling or halving that a question claims of a row, held against what the reports print.

"据说处罚项目比上一年翻倍了，属实否", "did its licence items double", "许可怎么少了一半". The 2019 form prints the
number of items of the year before and their change; else the reports of both years are held against each other.
"""

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from assistant.answer import Language
from assistant.conversations import Context, kept_plan
from assistant.evidence import FigureEvidence, Value
from assistant.first_look import Look
from assistant.query import FigureQuery, Refuse, Understood
from assistant.read_again import Reader
from assistant.reading import Library
from assistant.wording import plain

TIMES: dict[str, Decimal | int] = {
    "翻倍": 2, "翻番": 2, "翻了倍": 2, "翻一番": 2, "翻了一番": 2, "翻了一倍": 2,
    "翻两番": 4, "翻了两番": 4, "增长一倍": 2,
    "doubl": 2, "twofold": 2, "tripl": 3, "trebl": 3, "threefold": 3, "quadrupl": 4, "halv": Decimal("0.5"),
}  # fmt: skip
GREW = {"一": 2, "1": 2, "两": 3, "二": 3, "2": 3, "三": 4, "3": 4}  # 增加了两倍 is three times as many
HALF = Decimal("0.5")
MANIFOLD = Look(
    r"翻(?:了)?(?:(?:一|两)?(?:番|倍))(?:还多)?|(?:增(?:加|长)?|涨|上升|多)(?:了|出)?(?P<grew>[一两二三123])倍"
    r"|(?:减少?|下降|降低?|少|跌|砍|缩水|缩减)(?:了|掉|去)?(?:将近|近|大约|约)?(?:一)?半(?!年|数)|腰斩|减半"
    r"|\b(?:doubl(?:ed?|ing)|tripl(?:ed?|ing)|trebl(?:ed?|ing)|quadrupl(?:ed?|ing)|halv(?:ed?|ing))\b"
    r"|\b(?:fell|fall(?:en)?|dropp?(?:ed)?|cut|shrank|declined"
    r"|decreased|down|went down|gone down)(?: by| to| in)? half\b"
    r"|\b(?:rose|gr[eo]wn?|went up|increased) (?:two|three)fold\b"
)
ASKS = Look(
    r"属实|是真的|真的吗|真假|对不对|对吗|对吧|是吗|是不是|是否|吗|确有其事|可有此事|有没有|为什么|为何|怎么|原因|据说|听说|传"
    r"|\b(?:did|does|do|is|was|were|has|have|had|true|correct|right|why|whether|heard|said|supposedly|claim\w*|reportedly)\b"
)
HOW_MUCH = Look(r"[几多]少?倍|多少|\bhow (?:many|much)\b|\bby what\b|谁|哪|\bwh(?:o|ich)\b")
CLOSE = Decimal("0.1")
ITEMS = (".prior_items", ".change")


class Manifold(NamedTuple):
    """What is claimed, in the question's words, and how many times the year before that would be."""

    said: str
    times: Decimal


def claimed(text: str) -> Manifold | None:
    """The doubling or the like that a plain question claims and asks about; None where it asks how much."""
    found = MANIFOLD.search(text)
    if found is None or HOW_MUCH.search(text) or not ASKS.search(text):
        return None
    if found["grew"]:
        return Manifold(found.group(), Decimal(GREW[found["grew"]]))
    times = next((number for word, number in TIMES.items() if word in found.group()), None)
    if "fold" in found.group():
        times = 3 if "three" in found.group() else 2
    return Manifold(found.group(), Decimal(times if times is not None else HALF))


def times_claimed(
    question: str, library: Library, context: Context | None, language: Language, read: Reader
) -> tuple[Understood, Context] | None:
    """The plan for a question that claims a doubling or the like of one row of one body; None for another question."""
    text = plain(question)
    found = claimed(text)
    if found is None:
        return None
    asked = text.replace(found.said, "变化" if language == "zh" else "change")
    known, following = read(asked, library, context, language)
    plan = known.plan
    if isinstance(plan, Refuse):
        return replace(known, text=question), following
    if not isinstance(plan, FigureQuery) or plan.further or plan.scope.whole:
        return None
    row = _row(plan)
    if len(plan.scope.reports) == 1 and row:
        cells = tuple(f"{row}{column}" for column in ITEMS)
        query = replace(plan, cells=cells, operation="lookup", also=(), condition=None)
    elif len(plan.scope.reports) == len(ITEMS) and len(plan.cells) == 1 and plan.operation in ("difference", "lookup"):
        query = plan
    else:
        return None
    known = replace(known, text=question, plan=query, moved=0, claimed=())
    return known, kept_plan(replace(following, text=question), query, known.assumptions, context)


def _row(plan: FigureQuery) -> str:
    """The row of table 2 whose change a plan looks up; "" for none."""
    rows = {cell.rpartition(".")[0] for cell in plan.cells if cell.endswith(ITEMS)}
    whole = all(cell.endswith(ITEMS) for cell in plan.cells) and any(cell.endswith(ITEMS[1]) for cell in plan.cells)
    return rows.pop() if whole and len(rows) == 1 else ""


def borne_out(text: str, found: FigureEvidence) -> tuple[str, str] | None:
    """The sentences, Chinese and English, on whether the figures bear the claim out; None where nothing is claimed."""
    said = claimed(text)
    ends = _before_and_after(found.values) if said else None
    if said is None or ends is None:
        return None
    before, after = ends
    if before and after == before * said.times:
        return f"与问题里说的“{said.said}”相符。", f'That bears out "{said.said}".'
    if before and abs(after / before - said.times) <= CLOSE * said.times:
        return f"与问题里说的“{said.said}”大致相符。", f'That roughly bears out "{said.said}".'
    return (
        f"不属实：这些数与问题里说的“{said.said}”不符。",
        f'That is not so: these figures do not bear out "{said.said}".',
    )


def _before_and_after(values: tuple[Value, ...]) -> tuple[Decimal, Decimal] | None:
    """The number of the year before and that of the year, out of two columns of a row or of two years' reports."""
    if len(values) != len(ITEMS) or any(value.best is None for value in values):
        return None
    first, second = values
    one, other = first.best or Decimal(0), second.best or Decimal(0)
    if first.cell.endswith(ITEMS[0]) and second.cell.endswith(ITEMS[1]):
        return one, one + other
    if first.cell != second.cell or first.report.issuer != second.report.issuer:
        return None
    return (one, other) if first.report.year < second.report.year else (other, one)
