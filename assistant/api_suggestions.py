"""Questions to start with: only such as the loaded reports answer with a figure."""

from assistant.api_ports import StorePort
from index.figure_store import ReportSummary
from index.report import Report

READ_AT_MOST = 12  # reports opened to find three questions; a large collection must not be read for an empty page

# cell, Chinese, English. The order is that of the three buttons.
TEMPLATES = (
    (
        "t3.res.total|total",
        "{issuer}{year}年办理了多少件政府信息公开申请？",
        "How many requests did {issuer} handle in {year}?",
    ),
    (
        "t3.new|natural",
        "{issuer}{year}年新收自然人的申请多少件？",
        "How many new requests from natural persons did {issuer} receive in {year}?",
    ),
    (
        "t2.license.decisions",
        "{issuer}{year}年作出多少件行政许可决定？",
        "How many licence decisions did {issuer} make in {year}?",
    ),
)


def suggest(store: StorePort) -> list[dict[str, str]]:
    """Return up to three questions as {"zh", "en"}, each on a non-zero cell and, where possible, of another report."""
    reports = [store.report(summary.id) for summary in _candidates(store)]
    found: list[dict[str, str]] = []
    used: set[str] = set()
    for cell, zh, en in TEMPLATES:
        answering = [report for report in reports if _has_number(report, cell)]
        fresh = [report for report in answering if report.id not in used]
        if not answering:
            continue
        report = (fresh or answering)[0]
        used.add(report.id)
        names = {"issuer": report.issuer, "year": report.year}
        found.append({"zh": zh.format(**names), "en": en.format(**names)})
    return found


def _candidates(store: StorePort) -> list[ReportSummary]:
    listed: list[ReportSummary] = [
        summary
        for summary in store.reports()
        if summary.superseded_by is None and any(table.status == "ok" for table in summary.tables.values())
    ]
    # One report an issuer first: three questions on three bodies show more of the collection.
    first_of_issuer = {summary.issuer: summary for summary in reversed(listed)}
    distinct = [summary for summary in listed if first_of_issuer[summary.issuer] is summary]
    rest = [summary for summary in listed if first_of_issuer[summary.issuer] is not summary]
    return (distinct + rest)[:READ_AT_MOST]


def _has_number(report: Report, cell: str) -> bool:
    read = report.tables.get(cell[:2])
    return read is not None and read.status == "ok" and any(f.cell == cell and f.number for f in read.figures)
