"""Sentences on which reports have nothing in one table: all 0, all blank, both, or some number."""

from collections.abc import Sequence

from assistant.citing import marks
from assistant.compose_items import said_item
from assistant.compose_values import Draft
from assistant.evidence import ListEvidence, TableHeld

MOST_NAMED = 30  # reports of one group
TABLES = {
    "t2": ("表二（主动公开）", "table 2 (proactive disclosure)"),
    "t3": ("表三（申请）", "table 3 (requests)"),
    "t4": ("表四（复议诉讼）", "table 4 (reviews and litigation)"),
}
GROUPS = (
    ("zero", "每一格都印 0 的", "print 0 in every cell of {}"),
    ("blank", "整张空白、没有填报的", "leave {} wholly blank"),
    ("zero_and_blank", "只印了 0、其余格空白的", "print only 0 in {} and leave the other cells blank"),
)


def tables_told(found: ListEvidence, draft: Draft) -> None:
    """Name the reports with nothing but 0, those wholly blank, then those with a number and those not read."""
    zh, en = TABLES[found.query.table]
    total = len(found.tables)
    for state, group_zh, group_en in GROUPS:
        of = [held for held in found.tables if held.state == state]
        if of:
            draft.add(
                f"{total} 份报告中，{zh}{group_zh}有 {len(of)} 份：{_named(of, draft)}。",
                f"{len(of)} of {total} reports {group_en.format(en)}: {_named(of, draft)}.",
            )
    if not any(held.state in {state for state, _, _ in GROUPS} for held in found.tables):
        draft.add(
            f"{total} 份报告中没有一份的{zh}全是 0 或全部空白。",
            f"None of the {total} reports has nothing but 0 or blanks in {en}.",
        )
    filled = [held for held in found.tables if held.state == "filled"]
    if filled:
        shown = [held.shown for held in filled[:MOST_NAMED] if held.shown is not None]
        items = ("；" if draft.zh else "; ").join(said_item(value, draft, label=True) for value in shown)
        draft.add(
            f"有 0 以外的数的有 {len(filled)} 份，例如：{items}。",
            f"{len(filled)} hold{'s' if len(filled) == 1 else ''} a number other than 0, such as: {items}.",
        )
    for state, said_zh, said_en in (
        ("unread", f"{zh}没有能完整读出，不能判断", f"{en} could not be read whole, so it cannot be told"),
        ("none", f"格式中没有{zh}", f"the form has no {en}"),
    ):
        if of := [held for held in found.tables if held.state == state]:
            names = _names(of, draft)
            draft.add(f"{names}：{said_zh}。", f"{names}: {said_en}.")


def _named(of: Sequence[TableHeld], draft: Draft) -> str:
    """Reports with the cell that shows it; of many the first ones."""
    said = []
    for held in of[:MOST_NAMED]:
        value = held.shown
        cited = f" {marks(draft.printed_figure(value, value.figure))}" if value and value.figure else ""
        said.append(f"{_name(held, draft)}{cited}")
    return ("、" if draft.zh else ", ").join(said) + _more(of, draft)


def _names(of: Sequence[TableHeld], draft: Draft) -> str:
    names = [_name(held, draft) for held in of[:MOST_NAMED]]
    return ("、" if draft.zh else ", ").join(names) + _more(of, draft)


def _more(of: Sequence[TableHeld], draft: Draft) -> str:
    return ("等" if draft.zh else " and others") if len(of) > MOST_NAMED else ""


def _name(held: TableHeld, draft: Draft) -> str:
    report = held.report
    return f"{report.issuer}{report.year}年" if draft.zh else f"{report.issuer} {report.year}"
