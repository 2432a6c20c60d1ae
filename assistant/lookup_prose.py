"""A question on prose → the sentences that answer it, or a refusal with the nearest ones."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.answer import Reason
from assistant.concepts import concepts_of
from assistant.evidence import Found, PassageEvidence, Quote, StopEvidence
from assistant.first_look import Look
from assistant.intent import units_of
from assistant.naming import naming_sentences
from assistant.query import PassageQuery, Refuse, Scope
from assistant.quotes import choose_quotes, excerpt_of
from assistant.sought import counts
from assistant.topics import telling, topics_of
from index.figure_store import FigureStore, ReportSummary
from index.form import Forms
from index.report import Passage

Overview = tuple[str, tuple[ReportSummary, ...]]
Retrieve = Callable[[str, Sequence[str] | None], list[Passage]]
ITEM = re.compile(r"^\s*(?:\d{1,2}[、.．]|[(（]\d{1,2}[)）])")
SECTIONS = "一 二 三 四 五 六 one two three four five six"
SECTION_ASKED = Look(
    r"第([一二三四五六1-6])(?:部分|大项|大部分|章)|\b(?:section|part) (one|two|three|four|five|six|[1-6])\b"
)
FIRST_OF_LIST = re.compile(
    r"(?:一是|1[、.．](?!\d)|[（(][一1][)）])(?!.*(?:二是|2[、.．](?!\d)|[（(][二2][)）]))", re.DOTALL
)
NUMERALS = "一二三四五六七八九"
LONGEST_LIST = 320
LONGEST_CONTINUED = 560
MOST_OF = Look(
    r"最[多少高低大小长短]|(?:排|列)第|排名|谁[^，。？]{0,10}(?:多|少)(?:$|[?？])"
    r"|\b(?:most|fewest|highest|lowest|largest|smallest|biggest|longest|shortest)\b"
    r"(?! (?:important|recent|of all|often))"
)
MOST_EACH = 12
READ_WHOLE = 2  # reports up to which every passage is looked at, those that the search found first


@dataclass(frozen=True)
class Shelf:
    """Where the evidence of one question comes from."""

    store: FigureStore
    forms: Forms
    retrieve: Retrieve
    seen: Overview | None = None  # the one that the question was understood against

    @cached_property
    def overview(self) -> Overview:
        """The index version and its reports, the same from the first look to the answer."""
        return self.seen or self.store.overview()

    def summaries(self, ids: Sequence[str]) -> tuple[ReportSummary, ...]:
        """The summaries of these reports, in the order given."""
        by_id = {summary.id: summary for summary in self.overview[1]}
        return tuple(by_id[key] for key in ids if key in by_id)


def look_up_passages(query: PassageQuery, shelf: Shelf) -> Found:
    reports = shelf.summaries(query.scope.reports)
    if len(reports) > 1 and MOST_OF.search(query.text.lower()) and not topics_of(query.text.lower()):
        if len(reports) > MOST_EACH:  # numbers of the prose stand in no table: one of many would be taken for the most
            plan = Refuse(reason="not_reported", nearest=query.scope.reports)
            return StopEvidence(plan=plan, reports=reports[:MOST_EACH], wanted="most")
        query = replace(query, each=True, units=query.units or ("",))
    if query.each and 1 < len(reports) <= MOST_EACH:
        return _of_each(query, reports, shelf)
    if query.each and topics_of(query.text.lower()):
        found = _of_each(query, reports[:MOST_EACH], shelf)
        left = tuple(reports[MOST_EACH:])
        return replace(found, left=left) if isinstance(found, PassageEvidence) else found
    if query.parts and len(reports) == 1:
        return _of_parts(query, reports, shelf)
    return _of_all(query, reports, shelf)


def _of_parts(query: PassageQuery, reports: Sequence[ReportSummary], shelf: Shelf) -> Found:
    """Each part answered by itself, one sentence once; the parts that the report does not state are named."""
    quotes: dict[tuple[str, str], Quote] = {}
    unsaid: list[str] = []
    for part in query.parts:
        must = tuple(word for word in query.must if word in part)
        found = _of_all(replace(query, text=part, units=units_of(part), must=must, parts=()), reports, shelf)
        if not isinstance(found, PassageEvidence):
            unsaid.append(part)
            continue
        for quote in found.quotes:
            key = (quote.passage.id, quote.text)
            before = quotes.get(key, replace(quote, numbers=()))
            quotes[key] = replace(quote, numbers=tuple(dict.fromkeys((*before.numbers, *quote.numbers))))
    if not quotes:
        return StopEvidence(plan=Refuse(reason="not_reported", nearest=query.scope.reports), reports=tuple(reports))
    whole = [q for q in quotes.values() if not any(_within(q, other) for other in quotes.values() if other is not q)]
    return PassageEvidence(query=query, quotes=tuple(whole), unsaid=tuple(unsaid))


def _within(quote: Quote, other: Quote) -> bool:
    """Whether a quote without numbers that answer is a part of another, or holds one that has them."""
    same = quote.passage.id == other.passage.id and not quote.numbers
    return same and (quote.text in other.text or (bool(other.numbers) and other.text in quote.text))


def _of_each(query: PassageQuery, reports: Sequence[ReportSummary], shelf: Shelf) -> Found:
    """One quote a report, in the order asked; the reports that say nothing of it are named."""
    quotes: list[Quote] = []
    silent: list[ReportSummary] = []
    for report in reports:
        alone = replace(query, each=False, scope=Scope(reports=(report.id,)))
        found = _of_all(alone, [report], shelf)
        if isinstance(found, PassageEvidence):
            quotes.extend(found.quotes[: max(1, len(topics_of(query.text.lower())))])  # problems and plans of each
        else:
            silent.append(report)
    if not quotes:
        refusal = Refuse(reason="not_reported", nearest=query.scope.reports)
        return StopEvidence(plan=refusal, reports=tuple(reports))
    return PassageEvidence(query=query, quotes=tuple(quotes), silent=tuple(silent))


def _on_topic(query: PassageQuery, shelf: Shelf, names: Sequence[str]) -> PassageEvidence | None:
    """The quotes on problems or plans out of section five of one report."""
    if query.units or len(query.scope.reports) != 1 or counts(query.text):
        return None
    passages = shelf.store.passages(list(query.scope.reports))
    (report,) = shelf.summaries(query.scope.reports)
    quotes: list[tuple[str, Quote]] = []
    for topic in topics_of(query.text.lower()):
        if told := telling(topic, passages, concepts_of(query.text, names), query.text.lower()):
            quote = _continued(excerpt_of(told[0], tuple(topic.said), report), passages)
            quote = _with_siblings(quote, shelf)
            quotes.append((quote.text, quote))
    return PassageEvidence(query=query, quotes=tuple(dict(quotes).values())) if quotes else None


def _continued(quote: Quote, passages: Sequence[Passage]) -> Quote:
    """A quote whose list goes on in paragraphs of their own, "一是…" and then "2．…", "3．…": with all of these."""
    first = quote.passage
    there = [p for p in passages if p.heading == first.heading and p.table is None]
    at = next((n for n, passage in enumerate(there) if passage.id == first.id), len(there))
    if not FIRST_OF_LIST.search(first.text) or ITEM.match(first.text):
        return quote
    rest = there[at + 1 :]
    items = [p for p, number in zip(rest, range(2, 10), strict=False) if _is_item(p, number)]
    items = items if items == rest[: len(items)] else []
    text = "\n".join((quote.text, *(passage.text for passage in items)))
    return replace(quote, text=text) if items and len(text) <= LONGEST_CONTINUED else quote


def _is_item(passage: Passage, number: int) -> bool:
    """Whether a paragraph begins with this number of a list, in digits or as "二是"."""
    return bool(
        re.match(rf"\s*(?:[（(]?{number}[）)、.．](?!\d)|[（(]?{NUMERALS[number - 1]}(?:是|[）)、.．]))", passage.text)
    )


def _section(found: re.Match[str]) -> str:
    """The id of the section named: "第六部分" is s6."""
    word = next(group for group in found.groups() if group)
    return f"s{word if word.isdecimal() else SECTIONS.split().index(word) % 6 + 1}"


def _of_section(query: PassageQuery, section: str, shelf: Shelf) -> Found | None:
    """A short section whole, or that the report has none of this number; None where its sentences must be chosen."""
    (report,) = shelf.summaries(query.scope.reports)
    inside = [p for p in shelf.store.passages([report.id]) if p.section == section]
    prose = [p for p in inside if p.table is None]
    if not inside:
        return StopEvidence(plan=Refuse(reason="not_reported", nearest=query.scope.reports), reports=(report,))
    text = "\n".join(passage.text for passage in prose)
    if not prose or len(text) > LONGEST_LIST:
        return None
    quote = Quote(report=report, passage=prose[0], text=text, line=prose[0].line)
    return PassageEvidence(query=query, quotes=(quote,))


def _of_names(query: PassageQuery, reports: Sequence[ReportSummary], shelf: Shelf) -> Found:
    """The sentences that name what the tables only count; none where the report names nothing of the kind."""
    by_id = {report.id: report for report in reports}
    named = naming_sentences(query.naming, shelf.store.passages(list(by_id)))
    if not named:
        plan = Refuse(reason="not_reported", nearest=query.scope.reports)
        return StopEvidence(plan=plan, reports=tuple(reports), wanted="names")
    quotes = tuple(Quote(report=by_id[p.report], passage=p, text=text, line=p.line) for p, text in named)
    return PassageEvidence(query=query, quotes=quotes)


def _of_all(query: PassageQuery, reports: Sequence[ReportSummary], shelf: Shelf) -> Found:
    if query.naming and not query.scope.whole:
        return _of_names(query, reports, shelf)
    by_id = {report.id: report for report in reports}
    names = [name for report in reports for name in names_of(report)]
    section = SECTION_ASKED.search(query.text.lower()) if len(reports) == 1 and not query.units else None
    if section and (found_there := _of_section(query, _section(section), shelf)):
        return found_there
    if told := _on_topic(query, shelf, names):
        return told
    everywhere = query.scope.whole and len(reports) == len(shelf.store.current_reports())
    found = [p for p in shelf.retrieve(query.text, None if everywhere else query.scope.reports) if p.report in by_id]
    if len(reports) <= READ_WHOLE:
        there = {passage.id for passage in found}
        found += [p for p in shelf.store.passages(list(by_id)) if p.table is None and p.id not in there]
    chosen = choose_quotes(query.text, query.units, found, by_id, names, everywhere=query.scope.whole)
    if query.must and not any(word in quote.text for quote in chosen.quotes for word in query.must):
        chosen = replace(chosen, stated=False, quotes=())
    if not chosen.stated:
        reason: Reason = "not_reported" if not query.scope.whole else "out_of_scope"
        nearest = () if query.scope.whole else query.scope.reports
        return StopEvidence(
            plan=Refuse(reason=reason, nearest=nearest),
            reports=shelf.summaries(nearest),
            quotes=() if query.scope.whole else chosen.quotes,
            wanted="" if query.units or counts(query.text) else "text",
        )
    quotes = chosen.quotes if query.units else tuple(_with_siblings(quote, shelf) for quote in chosen.quotes)
    return PassageEvidence(query=query, quotes=quotes, stated=chosen.stated)


def _with_siblings(quote: Quote, shelf: Shelf) -> Quote:
    """An item of a numbered list ("1、…", "2、…") together with the items before and after it: they answer as one."""
    first = quote.passage
    if not ITEM.match(first.text):
        return quote
    there = [p for p in shelf.store.passages([first.report]) if p.heading == first.heading and p.table is None]
    start = end = next(n for n, passage in enumerate(there) if passage.id == first.id)
    while start > 0 and ITEM.match(there[start - 1].text):
        start -= 1
    while end + 1 < len(there) and ITEM.match(there[end + 1].text):
        end += 1
    text = "\n".join(passage.text for passage in there[start : end + 1])
    return (
        quote if len(text) > LONGEST_LIST else replace(quote, passage=there[start], text=text, line=there[start].line)
    )


def names_of(report: ReportSummary) -> list[str]:
    places = report.region.split("/") if report.region else []
    return [report.issuer, *places, *(re.sub(r"[省市县区]$", "", place) for place in places), *report.spellings]
