"""Which reports a question is about: issuers × years resolved against what is there, or a refusal that says why."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.answer import Language
from assistant.counts_said import said_bodies, said_of_year
from assistant.first_look import Look
from assistant.issuers import wider_paths
from assistant.mentions import Mention
from assistant.names import Names
from assistant.not_held import beside_others, refused
from assistant.query import Clarify, Refuse, Scope
from assistant.regions import region_asked
from assistant.wanted import Resolved, Wanted
from index.figure_store import ReportSummary

LONG = 2_000
FEW = 3  # reports of a region that are named, so that its few are not taken for all
THAT_ONE = re.compile(r"[那这]一?(?:[家份]|个(?![\u4e00-\u9fff])|个(?=[的单市县区报]))|境内的?|里的")
COMES_FROM = Look(r"来自\s*$|\b(?:report|body|bureau|office|commission|agency|one) (?:from|in|of|for) (?:the )?$")
KIND_BEHIND = Look(
    r"(?:省|市|州)?的?(?:报告|年报)|(?:'s)?\s+(?:(?:county|district|city) )?(?:report|body|one)\b"
    r"|\s+(?:county|district)(?:'s)? (?:health )?(?:bureau|office|commission)"
)


def resolve_scope(wanted: Wanted, names: Names, summaries: Sequence[ReportSummary]) -> Resolved:
    """Find the reports meant. Never takes a neighbour for a body that is not there."""
    unknown = [m for m in wanted.mentions if m.unknown]
    if inside := _inside(wanted, names):
        return inside
    if unknown and len(wanted.mentions) == 1 and (described := _described(wanted, unknown[0], names)):
        return described
    if unknown:
        return refused(unknown[0], wanted, names, summaries)
    if wanted.years.relative is not None and not (wanted.mentions or wanted.carried_issuers):
        return Resolved(stop=Clarify(about="issuer", reports=tuple(s.id for s in summaries)))
    if not wanted.mentions:
        return _unnamed(wanted, names, summaries)
    if several := _that_of_several(wanted, names) or beside_others(wanted, names):
        return several
    ambiguous = next((m for m in wanted.mentions if len(m.issuers) > 1 and not wanted.whole), None)
    if ambiguous:
        return _narrow(ambiguous, wanted, names)
    keys = tuple(dict.fromkeys(key for m in wanted.mentions for key in m.issuers))
    resolved = _named(keys, wanted, names)
    for mention in wanted.mentions:
        _assume(mention, wanted.language, names, resolved)
    return resolved


def _described(wanted: Wanted, mention: Mention, names: Names) -> Resolved | None:
    """ "The one in Jiangxi", "the Guizhou report": the only body there, said to be taken; asked back where several are.

    "江西省卫健委" names another body than the one in Jiangxi and is no description.
    """
    before, said = wanted.text[: mention.start], wanted.text[mention.start : mention.end + 30]
    length = mention.end - mention.start
    cue = THAT_ONE.search(said[: length + 4]) or COMES_FROM.search(before) or KIND_BEHIND.match(said, length)
    inside = [k for k, i in names.issuers.items() if i.place and {*mention.paths} & {*wider_paths(i.place.path)}]
    if not cue or not inside:
        return None
    if len(inside) > 1:
        reports = tuple(r for key in inside for r in names.issuers[key].reports.values())
        return Resolved(stop=Clarify(about="issuer", reports=reports))
    resolved = _named((inside[0],), wanted, names)
    name, where = names.issuers[inside[0]].name, mention.text
    resolved.assumptions.append(
        f"收录中“{where}”只有{name}，按它回答。"
        if wanted.language == "zh"
        else f'The collection holds one body for "{where}", {name}: answered for it.'
    )
    return resolved


def _that_of_several(wanted: Wanted, names: Names) -> Resolved | None:
    """ "The one from Hunan", where a body of Hunan itself and others inside it are there: asked back."""
    mention = wanted.mentions[0]
    if len(wanted.mentions) > 1 or mention.office or len(mention.issuers) != 1:
        return None
    if not THAT_ONE.match(wanted.text[mention.end : mention.end + 8].lstrip("的省")):
        return None
    place = names.issuers[mention.issuers[0]].place
    inside = [k for k, i in names.issuers.items() if place and i.place and i.place.within(place)]
    reports = tuple(r for key in inside for r in names.issuers[key].reports.values())
    return Resolved(stop=Clarify(about="issuer", reports=reports)) if len(inside) > 1 else None


def _assume(mention: Mention, language: Language, names: Names, resolved: Resolved) -> None:
    issuer = names.issuers[mention.issuers[0]]
    if mention.namesakes:
        others = "、".join(mention.namesakes[:3])
        where = issuer.place.path if issuer.place else issuer.name
        resolved.assumptions.append(
            f"“{mention.text}”按已收录的{where}理解，不是{others}。"
            if language == "zh"
            else f'"{mention.text}" is read as {issuer.name} ({where}), which is in the collection; {others} is not.'
        )
    elif mention.stands_for:
        resolved.assumptions.append(
            f"没有单独收录“{mention.text}”的报告，按已收录的“{issuer.name}”的报告回答。"
            if language == "zh"
            else f'The collection has no report of "{mention.text}" itself: answered from that of {issuer.name}.'
        )
    elif mention.sure < 1:
        resolved.assumptions.append(
            f"“{mention.text}”按“{issuer.name}”理解。"
            if language == "zh"
            else f'"{mention.text}" is read as {issuer.name}.'
        )


def _inside(wanted: Wanted, names: Names) -> Resolved | None:
    """The bodies of a region that the question names as a region; refused where none of those asked is there."""
    region = region_asked(wanted.text, wanted.mentions, names, meant=wanted.region)
    if region is None:
        return None
    if not region.keys:
        near = (*wanted.mentions[0].issuers, *wanted.mentions[0].near)
        nearest = tuple(r for key in near if key in names.issuers for r in names.issuers[key].reports.values())
        return Resolved(stop=Refuse(reason="issuer", asked=region.said, nearest=nearest))
    resolved = _whole(wanted, names, region.keys)
    if resolved.scope is not None and len(resolved.scope.reports) <= FEW and not wanted.prose:
        held = {r: f"{i.name}{y}" for i in names.issuers.values() for y, r in i.reports.items()}
        there = [held[report] for report in resolved.scope.reports]
        resolved.assumptions.append(
            f"“{region.said}”收录的只有{'、'.join(there)}年。"
            if wanted.language == "zh"
            else f'Of "{region.said}" the collection holds only {", ".join(there)}.'
        )
    return resolved


def _whole(wanted: Wanted, names: Names, keys: Sequence[str]) -> Resolved:
    reports, years = [], wanted.years.years or wanted.carried_years
    missing = []
    for key in keys:
        issuer = names.issuers[key]
        chosen = [r for year, r in sorted(issuer.reports.items()) if not years or year in years]
        reports.extend(chosen)
        if not chosen:
            missing.append(issuer.name)
    if not reports:
        held = tuple(sorted({year for key in keys for year in names.issuers[key].reports}))
        return Resolved(
            stop=Refuse(
                reason="year",
                years=tuple(years),
                nearest=tuple(r for k in keys for r in names.issuers[k].reports.values()),
                asked=_years_said(years or held),
            )
        )
    said = said_bodies(wanted.text)
    scope = Scope(reports=tuple(reports), years=tuple(years), whole=True)
    other = said > len(reports) and not wanted.excluded
    if of_year := said_of_year(wanted.text) if wanted.excluded else 0:
        said, other = of_year, of_year != len(reports)
    return Resolved(scope=scope, missing=[], assumptions=[_other(said, len(reports), wanted)] if other else [])


def _other(said: int, there: int, wanted: Wanted) -> str:
    if wanted.language == "zh":
        return f"问题说的是{said}家，收录中符合的报告有{there}份，这里{'只' if there < said else ''}按这{there}份回答。"
    return f"The question speaks of {said}; the collection holds {there} such reports, and these are answered for."


def _years_said(years: Sequence[int]) -> str:
    return "、".join(str(year) for year in years)


def _unnamed(wanted: Wanted, names: Names, summaries: Sequence[ReportSummary]) -> Resolved:
    keys = [key for key in names.issuers if key not in wanted.excluded]
    if wanted.whole:
        return _whole(wanted, names, keys)
    if wanted.carried_issuers:
        return _named(wanted.carried_issuers, wanted, names)
    years = wanted.years.years
    fitting = [s for s in summaries if not years or s.year in years]
    if years and not fitting:
        return Resolved(
            stop=Refuse(reason="year", years=years, asked=_years_said(years), nearest=tuple(s.id for s in summaries))
        )
    if wanted.prose:
        return Resolved(scope=Scope(reports=tuple(s.id for s in fitting), years=years, whole=True))
    if len({s.issuer for s in fitting}) == 1 and len(fitting) == len(years or fitting):
        only = fitting[0]
        resolved = Resolved(scope=Scope(reports=tuple(s.id for s in fitting), issuers=(only.issuer,), years=years))
        resolved.assumptions.append(
            f"问题没有指明单位，按“{only.issuer}”回答。"
            if wanted.language == "zh"
            else f"No body was named; answered for {only.issuer}."
        )
        return resolved
    return Resolved(stop=Clarify(about="issuer", reports=tuple(s.id for s in fitting)))


def _narrow(mention: Mention, wanted: Wanted, names: Names) -> Resolved:
    """Several issuers fit one name: the year may tell them apart; else ask."""
    years = wanted.years.years or (() if mention.bare_office else wanted.carried_years)
    keys = [k for k in mention.issuers if not years or any(y in names.issuers[k].reports for y in years)]
    if mention.bare_office and (carried := [k for k in wanted.carried_issuers if k in mention.issuers]):
        return _named(tuple(carried), wanted, names)
    if len(keys) == 1 and not mention.bare_office:
        return _named(tuple(keys), wanted, names)
    if not keys and wanted.years.years:
        return _named(mention.issuers, wanted, names)  # refused: none of them has a report of the year
    keys, years = (keys, years) if keys else (list(mention.issuers), ())
    reports = tuple(r for k in keys for y, r in sorted(names.issuers[k].reports.items()) if not years or y in years)
    return Resolved(stop=Clarify(about="issuer", reports=reports))


def _named(keys: tuple[str, ...], wanted: Wanted, names: Names) -> Resolved:
    """The reports of named issuers; each takes the year beside it, else all years asked, else those it has."""
    reports: list[str] = []
    resolved = Resolved()
    asked: dict[str, tuple[int, ...]] = {}
    for key in keys:
        issuer = names.issuers[key]
        years = _years_of(key, wanted, issuer.reports)
        asked[key] = years
        if not years:
            reports.extend(report for _, report in sorted(issuer.reports.items()))
            if len(keys) == 1 or len(issuer.reports) == 1:
                _assume_year(issuer.name, issuer.reports, wanted, resolved)
            continue
        if not any(year in issuer.reports for year in years):
            resolved.unheld.append((issuer.name, years))
        for year in years:
            if year in issuer.reports:
                reports.append(issuer.reports[year])
            else:
                resolved.missing.append(f"{issuer.name} {year}")
    if not reports or (resolved.missing and len(keys) == 1):
        nearest = tuple(r for key in keys for r in names.issuers[key].reports.values())
        wrong = tuple(dict.fromkeys(y for k in keys for y in asked[k] if y not in names.issuers[k].reports))
        refusal = Refuse(
            reason="year", asked="、".join(names.issuers[k].name for k in keys), years=wrong, nearest=nearest
        )
        return Resolved(stop=refusal, missing=resolved.missing)
    years = tuple(dict.fromkeys(y for k in keys for y in asked[k]))
    resolved.scope = Scope(
        reports=tuple(dict.fromkeys(reports)), issuers=tuple(names.issuers[k].name for k in keys), years=years
    )
    return resolved


def _assume_year(name: str, reports: dict[int, str], wanted: Wanted, resolved: Resolved) -> None:
    held = "、".join(str(year) for year in sorted(reports))
    resolved.assumptions.append(
        f"未指明年份，{name}收录的是{held}年报告。"
        if wanted.language == "zh"
        else f"No year was given; the collection holds {name} for {held.replace('、', ', ')}."
    )


def _years_of(key: str, wanted: Wanted, reports: dict[int, str]) -> tuple[int, ...]:
    if wanted.years.relative is not None:
        return _relative(wanted, reports)
    if wanted.years.years:
        own = _beside(key, wanted)
        return (own,) if own is not None else wanted.years.years
    # A year carried over from an earlier question gives way where this issuer has no report of it.
    return tuple(y for y in wanted.carried_years if y in reports)


def _relative(wanted: Wanted, reports: dict[int, str]) -> tuple[int, ...]:
    offset = wanted.years.relative or 0
    if wanted.carried_years:
        return (max(wanted.carried_years) + offset,)
    return (date.today().year + offset,)


def _beside(key: str, wanted: Wanted) -> int | None:
    """The year that stands with this issuer where several issuers and several years are named: "崆峒2019和湘乡2023"."""
    if len(wanted.mentions) < 2 or len(wanted.years.years) < 2 or wanted.years.range:
        return None
    own = [m for m in wanted.mentions if key in m.issuers]
    nearest = [min((start - m.end for start, _, _ in wanted.years.spans if m.end <= start), default=LONG) for m in own]
    mention = own[nearest.index(min(nearest))]  # of a body named twice the place with a year behind it
    first_body, last_body = wanted.mentions[0].start, wanted.mentions[-1].start
    if not any(first_body < start < last_body for start, _, _ in wanted.years.spans):
        return None  # all the years stand before or behind all the bodies: each is asked of each
    after = [year for start, _, year in wanted.years.spans if mention.end <= start]
    before = [year for _, end, year in wanted.years.spans if end <= mention.start]
    # "A and B (2021), C (2022)": a year follows the bodies it is of, unless the question begins with a year.
    behind = first_body < wanted.years.spans[0][0]
    first, second = (after[:1], before[-1:]) if behind else (before[-1:], after[:1])
    found = first or second
    return found[0] if found else None
