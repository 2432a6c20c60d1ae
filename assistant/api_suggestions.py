"""Questions to start with: only such as the loaded reports answer with a figure."""

from assistant.api_ports import StorePort
from assistant.terms import table_of
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
# Of a collection of reports before 2019 only: they have none of the three tables.
OF_LIST = (
    ("l14.req.received", "{issuer}{year}年收到多少件申请？", "How many requests did {issuer} receive in {year}?"),
    (
        "l14.proactive.total",
        "{issuer}{year}年主动公开政府信息多少条？",
        "How many items of information did {issuer} disclose proactively in {year}?",
    ),
    (
        "l14.req.online",
        "{issuer}{year}年收到网络申请多少件？",
        "How many requests did {issuer} receive online in {year}?",
    ),
)


def suggest(store: StorePort) -> list[dict[str, str]]:
    """Return up to three questions as {"zh", "en"}, each on a non-zero cell and, where possible, of another report."""
    reports = [store.report(summary.id) for summary in _candidates(store)]
    found: list[dict[str, str]] = []
    used: set[str] = set()
    for cell, zh, en in (*TEMPLATES, *OF_LIST):
        if len(found) == len(TEMPLATES):
            break
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
    read = report.tables.get(table_of(cell))
    return read is not None and read.status == "ok" and any(f.cell == cell and f.number for f in read.figures)
