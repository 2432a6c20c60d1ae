"""What a reader of an answer must know of its reports: there are older versions, it was scanned, its form is older."""

from collections.abc import Sequence

from assistant.evidence import Evidence, ListEvidence, StopEvidence, reports_of
from assistant.older_form import of_list
from assistant.query import Refuse
from index.figure_store import ReportSummary
from index.report import LEGACY_ID

MOST_NAMED = 3
OLDER_FORM = ("row", "not_reported", "not_extracted")  # reasons of a refusal that an older form explains


def remarks(evidence: Evidence, *, zh: bool) -> tuple[str, ...]:
    """Whole sentences in the answer's language, none where there is nothing to say."""
    found = evidence.found
    reports = list({report.id: report for report in reports_of(found)}.values())
    said = []
    if isinstance(found, StopEvidence):
        explained = isinstance(found.plan, Refuse) and found.plan.reason in OLDER_FORM and found.plan.cells
        if explained and (listed := [report for report in reports if LEGACY_ID in report.tables]):
            said.append(_older_form(_names(listed, zh=zh), zh=zh))
    elif not isinstance(found, ListEvidence):
        if replaced := [report for report in reports if report.id in evidence.replaced]:
            said.append(_newest(_names(replaced, zh=zh), zh=zh))
        if told := list({v.report.id: v.report for v in getattr(found, "values", ()) if of_list(v.cell)}.values()):
            said.append(_from_list(_names(told, zh=zh), zh=zh))
        if recognised := [report for report in reports if report.recognised]:
            said.append(_recognised(_names(recognised, zh=zh), zh=zh))
    return tuple(said)


def _names(reports: Sequence[ReportSummary], *, zh: bool) -> str:
    names = [f"{r.issuer}{r.year}年" if zh else f"{r.issuer} {r.year}" for r in reports[:MOST_NAMED]]
    more = len(reports) > len(names)
    if zh:
        return "、".join(names) + ("等" if more else "")
    return ", ".join(names) + (" and others" if more else "")


def _newest(names: str, *, zh: bool) -> str:
    if zh:
        return f"{names}的报告收录了不止一个版本，以上取最新的一版；旧版在报告页可查。"
    return f"More than one version of the report of {names} is held; this is the newest. Its page shows the older ones."


def _recognised(names: str, *, zh: bool) -> str:
    if zh:
        return f"{names}的报告有扫描页，文字和数字由识别得到，引用前请对照原件。"
    return f"The report of {names} has scanned pages that were recognised: compare with the original before quoting."


def _from_list(names: str, *, zh: bool) -> str:
    if zh:
        return f"{names}的数字取自2018年及以前的旧格式（清单式统计表），口径与2019年起的三张表不同。"
    return (
        f"The figures of {names} come from the list form used up to 2018, which counts differently from the three "
        "tables since 2019."
    )


def _older_form(names: str, *, zh: bool) -> str:
    if zh:
        return f"{names}的报告用的是2018年及以前的旧格式（清单式统计表），没有2019年起的三张表，也没有这一项。"
    return (
        f"The report of {names} uses the list form used up to 2018: it has neither the three tables since 2019 nor "
        "this row."
    )
