"""What the list of findings can be narrowed by: places, issuers, years, kinds, rules, severities, each with its count.

A choice is counted among the findings that every *other* filter lets through, as those of the list of reports are. One
pass over the heads of the findings: a report is looked at once, however many it has.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, Field

from assistant.api_choices import MOST_ISSUERS, places_of, shown_places
from assistant.api_filters import SERIOUS, FindingFilter
from assistant.api_ports import StorePort
from index.report_summary import FindingHead, ReportSummary

OF_REPORTS = ("region", "issuer", "year")
OF_FINDINGS = ("kind", "rule", "severity")
FACETS = (*OF_REPORTS, *OF_FINDINGS)
ORDERED = {"kind": ("hard", "soft", "completeness", "parse", "info", "decision"), "severity": (*SERIOUS, "info")}


class FindingChoiceOut(BaseModel):
    value: str
    findings: int = Field(description="Findings that it would show")


class FindingChoicesOut(BaseModel):
    index_version: str
    findings: int = Field(description="Findings that the filters let through")
    of: int = Field(description="Errors and doubts of all reports, of older versions only where those are asked for")
    reports: int = Field(description="Reports of those that are let through")
    issuers: int = Field(description="Issuers of those reports")
    region: list[FindingChoiceOut] = Field(description="Paths from the province down (江西省/宜春市), in order")
    issuer: list[FindingChoiceOut] = Field(description=f"At most {MOST_ISSUERS}, those with the most findings")
    more_issuers: int = Field(description="Issuers left out of that list")
    year: list[FindingChoiceOut] = Field(description="The last one first")
    kind: list[FindingChoiceOut]
    rule: list[FindingChoiceOut] = Field(description="The most frequent first")
    severity: list[FindingChoiceOut]


def finding_choices_of(page: FindingFilter, store: StorePort, version: str) -> dict[str, Any]:
    """The object that FindingChoicesOut describes, of every report of a store."""
    return finding_choices(page, store.reports(), store.finding_heads(), version)


def finding_choices(
    page: FindingFilter,
    reports: Sequence[ReportSummary],
    heads: Mapping[str, Sequence[FindingHead]],
    version: str,
) -> dict[str, Any]:
    """The object that FindingChoicesOut describes."""
    counts: dict[str, dict[Hashable, int]] = {name: defaultdict(int) for name in FACETS}
    seen, older = _Seen(page), page.all_versions
    told: Counter[str] = Counter()
    issuers: set[str] = set()
    tests = page.tests().items()
    for report in reports:
        found = heads.get(report.id, ())
        if not found:
            continue
        if older or report.superseded_by is None:
            told["of"] += sum(head.severity in SERIOUS for head in found)
        outside = [name for name, test in tests if not test(report)]
        if len(outside) > 1 or (outside and outside[0] not in OF_REPORTS):
            continue
        shown = sum(not seen.failing(head) for head in found)
        values = {"region": places_of(report.region), "issuer": (report.issuer,), "year": (report.year,)}
        for name in outside or OF_REPORTS if shown else ():
            for value in values[name]:
                counts[name][value] += shown
        if outside:
            continue
        seen.count(found)
        if shown:
            issuers.add(report.issuer)
            told["findings"] += shown
            told["reports"] += 1
    numbers = {name: told[name] for name in ("findings", "of", "reports")} | {"issuers": len(issuers)}
    return {"index_version": version, **numbers, **_listed(page, counts | seen.counts())}


class _Seen:
    """The heads of findings and how often each was seen; the filters are asked once for each of the few there are."""

    def __init__(self, page: FindingFilter) -> None:
        self._tests = page.head_tests()
        self._failing: dict[FindingHead, tuple[str, ...]] = {}
        self._times: Counter[FindingHead] = Counter()

    def failing(self, head: FindingHead) -> tuple[str, ...]:
        """The filters that hold it back."""
        if head not in self._failing:
            self._failing[head] = tuple(name for name, test in self._tests.items() if not test(head))
        return self._failing[head]

    def count(self, heads: Iterable[FindingHead]) -> None:
        """They stand in a report that is let through."""
        for head in heads:
            self._times[head] += 1

    def counts(self) -> dict[str, dict[Hashable, int]]:
        """Facet of findings → value → how many there are that every other filter lets through."""
        counts: dict[str, dict[Hashable, int]] = {name: defaultdict(int) for name in OF_FINDINGS}
        for head, times in self._times.items():
            failing = self.failing(head)
            if len(failing) < 2:
                for name in failing or OF_FINDINGS:
                    counts[name][getattr(head, name)] += times
        return counts


def _listed(page: FindingFilter, counts: Mapping[str, Mapping[Hashable, int]]) -> dict[str, Any]:
    kept = Counter(counts["issuer"]).most_common(MOST_ISSUERS)
    listed: dict[str, Iterable[tuple[Hashable, int]]] = {
        "region": shown_places(counts["region"], page.region),
        "issuer": sorted(kept),
        "year": sorted(counts["year"].items(), reverse=True),
        "rule": sorted(counts["rule"].items(), key=lambda one: (-one[1], str(one[0]))),
        **{name: [(v, counts[name][v]) for v in order if v in counts[name]] for name, order in ORDERED.items()},
    }
    rows = {name: [{"value": str(v), "findings": n} for v, n in listed[name]] for name in FACETS}
    return {**rows, "more_issuers": max(0, len(counts["issuer"]) - len(kept))}
