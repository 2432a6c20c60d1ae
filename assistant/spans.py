"""Scopes that take more than one look: a part of a whole, and a change that one report prints itself."""

from dataclasses import replace

from assistant.conversations import Context
from assistant.counts_said import said_bodies
from assistant.first_look import Look
from assistant.intent import NUMERALS, wants
from assistant.order_asked import of_the_others
from assistant.query import Operation, Refuse
from assistant.reading import Library, Reading, leans, two_bodies
from assistant.scope import resolve_scope
from assistant.terms import Terms
from assistant.wanted import Resolved, Wanted
from assistant.years import Years

PAIRED = ("difference", "sum", "ratio", "share", "max", "min", "average")
BESIDE = Look(r"比|和|与|跟|同|加上|加|\b(?:than|with|to|plus|versus|vs|and|against)\b")
OTHERS = Look(r"其他|其它|其余|另外|别的|剩下|\b(?:others?|rest|remaining)\b")
COUNTED = Look(r"([二三四五六七八九十两])[家份个]|\ball (?:the )?(two|three|four|five|ten)\b")
ALL_OF_THEM = Look(r"所有|全部|\ball (?:of )?(?:the |them\b|reports|bodies)|every")
THEY = Look(
    r"它们|[那这]几(?:家|个单位|个机关)"
    r"|^(?!.*\b(?:bodies|reports|bureaus|offices|agencies|commissions|administrations|issuers)\b)"
    r".*?\b(?P<en>their|they)\b"
)
NO_YEARS = Years((), ())
ITEMS = Look(r"项目|事项|增减|几项|多少项|\b(?:items?|column)\b")
CASES = Look(r"(?:多少|几)(?:件|宗|起)|件数|\bdecisions?\b")


def wanted_reports(reading: Reading, *, whole: bool, prose: bool = False) -> Wanted:
    context = reading.context if leans(reading) or wants("both", reading.text) else None
    both = context.recent[-2:] if context and wants("both", reading.text) and len(context.recent) > 1 else ()
    both = both or two_bodies(reading)
    whole = whole and not both
    return Wanted(
        text="" if reading.mentions and of_the_others(reading.text) else reading.text,
        language=reading.language,
        mentions=reading.mentions,
        years=reading.years,
        whole=whole
        and not any(m.unknown for m in reading.mentions)
        and not (reading.mentions and not any(m.bare_office for m in reading.mentions)),
        carried_issuers=both or (context.issuers if context and not whole else ()),
        carried_years=_carried_years(reading, context) if context else (),
        excluded=_left_out(reading, context),
        prose=prose,
    )


def as_spoken_of(reading: Reading, resolved: Resolved) -> Resolved:
    """ "Total of the three", after questions on three bodies of different years: each with the report asked."""
    context, keys = reading.context, two_bodies(reading)
    if context is None or not keys or reading.years.years or reading.years.relative is not None:
        return resolved
    reports = [one.reports for one in context.asked[-len(keys) :]]
    if resolved.scope is None or any(len(of_one) != 1 for of_one in reports):
        return resolved
    together = tuple(dict.fromkeys(report for of_one in reports for report in of_one))
    years = resolved.scope.years if {*together} == {*resolved.scope.reports} else ()
    return replace(resolved, scope=replace(resolved.scope, reports=together, years=years), assumptions=[])


def all_taken(reading: Reading, resolved: Resolved) -> Resolved:
    """Say of a word for bodies spoken of, "their average", where none was, that all are taken."""
    they = THEY.search(reading.text)
    named = reading.mentions or reading.whole or reading.context is not None
    if they is None or named or resolved.scope is None or not resolved.scope.whole:
        return resolved
    count, word = len(resolved.scope.reports), they["en"] or they.group()
    said = (
        f"前面没有提到单位，“{word}”按收录中符合的全部 {count} 份报告理解。"
        if reading.language == "zh"
        else f'No bodies were spoken of: "{word}" is read as all {count} fitting reports of the collection.'
    )
    return replace(resolved, assumptions=[*resolved.assumptions, said])


def _carried_years(reading: Reading, context: Context) -> tuple[int, ...]:
    """The years of the question before, unless this one says that all of a number of reports are meant: 五家."""
    said = COUNTED.search(reading.text)
    number = NUMERALS.get(said.group(1) or said.group(2), 0) if said else 0
    return () if number > len(context.issuers) + 3 or ALL_OF_THEM.search(reading.text) else context.years


def _left_out(reading: Reading, context: Context | None) -> tuple[str, ...]:
    """Issuers left out by name, or as the ones already spoken of: "the others"."""
    if reading.excluded or context is None or reading.mentions or not OTHERS.search(reading.text):
        return reading.excluded
    if of_the_others(reading.text):
        return ()
    return context.issuers


def beside(reading: Reading, resolved: Resolved, operation: Operation, library: Library) -> Resolved:
    """ "How many more is that than Yichun's": the body of the question before, then the one named now."""
    context = reading.context
    if context is None or not joins(reading) or operation not in PAIRED or resolved.scope is None:
        return resolved
    wanted = replace(wanted_reports(reading, whole=False), mentions=(), years=NO_YEARS)
    wanted = replace(wanted, carried_issuers=context.issuers, carried_years=context.years)
    before = resolve_scope(wanted, library.names, library.summaries)
    if before.scope is None:
        return resolved
    reports = tuple(dict.fromkeys((*before.scope.reports, *resolved.scope.reports)))
    issuers = tuple(dict.fromkeys((*before.scope.issuers, *resolved.scope.issuers)))
    return replace(resolved, scope=replace(resolved.scope, reports=reports, issuers=issuers))


def joins(reading: Reading) -> bool:
    """Whether one body is named to be put beside the one of the question before."""
    context = reading.context
    return bool(
        context
        and context.issuers
        and len(reading.mentions) == 1
        and not {*reading.mentions[0].issuers} & {*context.issuers}
        and not reading.terms.any
        and BESIDE.search(reading.text)
    )


def part_of_both(reading: Reading, named: Resolved, library: Library) -> Resolved:
    """ "Of Liping's and Yichun's combined decisions, what share fell to Yichun": the one named last comes first."""
    last = reading.mentions[-1].issuers[0] if reading.mentions else ""
    return part_of_named(last, named, library)


def named_twice(reading: Reading) -> str:
    """The one body that is named again behind a list of several: the share is its own; "" for none."""
    keys = [key for mention in reading.mentions for key in mention.issuers]
    again = {key for key in keys if keys.count(key) > 1}
    return again.pop() if len(again) == 1 and len({*keys}) > 2 else ""


def part_of_named(issuer: str, named: Resolved, library: Library) -> Resolved:
    """The share of one issuer in all the bodies named: its reports first."""
    assert named.scope is not None
    own = set(library.names.issuers[issuer].reports.values()) if issuer else set()
    reports = tuple(sorted(named.scope.reports, key=lambda report: report not in own))
    return replace(named, scope=replace(named.scope, reports=reports, whole=True))


def part_of_all(wanted: Wanted, named: Resolved, library: Library) -> Resolved:
    """ "Liping's share of the three 2020 reports": the named report first, then all the others of those years."""
    everyone = replace(wanted, mentions=(), whole=True, carried_issuers=(), excluded=())
    if len(wanted.years.years) == 1 and said_bodies(wanted.text) == len(library.names.issuers):
        everyone = replace(everyone, years=Years((), ()))  # "of all five": the year is that of the one named
    others = resolve_scope(everyone, library.names, library.summaries)
    if named.scope is None or others.scope is None:
        return named
    reports = tuple(dict.fromkeys((*named.scope.reports, *others.scope.reports)))
    named.assumptions.extend(others.assumptions)
    return replace(named, scope=replace(others.scope, reports=reports))


def change_within(reading: Reading, terms: Terms, resolved: Resolved, library: Library) -> bool:
    """Whether "2019 against 2018" can be answered out of the 2019 report, which prints the change itself."""
    stop = resolved.stop
    if not isinstance(stop, Refuse) or stop.reason != "year" or len(reading.years.years) != 2:
        return False
    if "change" not in terms.measures or not any(row.startswith("t2.") for row in terms.rows):
        return False
    if of_decisions(reading):
        return False
    newest = [s for s in library.summaries if s.id in stop.nearest and s.year == max(reading.years.years)]
    return any(s.tables["t2"].form == "F2019" for s in newest)


def of_decisions(reading: Reading) -> bool:
    """Whether a change is asked of cases, 多少件, "penalty decisions": the column of a report is on items only."""
    said = any(hit.target == "decisions" for hit in reading.hits if hit.group == "measures")
    return (said or bool(CASES.search(reading.masked))) and not ITEMS.search(reading.masked)


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


def told_before(reading: Reading, year: int, resolved: Resolved, library: Library) -> Resolved:
    """ "What did Liping plan for 2021": the report of 2020 tells it, where the collection holds it."""
    if resolved.scope is None or year not in reading.years.years or len({*reading.years.years} - {year, year - 1}):
        return resolved
    held = {s.id: s for s in library.summaries}
    issuers = {held[report].issuer for report in resolved.scope.reports if report in held}
    if len(issuers) != 1 or not any(s.issuer in issuers and s.year == year - 1 for s in library.summaries):
        return resolved
    before = replace(reading.years, years=(year - 1,), spans=())
    again = resolve_scope(wanted_reports(replace(reading, years=before), whole=False), library.names, library.summaries)
    if again.scope is None:
        return resolved
    again.assumptions.append(
        f"{year}年的打算写在{year - 1}年的报告里。"
        if reading.language == "zh"
        else f"What is planned for {year} stands in the report of {year - 1}."
    )
    return again


def planned_in(reading: Reading, resolved: Resolved, library: Library) -> Resolved:
    """ "Liping's plans for 2021": they stand in the report of 2020, where there is none of 2021."""
    stop = resolved.stop
    years = reading.years.years
    if (
        not isinstance(stop, Refuse)
        or stop.reason != "year"
        or not (len(years) == 1 or (years and reading.years.range))
    ):
        return resolved
    year = min(years)  # "from 2021 onward" begins there
    if not any(s.id in stop.nearest and s.year == year - 1 for s in library.summaries):
        return resolved
    before = replace(reading.years, years=(year - 1,), spans=())
    again = resolve_scope(wanted_reports(replace(reading, years=before), whole=False), library.names, library.summaries)
    if again.scope is not None:
        again.assumptions.append(
            f"没有收录{year}年的报告；这是{year - 1}年报告里写的。"
            if reading.language == "zh"
            else f"There is no {year} report in the collection; this is what the {year - 1} report says."
        )
    return again
