"""The list form used up to 2018: which reports use it, and which of its rows count what a cell since 2019 counts."""

from index.figure_store import ReportSummary
from index.report import LEGACY_ID, TABLE_IDS

# Cell of today's tables → row of the list. Rows that only look alike are left out: 不掌握 is more than 信息不存在.
EQUIVALENT = {
    "t3.new|total": "l14.req.received",
    "t3.res.total|total": "l14.req.closed",
    "t3.res.granted|total": "l14.ans.granted",
    "t3.res.partial|total": "l14.ans.partial",
    "t3.res.denied|total": "l14.ans.denied",
    "t3.res.denied.state_secret|total": "l14.ans.denied.secret",
    "t3.res.denied.safety|total": "l14.ans.denied.security",
    "t2.normative.made": "l14.proactive.normative_made",
    "t2.normative.*": "l14.proactive.normative_made",
    **{f"t4.{block}.{result}": f"l14.{block}.{result}" for block in ("review", "lit") for result in (
        "total", "upheld", "corrected", "other")},
}  # fmt: skip
TODAYS = {row: cell for cell, row in EQUIVALENT.items() if not cell.endswith("*")} | {
    "l14.ans.total": "t3.res.total|total"
}


def of_list(cell: str) -> bool:
    """Whether a cell is a row of the list."""
    return cell.startswith(f"{LEGACY_ID}.")


def list_form(report: ReportSummary) -> bool:
    """Whether a report prints the list and none of today's tables."""
    read = [report.tables[table].status for table in TABLE_IDS if table in report.tables]
    return LEGACY_ID in report.tables and "ok" not in read


def in_form(cell: str, report: ReportSummary) -> str:
    """The cell of the report's own form that counts the same; the cell itself where its form has none."""
    if list_form(report):
        return EQUIVALENT.get(cell, cell)
    return TODAYS.get(cell, cell) if LEGACY_ID not in report.tables else cell


def with_applicant(row: str, applicant: str) -> str:
    """The cell of today's table 3 that counts a row of the list for one kind of applicant; "" where there is none."""
    today = TODAYS.get(row, "").partition("|")
    return f"{today[0]}|{applicant}" if today[1] else ""
