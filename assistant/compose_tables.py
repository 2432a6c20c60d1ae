"""Sentences on which reports have nothing in one table: all 0, all blank, both, or some number."""

from collections.abc import Sequence

from assistant.citing import marks
from assistant.compose_values import Draft
from assistant.evidence import ListEvidence, TableHeld

MOST_NAMED = 30  # reports of one group
TABLES = {
    "t2": ("表二（主动公开）", "table 2 (proactive disclosure)"),
    "t3": ("表三（申请）", "table 3 (requests)"),
    "t4": ("表四（复议诉讼）", "table 4 (reviews and litigation)"),
}
GROUPS = (
    ("zero", "每一格都印零的", "print zero in every cell of {}"),
    ("blank", "整张空白、没有填报的", "leave {} wholly blank"),
    ("zero_and_blank", "只印了零、其余格空白的", "print only zeros in {} and leave the other cells blank"),
)


def tables_told(found: ListEvidence, draft: Draft) -> None:
    """Name the reports with nothing but 0, those wholly blank, then those with a number and those not read."""
    zh, en = TABLES[found.query.table]
    total = len(found.tables)
    groups = sorted(GROUPS, key=lambda group: group[0] != found.query.held)
    for state, group_zh, group_en in groups:
        of = [held for held in found.tables if held.state == state]
        if of:
            draft.add(
                f"{total} 份报告中，{zh}{group_zh}有 {len(of)} 份报告：{_named(of, draft)}。",
                f"{len(of)} of {total} reports {group_en.format(en)}: {_named(of, draft)}.",
            )
    if not any(held.state in {state for state, _, _ in GROUPS} for held in found.tables):
        draft.add(
            f"{total} 份报告中没有哪份的{zh}全是零或全部空白。",
            f"None of the {total} reports has nothing but zeros or blanks in {en}.",
        )
    filled = [held for held in found.tables if held.state == "filled"]
    if filled:
        names = _named(filled, draft)
        draft.add(
            f"印有别的数的有 {len(filled)} 份报告：{names}。",
            f"{len(filled)} report{'s hold' if len(filled) > 1 else ' holds'} other numbers: {names}.",
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
        cited = f" {marks(draft.citer.figure(value.report, value.figure))}" if value and value.figure else ""
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
