"""A question taken apart: names, years, terms; and what a follow-up takes over from the question before."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.answer import Language
from assistant.arithmetic import signed
from assistant.asides import without_asides
from assistant.at_once import at_once
from assistant.conversations import Asked, Context
from assistant.counts_said import said_count
from assistant.first_look import TEXTS, Look
from assistant.function_words import spelling_mended
from assistant.homophones import phrases_read
from assistant.intent import added, asking_start, place_of, wants
from assistant.issuers import issuer_key_kept
from assistant.leftover import known_word, leftover
from assistant.lexicon import Hit, Lexicon
from assistant.matching import near_hits, pinyin_hits
from assistant.may_print import claimed_move
from assistant.meant import REQUESTS, VERBS
from assistant.mentions import Mention
from assistant.names import Names
from assistant.office_pinyin import with_kinds
from assistant.order_asked import order_asked, order_words
from assistant.paraphrase import Paraphrases
from assistant.rest_asked import rest_asked
from assistant.reworded import reworded
from assistant.rows_said import signs_said, with_carried_rows
from assistant.same_again import asked_again, with_those_before
from assistant.strong_moves import plain_moves
from assistant.terms import Terms, read_terms
from assistant.unwanted import without_unwanted
from assistant.wording import plain
from assistant.years import Years, find_years, whole_years
from index.figure_store import ReportSummary
from index.form import Forms
from index.quick import quick

SEVERAL = Look(
    r"[两三四五六七八九十\d]+\s*[家份个](?:单位|报告|年报|机关|卫健|局|委|的|[,，、]|$)"
    r"|\b(?:all|the|over) (?:the )?(?:two|three|four|five|six|\d+)(?: (?:19|20)\d\d)?"
    r" (?:reports|bodies|bureaus|agencies|issuers)"
    r"|\b(?:reports|bodies) (?:for|of) (?:19|20)\d\d\b"
)
# "上一年呢": the year before, where there is a report of it; else it may be the column 上一年项目数量.
YEAR_BEFORE = Look(r"(?:那|那么|再)?往?[上前][面头]?一?年度?的?数?(?:呢|是多少|多少|怎么样|如何)?[?？。]?")
ITEMS = re.compile(r"几项|多少项|项目|事项|\bitems?\b")
FILED = Look(r"\b(?:submit|fil|lodg|receiv|sen[dt]|came|come|made|put|brought|bring)|收|提|递|交|来")
ALL = re.compile("全部|所有|全体|一切|all|every|all the")
OF_THEM = re.compile(r"(?:的|of the|the|\s)*")
YEAR_WORD = re.compile(r"(?:年度?)?")
KINDS = ("kinds_of_ground", "kinds_of_applicant", "kinds_of_outcome")
RANKINGS = ("rank", "max", "min")
TWO = {"sum", "difference", "ratio", "share", "max", "min", "average"}  # what two things can be put to
NUMBER_CLAIMED = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?\s*(?:万元|元|件|条|项|个)?")


@dataclass(frozen=True, slots=True)
class Library:
    """What questions are understood against."""

    forms: Forms
    lexicon: Lexicon
    names: Names
    summaries: tuple[ReportSummary, ...]
    paraphrases: Paraphrases | None = None  # guesses by meaning; without them words alone decide


@quick
@dataclass(frozen=True, slots=True)
class Reading:
    """A question taken apart. `about` is its text without the names and years in it."""

    text: str
    about: str
    language: Language
    hits: list[Hit]
    mentions: list[Mention]
    years: Years
    terms: Terms
    context: Context | None
    excluded: tuple[str, ...] = ()  # issuers that the question leaves out
    masked: str = ""  # the text with blanks for names, which the places of `hits` are of
    again: bool = False  # asks the question before once more, of something else
    way: int = 0  # 1 where it wants borne out that its figure rose, -1 that it fell
    unwanted: frozenset[str] = frozenset()  # measures and applicants that it says are not what it asks for
    mended: tuple[tuple[str, str], ...] = ()  # words typed with characters of the same sound, and what they are read as

    @property
    def operations(self) -> set[str]:
        """The operations it names."""
        named = {hit.target for hit in self.hits if hit.group == "operations"}
        return named | {"sum"} if added(self.text) else named

    @property
    def whole(self) -> bool:
        """Whether it speaks of all reports."""
        named = any(hit.group == "scopes" for hit in self.hits) or _several(self.text)
        return named or bool(self.excluded and not self.mentions)


@lru_cache(maxsize=TEXTS)
def _several(text: str) -> bool:
    """Whether a question counts or names several bodies or reports."""
    return bool(SEVERAL.search(text))


def read_question(question: str, library: Library, context: Context | None, language: Language) -> Reading:
    """Take a question apart."""
    known = known_word(library.lexicon, library.names.gazetteer.by_pinyin)
    right, put_right = spelling_mended(plain(question), known)
    text = plain_moves(signs_said(reworded(right)))
    text = with_carried_rows(whole_years(text), lambda said: library.names.years_of(said, question))
    text = issuer_key_kept(with_kinds(text))  # one spelling before anything is placed: offsets are those of this text
    if context is not None and YEAR_BEFORE.fullmatch(text) and _held_before(context, library):
        text = "去年呢"
    text, again = asked_again(text, context)
    mentions = library.names.find(text, question)
    text, mentions = without_asides(*rest_asked(text, mentions, library.lexicon), library.lexicon)
    text, way = claimed_move(text) if _of_one_body(mentions, context) else (text, 0)
    excluded = tuple(key for m in mentions if m.excluded for key in m.issuers)
    years = find_years(text)
    masked = _mask(text, mentions)
    if context is not None and years.relative == -1 and ITEMS.search(masked):
        years = replace(years, relative=None)  # "the year before, how many items?" is a column of the same report
    if at_once(text) and not years.years:
        years = replace(years, relative=None)  # last year and this one are those of the newest report
    mentions = [m for m in mentions if not m.excluded]
    text, masked, unwanted = without_unwanted(text, masked, library.lexicon)
    text, masked, hits, left, typed = phrases_read(text, masked, library.lexicon, library.forms)
    hits += [Hit("neutral", "order", start, end, masked[start:end]) for start, end in order_words(masked)]
    if order_words(masked):
        left = leftover(masked, hits)
    if spelled := [*pinyin_hits(masked, left, library.lexicon), *near_hits(masked, left, library.lexicon)]:
        hits = sorted([*hits, *spelled], key=lambda hit: hit.start)
    hits = _of_bodies(_without_story(hits, masked), masked) if mentions else _without_story(hits, masked)
    hits = sorted([*hits, *signed(masked, hits)], key=lambda hit: hit.start)
    terms = read_terms(hits, masked, library.forms, dated=bool(years.years) or context is not None)
    about = masked
    for start, end, _ in years.spans:
        end += len(YEAR_WORD.match(about, end).group())  # type: ignore[union-attr]
        about = about[:start] + " " * (end - start) + about[end:]
    about = re.sub(r"\s+", " ", about).strip()
    story = (excluded, masked, again, way, unwanted, (*put_right, *typed))
    return Reading(text, about, language, hits, mentions, years, terms, context, *story)


def _of_one_body(mentions: list[Mention], context: Context | None) -> bool:
    """Whether one body is named, or was spoken of."""
    keys = {mention.issuers for mention in mentions}
    return len(keys) == 1 or (not keys and context is not None and len(context.issuers) == 1)


def _held_before(context: Context, library: Library) -> bool:
    """Whether there is a report of the year before of the one body that was spoken of."""
    issuer = library.names.issuers.get(context.issuers[0]) if len(context.issuers) == 1 else None
    return issuer is not None and bool(context.years) and max(context.years) - 1 in issuer.reports


def _without_story(hits: list[Hit], text: str) -> list[Hit]:
    """The hits without verbs and topics of a story before the sentence that asks, where that one says what it asks."""
    start = asking_start(text)
    asking = [hit for hit in hits if hit.start >= start]
    said = REQUESTS.search(text, start) and FILED.search(text, start)
    says = any(hit.group in ("rows", "blocks", "metrics") for hit in asking) or said
    if not start or not says:
        return hits
    told = [hit for hit in hits if hit.start < start]
    return [*(h for h in told if h.group != "narrative" and h.target not in VERBS), *asking]


def _of_bodies(hits: list[Hit], text: str) -> list[Hit]:
    """The hits without an "all" that stands before a row or applicant: "all review cases" are not all bodies."""
    starts = {hit.start for hit in hits if hit.group in ("rows", "blocks", "results", "applicants", "measures")}
    return [hit for hit in hits if not (ALL.fullmatch(hit.text) and _next_word(text, hit.end) in starts)]


def _next_word(text: str, at: int) -> int:
    """Where the next word begins, past blanks and 的."""
    return found.end() if (found := OF_THEM.match(text, at)) else at


def _mask(text: str, mentions: list[Mention]) -> str:
    """The question without the names in it: 中医药管理局 must not be read as a term."""
    for mention in mentions:
        if not mention.bare_office and len(text) >= mention.end:
            text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return text


def completed(reading: Reading) -> Terms:
    """The terms with what the question before said, where this one leaves it out."""
    terms, context = reading.terms, reading.context
    if context is None or context.terms is None:
        return terms
    before = context.terms
    terms = with_those_before(terms, before) if reading.again else terms
    if wants("withdrawn", reading.text):
        before = replace(before, measures=(), applicants=(), results=())
    if terms.metrics or terms.blocks or (terms.narrative and not terms.any):
        return terms
    if not terms.any:
        dated = reading.years.years or reading.years.relative is not None
        follows = reading.mentions or dated or reading.whole or has_operation(reading)
        follows = follows or wants("insists", reading.text)
        return two_rows(reading) or (before if follows else terms)
    if terms.rows:
        same = [m for m in before.measures if not terms.measures and all(row.startswith("t2.") for row in terms.rows)]
        applicants = terms.applicants or (before.applicants if leans(reading) and not reading.mentions else ())
        return replace(terms, measures=terms.measures or tuple(same), applicants=applicants)
    if terms.measures and any(row.startswith("t2.") for row in before.rows):
        return replace(terms, rows=before.rows)
    if terms.applicants and (before.rows or before.requests) and not terms.requests:
        return replace(terms, rows=before.rows, requests=before.requests)
    if terms.applicants and before.blocks and not terms.requests:
        return replace(terms, blocks=before.blocks, results=before.results)
    if terms.results and before.blocks:
        return replace(terms, blocks=before.blocks)
    return terms


def two_rows(reading: Reading) -> Terms | None:
    """ "Both together", after questions on two rows of one body, or as many as are said: the terms of all."""
    asked = _together(reading)
    if not asked or len({one.issuers for one in asked}) > 1 or len({one.terms for one in asked}) < len(asked):
        return None
    terms = [one.terms for one in asked]
    return replace(
        terms[-1],
        rows=tuple(dict.fromkeys(row for one in terms for row in one.rows)),
        blocks=tuple(dict.fromkeys(block for one in terms for block in one.blocks)),
        applicants=tuple(dict.fromkeys(applicant for one in terms for applicant in one.applicants)),
        measures=terms[0].measures if len({one.measures for one in terms}) == 1 else (),
    )


def two_bodies(reading: Reading) -> tuple[str, ...]:
    """ "How far apart are they", after the same question on two bodies or as many as are said: all of them; else ()."""
    asked = _together(reading) if not (reading.terms.any or reading.whole) else ()
    if not asked or len({one.terms for one in asked}) > 1 or len({one.issuers for one in asked}) < len(asked):
        return ()
    return tuple(dict.fromkeys(key for one in asked for key in one.issuers))


def _together(reading: Reading) -> tuple[Asked, ...]:
    """The questions before that an operation without names of its own is about; () where it is about none."""
    asked = reading.context.asked if reading.context else ()
    count = said_count(reading.text) or 2
    apart = any(wants(kinds, reading.text) for kinds in KINDS)
    if len(asked) < count or reading.mentions or apart or not (reading.operations & TWO):
        return ()
    return asked[-count:]


def lacks_some(reading: Reading) -> bool:
    """Whether an operation is said to be over more things than the question names or the conversation holds."""
    leaning = reading.context is not None and not reading.mentions and not reading.terms.any and not reading.whole
    more_than_two = said_count(reading.text) > 2 and bool(reading.operations & TWO)
    return leaning and more_than_two and two_rows(reading) is None and not two_bodies(reading)


def has_operation(reading: Reading) -> bool:
    """Whether the question names an operation, such as a sum, or goes on to another place of a ranking."""
    ranked = reading.context is not None and reading.context.operation in RANKINGS
    return bool(reading.operations or order_asked(reading.text)) or (ranked and place_of(reading.text) is not None)


def leans(reading: Reading) -> bool:
    """Whether the question goes on from the one before: it leaves out the issuer or the terms."""
    return reading.context is not None and (reading.again or not reading.mentions or not reading.terms.any)


def goes_on(reading: Reading) -> bool:
    """Whether the question leaves out the issuer that the one before named."""
    return bool(reading.context and reading.context.issuers and leans(reading))


def premises(reading: Reading) -> tuple[str, ...]:
    """The numbers the question itself claims, with their units."""
    text = reading.text
    for _, _, year in reading.years.spans:
        text = text.replace(str(year), " " * 4)
    return tuple(found.group().strip() for found in NUMBER_CLAIMED.finditer(text))
