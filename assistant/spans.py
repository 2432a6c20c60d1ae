"""Scopes that take more than one look: a part of a whole, and a change that one report prints itself."""

from dataclasses import replace

from assistant.intent import wants
from assistant.query import Refuse
from assistant.reading import Library, Reading, leans
from assistant.scope import Resolved, Wanted, resolve_scope
from assistant.terms import Terms


def wanted_reports(reading: Reading, *, whole: bool, prose: bool = False) -> Wanted:
    context = reading.context if leans(reading) or wants("both", reading.text) else None
    both = context.recent[-2:] if context and wants("both", reading.text) and len(context.recent) > 1 else ()
    whole = whole and not both
    return Wanted(
        text=reading.text,
        language=reading.language,
        mentions=reading.mentions,
        years=reading.years,
        whole=whole
        and not any(m.unknown for m in reading.mentions)
        and not (reading.mentions and not any(m.bare_office for m in reading.mentions)),
        carried_issuers=both or (context.issuers if context and not whole else ()),
        carried_years=context.years if context else (),
        excluded=reading.excluded,
        prose=prose,
    )


def part_of_both(reading: Reading, named: Resolved, library: Library) -> Resolved:
    """ "Of Liping's and Yichun's combined decisions, what share fell to Yichun": the one named last comes first."""
    assert named.scope is not None
    last = reading.mentions[-1].issuers[0] if reading.mentions else ""
    own = set(library.names.issuers[last].reports.values()) if last else set()
    reports = tuple(sorted(named.scope.reports, key=lambda report: report not in own))
    return replace(named, scope=replace(named.scope, reports=reports, whole=True))


def part_of_all(wanted: Wanted, named: Resolved, library: Library) -> Resolved:
    """ "Liping's share of the three 2020 reports": the named report first, then all the others of those years."""
    everyone = replace(wanted, mentions=(), whole=True, carried_issuers=())
    others = resolve_scope(everyone, library.names, library.summaries)
    if named.scope is None or others.scope is None:
        return named
    reports = tuple(dict.fromkeys((*named.scope.reports, *others.scope.reports)))
    return replace(named, scope=replace(others.scope, reports=reports))


def change_within(reading: Reading, terms: Terms, resolved: Resolved, library: Library) -> bool:
    """Whether "2019 against 2018" can be answered out of the 2019 report, which prints the change itself."""
    stop = resolved.stop
    if not isinstance(stop, Refuse) or stop.reason != "year" or len(reading.years.years) != 2:
        return False
    if "change" not in terms.measures or not any(row.startswith("t2.") for row in terms.rows):
        return False
    newest = [s for s in library.summaries if s.id in stop.nearest and s.year == max(reading.years.years)]
    return any(s.tables["t2"].form == "F2019" for s in newest)


def newest_only(reading: Reading, library: Library, resolved: Resolved) -> Resolved:
    last = max(reading.years.years)
    only = replace(reading.years, years=(last,), spans=tuple(s for s in reading.years.spans if s[2] == last))
    again = resolve_scope(wanted_reports(replace(reading, years=only), whole=False), library.names, library.summaries)
    again.assumptions.append(
        f"用{last}年报告自带的“本年增/减”一栏回答。"
        if reading.language == "zh"
        else f"Answered from the change column that the {last} report prints itself."
    )
    return again
