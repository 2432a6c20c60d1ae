"""Is a question answered by the prose of reports, and by which of their sentences?"""

import re
from functools import lru_cache

from assistant.concepts import concepts_of
from assistant.conditions import condition_of
from assistant.first_look import TEXTS, Look
from assistant.intent import asking_start, units_of, wants, words_of_intent
from assistant.leftover import is_filler, without_stories
from assistant.meant import VERBS
from assistant.naming import naming_of
from assistant.part_asked import part_asked, part_said
from assistant.prose_parts import parts_of
from assistant.published_total import SENTENCES, UNITS, total_published
from assistant.query import PassageQuery, Scope
from assistant.reading import Reading, has_operation, premises
from assistant.search import prose_words
from assistant.sought import specific
from assistant.terms import Terms
from assistant.topics import topic_of

PROBLEMS = "problems"
WHICH_OF = re.compile(r"哪(?:一|几)[个件条项份家样点处]")
WEAK_NARRATIVE = "问题"
PUBLISHED = "met the press"  # the group of what reports say they published
PEOPLE = re.compile(r"人|people|persons|applicants")
PUBLISHING = re.compile(r"\b(?:publish|post|disclos|put (?:up|online|out)|release)")
PROSE_ONLY = "正文"
DOCUMENTS = {"t2.rules", "t2.normative"}
PROCESSING_FEE, FEES = "信息处理费", "t2.fees"
FEES_SAID = Look(r"行政事业性|\badministrative fees?\b")
COUNTED_NOUN = re.compile(r"\bhow many (?:[a-z'-]+ ){0,3}?([a-z-]+s)\b")  # the first plural
REQUESTS_COUNTED = re.compile(r"\b(?:how many|number of) (?:[a-z'-]+ ){0,2}?(?:requests?|applications?)\b")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[a-z]+")
BARE = re.compile(
    r"\s*(?:and |so |then |if so,? |if yes,? )*(?:how many|how much|what number)"
    r"(?: (?:in all|in total|altogether|exactly|then|of them|were there|are there|was it|is it))*\s*"
    r"|\s*(?:如果有|有的话|那|那么)?[,，]?(?:一共|总共|都|共|具体)?(?:有|是)?(?:多少|几)[件个家条项份]?\s*"
)
ASIDE = ("beyond", "lasting", "content")  # what no cell tells
SUBJECTS = (
    "申请内容",
    "内容主要",
    "内容涉及",
    "主要涉及",
    "申请涉及",
    "申请事项",
    "主要集中",
    "集中在",
    "申请公开的是",
)  # one of them stands where a report says what requests were for
OVER_REPORTS = {"list_where", "count"}
SAYS = 2.0  # the weight of a word that says what is asked for
LONGEST_BEFORE = 240  # characters of a question with those before it
ENOUGH_SAID = 2  # words of the sentences that ask, from which on the story before them is left out


def is_prose(reading: Reading, terms: Terms, cells: tuple[str, ...]) -> bool:
    """Whether the prose is asked, not a cell. `terms` and `cells` are those with what the question before said."""
    asks_number = bool(wants("quantity", reading.text))
    narrative = [n for n in terms.narrative if n != WEAK_NARRATIVE or not cells or not asks_number]
    asking = without_stories(asked_part(reading.about), reading.hits)
    if reading.language == "en" and total_published(asking):
        return True
    if PROSE_ONLY in narrative or not cells or any(wants(intent, asking) for intent in ASIDE):
        return True
    verb_only = bool(terms.rows) and {*terms.rows} <= VERBS and not (terms.noun or terms.requests or terms.applicants)
    if verb_only and any(CHINESE.search(word) for word in counted_noun(reading)):
        return True  # "how many villages got new toilets": what is counted is no request
    if named(reading) or _own_shortcomings(reading) or _part_of_row(reading, terms):
        return True
    if PROCESSING_FEE in narrative and {*terms.rows} <= {FEES} and not FEES_SAID.search(reading.text):
        return True  # what applicants pay is no administrative fee, whatever verb charges it
    if only_told(reading) or (wants("mentioned", reading.text) and not asks_number):
        return True
    if _asks_text(reading):
        return True
    if _pieces(reading, terms):
        return True
    if wants("unlike", reading.text) and not _counts_cases(reading):
        return True
    if units_of(reading.text)[:1] == ("条",) and "信息" in reading.text and terms.rows and not reading.terms.requests:
        return True  # pieces of information are counted in the prose, cases in the tables
    if reading.language == "en" and units_of(reading.text)[:1] == ("条",) and PUBLISHING.search(reading.text):
        return not DOCUMENTS & {*terms.rows} and terms.measures[:1] != ("published",)
    own_words = reading.terms.firm or reading.terms.applicants or reading.terms.blocks
    if not own_words and PUBLISHED in narrative and "条" in units_of(reading.text):
        return True
    in_prose = not own_words and reading.language == "en" and not REQUESTS_COUNTED.search(reading.about)
    if in_prose and prose_words(asking, [h.text for h in reading.hits]):
        return True
    own = reading.terms.any or reading.terms.requests
    if narrative and not reading.terms.rows and not reading.terms.blocks:
        return True
    if narrative and (wants("explain", reading.text) or not own) and not asks_number:
        return True
    return bool(narrative) and not reading.terms.noun


def _part_of_row(reading: Reading, terms: Terms) -> bool:
    """Whether of decisions of table 2 those of one kind are asked, which only the prose may count."""
    if not terms.rows or not all(row.startswith("t2.") for row in terms.rows):
        return False
    said = part_said(reading.about)
    if any(hit.group not in ("rows", "neutral", "narrative") and hit.text in said for hit in reading.hits):
        return False  # "how many were still in force": a column of the row
    read = " ".join(hit.text for hit in reading.hits)
    return any(concept.said not in read for concept in part_asked(reading.about))


def _pieces(reading: Reading, terms: Terms) -> bool:
    """Whether pieces of information are counted, which no row of the table of requests does."""
    of_requests = all(row.startswith("t3.") for row in terms.rows) and not reading.terms.requests
    return units_of(reading.text)[:1] == ("条",) and of_requests and "公开" in reading.text


def _asks_text(reading: Reading) -> bool:
    """Whether an English question asks which, who, how or why of something that reports speak of in their text."""
    figures = wants("quantity", reading.text) or has_operation(reading) or not wants("explain", reading.text)
    # "Why did the penalty items jump by eleven" is on a cell, whatever it is asked of it.
    of_cell = bool(reading.terms.rows and (reading.terms.measures or premises(reading)))
    one = len(reading.mentions) == 1 and reading.language == "en" and not of_cell
    return one and not figures and bool(prose_words(asked_part(reading.about), [h.text for h in reading.hits]))


def only_told(reading: Reading) -> bool:
    """Whether a body, named or spoken of before, is asked for what only its text tells, such as who does something."""
    over_cells = reading.operations - OVER_REPORTS  # 名单 alone lists no bodies where one is named
    figures = wants("quantity", reading.text) or over_cells or wants("kinds_of_applicant", reading.text)
    one = bool(reading.mentions) or (spoken_of(reading) and not reading.terms.any)
    return one and not figures and wants("told", reading.text)


def spoken_of(reading: Reading) -> bool:
    """Whether bodies were asked about before, and none is named now."""
    return reading.context is not None and bool(reading.context.issuers) and not reading.mentions


def named(reading: Reading) -> str:
    """The kind of thing whose names are asked of one body, "" where a number or a comparison is asked."""
    over_cells = reading.operations - OVER_REPORTS  # 哪些 alone lists no bodies where one is named
    compared = condition_of(reading.text) is not None or over_cells or wants("quantity", reading.text)
    one = len(reading.mentions) == 1 or spoken_of(reading)
    return naming_of(reading.text) if one and not compared else ""


def _own_shortcomings(reading: Reading) -> bool:
    """Whether a body is asked what it says it does badly: 满意, work, "handled" are then no rows."""
    counted = wants("quantity", WHICH_OF.sub(" ", reading.text)) or has_operation(reading)
    topic = topic_of(reading.text) if reading.mentions and not counted and wants("of_itself", reading.text) else None
    return topic is not None and topic.name == PROBLEMS


def _counts_cases(reading: Reading) -> bool:
    """Whether "how many people" stands for cases: people who applied or went to court."""
    named = [hit for hit in reading.hits if hit.group in ("rows", "blocks")]
    return any(hit.target not in VERBS or reading.terms.requests or PEOPLE.search(hit.text) for hit in named)


@lru_cache(maxsize=TEXTS)
def asked_part(text: str) -> str:
    """Of a question with a story around it, the sentences that ask."""
    if (start := asking_start(text)) and wants("quantity", text[start:]):
        text = text[start:]
    parts = [part for part in re.split(r"[。！!?？;；]|\.\s", text) if part.strip()]
    if len(parts) < 2:
        return text
    asking = [part for part in parts if wants("quantity", part)] or [part for part in parts if wants("explain", part)]
    if all(BARE.fullmatch(part) for part in asking):
        return text  # "Did any company …? How many": what is counted is said before
    return "，".join(asking) if asking else text


def told_part(text: str) -> str:
    """The sentences of a question on prose that ask, and the story before them where they alone say too little."""
    asked = asked_part(text)
    says = [concept for concept in concepts_of(asked) if concept.words and concept.weight >= SAYS]
    return asked if len(says) >= ENOUGH_SAID else text


def counted_noun(reading: Reading) -> tuple[str, ...]:
    """The English noun whose number is asked, in the words of reports; itself where they have none for it."""
    found = COUNTED_NOUN.search(reading.about)
    noun = found.group(1) if found else ""
    read = {word for hit in reading.hits for word in LATIN.findall(hit.text)}
    if not noun or noun in read or is_filler(noun):
        return ()
    told = [concept for concept in concepts_of(reading.about) if concept.words and noun in concept.said.split()]
    return told[0].words if told else (noun,)


def passage_query(reading: Reading, scope: Scope) -> PassageQuery:
    """The query for the sentences of these reports that answer."""
    text = told_part(reading.text if scope.whole else reading.about)
    parts = parts_of(text) if len(scope.reports) == 1 else ()
    parts = tuple(total_published(part) or part for part in parts)
    total = total_published(text) if reading.language == "en" and not parts else ""
    if (
        reading.context
        and reading.context.kind == "passage"
        and (not reading.mentions or not specific(concepts_of(text)))
        and len(reading.terms.narrative) == 0
    ):
        text = f"{reading.context.text} {text}"[-LONGEST_BEFORE:]
    units = () if "哪几" in reading.text else units_of(reading.text)  # 哪几家 asks which, not how many
    must = words_of_intent("beyond", reading.text) if reading.terms.any or reading.terms.requests else ()
    must = (*must, *counted_noun(reading)) if units else must
    must = SUBJECTS if wants("content", reading.text) else must
    if total:
        text, units, must = total, UNITS, SENTENCES
    each = len(reading.mentions) > 1 or (scope.whole and reading.whole and not wants("one_body", reading.text))
    return PassageQuery(text=text, scope=scope, units=units, must=must, each=each, parts=parts, naming=named(reading))
