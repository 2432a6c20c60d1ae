"""What the list of reports can be narrowed by: places, issuers, years, forms and qualities, each with its count.

A choice is counted among the reports that every *other* filter lets through: it says what one more click would show.
One pass over the summaries, whatever is asked: fifty thousand reports take a fraction of a second, kept until the index
changes.
"""

import threading
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, Field

from assistant.api_filters import ReportFilter, ReportPage, qualities_of
from assistant.api_ports import StorePort
from index.report_summary import ReportSummary

MOST_ISSUERS = 300  # of one list; beyond that words find them
DEPTH = 2  # levels of places that are always there: provinces and cities; a chosen one is opened
MOST_KEPT = 200  # sets of filters
Filter = TypeVar("Filter", bound=ReportFilter)
FACETS = ("region", "issuer", "year", "form", "quality")


class ChoiceOut(BaseModel):
    value: str
    reports: int = Field(description="Reports that it would show")


class ChoicesOut(BaseModel):
    index_version: str
    reports: int = Field(description="Reports that the filters let through")
    of: int = Field(description="Reports there are, older versions only where they are asked for")
    issuers: int = Field(description="Issuers of those that are let through")
    findings: int = Field(description="How many of them fail a rule")
    not_extracted: int = Field(description="How many have a table that could not be read")
    sample: bool = Field(description="Whether any report is one of the project's own samples")
    region: list[ChoiceOut] = Field(description="Paths from the province down (江西省/宜春市), in order")
    issuer: list[ChoiceOut] = Field(description=f"At most {MOST_ISSUERS}, those with the most reports; in order")
    more_issuers: int = Field(description="Issuers left out of that list")
    year: list[ChoiceOut] = Field(description="The last one first")
    form: list[ChoiceOut]
    quality: list[ChoiceOut]


class Choices(Generic[Filter]):
    """The choices of one store, kept for each set of filters until the index changes. Safe between threads."""

    def __init__(self, store: StorePort, make: Callable[[Filter, StorePort, str], dict[str, Any]]) -> None:
        """`make` gets the filters, the store and its version."""
        self._store = store
        self._make = make
        self._version = ""
        self._kept: dict[str, dict[str, Any]] = {}
        self._lock = threading.Lock()

    def of(self, page: Filter) -> dict[str, Any]:
        """What `make` makes of these filters."""
        version, key = self._store.index_version, page.model_dump_json(exclude={"limit", "cursor"})
        with self._lock:
            if self._version != version or len(self._kept) >= MOST_KEPT:
                self._version, self._kept = version, {}
            if key not in self._kept:
                self._kept[key] = self._make(page, self._store, version)
            return self._kept[key]


def choices_of(page: ReportPage, store: StorePort, version: str) -> dict[str, Any]:
    """The object that ChoicesOut describes, of every report of a store."""
    return choices(page, store.reports(), version)


def choices(page: ReportPage, reports: Sequence[ReportSummary], version: str) -> dict[str, Any]:
    """The object that ChoicesOut describes."""
    counts: dict[str, Counter[Hashable]] = {name: Counter() for name in FACETS}
    told: Counter[str] = Counter()
    issuers: set[str] = set()
    tests = list(page.tests().items())
    older = page.all_versions
    for report in reports:
        told["of"] += older or report.superseded_by is None
        failing = [name for name, test in tests if not test(report)]
        if len(failing) > 1 or (failing and failing[0] not in FACETS):
            continue
        values = _values(report)
        for name in failing or FACETS:
            counts[name].update(values[name])
        if not failing:
            issuers.add(report.issuer)
            told.update(("reports", *values["quality"]))
    kept = counts["issuer"].most_common(MOST_ISSUERS)
    return {
        "index_version": version,
        "reports": told["reports"], "of": told["of"], "issuers": len(issuers),
        "findings": told["findings"], "not_extracted": told["not_extracted"],
        "sample": any(report.sample for report in reports),
        "region": _listed(shown_places(counts["region"], page.region)),
        "issuer": _listed(sorted(kept)), "more_issuers": max(0, len(counts["issuer"]) - len(kept)),
        "year": _listed(sorted(counts["year"].items(), reverse=True)),
        "form": _listed(sorted(counts["form"].items())),
        "quality": _listed((name, counts["quality"][name]) for name in ("ok", "findings", "not_extracted", "scan")),
    }  # fmt: skip


def _values(report: ReportSummary) -> dict[str, tuple[Any, ...]]:
    """The values that a report has of each facet."""
    return {
        "region": places_of(report.region),
        "issuer": (report.issuer,),
        "year": (report.year,),
        "form": tuple({table.form for table in report.tables.values() if table.form}),
        "quality": tuple(qualities_of(report)),
    }


def places_of(region: str) -> tuple[str, ...]:
    """The paths of a place and of those that hold it, the outermost first."""
    parts = region.split("/") if region else []
    return tuple("/".join(parts[:count]) for count in range(1, len(parts) + 1))


def shown_places(regions: Mapping[Any, int], chosen: Sequence[str]) -> list[tuple[Hashable, int]]:
    """Provinces and cities, the places in a chosen one, and the chosen one with those that hold it."""
    opened = [place for place in chosen if "/" in place]

    def shows(path: str) -> bool:
        above = path.rpartition("/")[0]
        return path.count("/") < DEPTH or above in chosen or any(f"{o}/".startswith(f"{path}/") for o in opened)

    return sorted((path, count) for path, count in regions.items() if shows(str(path)))


def _listed(found: Iterable[tuple[Hashable, int]]) -> list[dict[str, Any]]:
    return [{"value": str(value), "reports": count} for value, count in found]
