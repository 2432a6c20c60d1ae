"""What the reports of one issuer say together, once all of them are there: newest versions, and rules across years."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.report import Finding, Report
from index.rules_file import Rule
from index.rules_years import YEARS_PREFIX, check_years
from index.versions import Version, superseded


@dataclass(frozen=True, slots=True)
class Settled:
    """Of every report of the group: what supersedes it, and its findings across years, old ones replaced by these.

    `findings` has an entry for every report given, () where there are none: store it in place of those for which
    `is_across_years` holds.
    """

    superseded: dict[str, str] = field(default_factory=dict)  # older report → newer report
    findings: dict[str, tuple[Finding, ...]] = field(default_factory=dict)


def version_of(report: Report, row: int = 0) -> Version:
    """What `superseded` needs of a report."""
    return Version(
        id=report.id, file=report.file, issuer=report.issuer, region=report.region, year=report.year,
        title=report.title, content_hash=report.content_hash, published=report.published, row=row,
        sample=report.sample,
    )  # fmt: skip


def group_of(report: Report) -> tuple[str, str]:
    """What the reports of one group have in common; settle all reports with the same one together."""
    return version_of(report).group


def is_across_years(finding: Finding) -> bool:
    """Whether a finding is of a rule across years, so that `settle_group` replaces it."""
    return finding.rule.startswith(YEARS_PREFIX)


def settle_group(
    reports: Sequence[Report], rules: Sequence[Rule] | None = None, rows: dict[str, int] | None = None
) -> Settled:
    """Settle all reports of one group (`group_of`); the order they come in does not matter.

    Only newest versions are compared across years, real reports with real ones and samples with samples. `rows` are
    those of manifest.csv by report id.
    """
    older = superseded(version_of(report, (rows or {}).get(report.id, 0)) for report in reports)
    found: dict[str, tuple[Finding, ...]] = {report.id: () for report in reports}
    newest = sorted((r for r in reports if r.id not in older), key=lambda report: report.year)
    for last, this in pairwise(newest):
        if this.year == last.year + 1 and this.sample == last.sample and group_of(this) == group_of(last):
            results = check_years(this, last, rules)
            found[this.id] = tuple(r.finding for r in results if r.finding and r.finding.severity != "info")
    return Settled(older, found)
