"""What the text of a report is said to say, held against its table: "正文说收到25件，表里是多少".

The claim is asked of the table, its number left open, and of the prose beside it; the number is then held against the
cell.
"""

import re
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from assistant.answer import Language
from assistant.conversations import Context, kept_plan
from assistant.first_look import Look
from assistant.query import Claim, FigureQuery, PassageQuery, Understood
from assistant.read_again import Reader
from assistant.reading import Library, read_question
from assistant.terms import DEFAULT
from assistant.wording import plain

LONGEST = 120  # characters: a longer question tells a story
TEXT_ZH = (
    r"(?:报告|年报)?的?(?:正文|文字(?:部分|叙述|说明|表述)?|叙述(?:部分)?)(?:部分)?"
    r"(?:里面|里头|里|中|上|内)?(?:明明|明确)?"
)
SAYS_ZH = r"(?:都)?(?:说|写|称|讲|提到|表示|记载|显示|声称)(?:的|着|了)?(?:是)?[：:“\"]?"
TABLE_ZH = (
    r"(?:那么?|但是?|而|可|可是)?(?:统计|附)?(?:表(?:格|[一二三四1-4])?|报表)(?:里面|里头|里|中|上|内)?(?:又|却|呢|也)?"
)
TEXT_EN = (
    r"(?:according to |in |as )?(?:(?:the|its|their) )?(?:text|narrative|prose|written part|body text)"
    r"(?: (?:part|section))?(?: of (?:the )?(?:report )?(?:of |from )?)?"
)
TABLE_EN = (
    r"(?:and |but |yet |while )?(?:(?:what|how (?:many|much)|which (?:figure|number))\b[^,.;?]*\btable\b"
    r"|(?:the |its )?table\b)[^?]*"
)
SAY_EN = r"(?:says?|states?|claims?|gives?|mentions?|tells?|reports?|speaks? of)"
IN_TEXT = Look(rf"{TEXT_ZH}|\b{TEXT_EN}")
SAID_ZH = Look(rf"{TEXT_ZH}{SAYS_ZH}|{TEXT_ZH}")
SAID_EN = Look(rf"\b{TEXT_EN}(?: report)?(?:,? ?{SAY_EN})?(?: that)?")
SAYS_EN = Look(rf" (?:report )?{SAY_EN}(?: us)?(?: that)? ")
IN_TABLE = Look(rf"[，,；;。.]\s*{TABLE_ZH}(?P<zh>[^，。；;]*)$|[,.;]\s*(?P<en>{TABLE_EN})[?]?$")
NUMBER = Look(
    r"(?<![\d.年])(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<by>万)?\s*(?P<of>[件份条项个宗起])?(?!\d|\s*[年月日%])"
)
YEAR = re.compile(r"(?:19|20)\d\d$")
NONE_ZH = Look(r"(?:一(?P<of>[件份条项个宗起])也?)?(?:没有?|未|无)(?=收|接|受理|申请|办|作|处|发|拒|被|有)(?:有)?")
NONE_EN = Look(r"\b(?:no|zero)\b(?= [a-z])")
MANY = 10_000
ROWS_IN_PROSE = {"t3.new": "收到多少件申请", "t3.res.total": "答复了多少件申请"}
ORDINAL = re.compile(r"^(?:[一二三四]、|（[一二三四五六七]）|\d\.)")


class _Said(NamedTuple):
    """A claim with its number left open, what the table is asked, and the number with its words; None for none."""

    open: str
    table: str
    said: str
    number: Decimal | None


def against_the_table(
    question: str, library: Library, context: Context | None, language: Language, read: Reader
) -> tuple[Understood, Context] | None:
    """The plan for the cell and the sentence a claim is on; None where no one cell of one report is meant."""
    if len(question) > LONGEST:
        return None
    text = plain(question)
    found = _said(text, zh=language == "zh")
    if found is None:
        return None
    own = read_question(found.table, library, None, language) if found.table else None
    named = own is not None and bool(own.terms.applicants or own.terms.rows or own.terms.blocks or own.terms.results)
    asked = f"{found.open} {found.table}" if named else found.open
    cell, following = read(asked, library, context, language)
    plan = cell.plan
    if not isinstance(plan, FigureQuery) or plan.operation != "lookup" or len(plan.cells) != 1 or plan.scope.whole:
        return None
    if len(plan.scope.reports) != 1:
        return None
    prose, _ = read(_of_prose(plan, library), library, None, language)
    held = Claim(found.said, found.number, ()) if found.number is not None else None
    part = "正文" if language == "zh" else "the text"
    of_text = (replace(prose, text=part, assumptions=()),) if _of_same(prose, plan) else ()
    known = replace(cell, text=question, held=held, claimed=(), premises=(), also=of_text)
    return known, kept_plan(replace(following, text=question), plan, cell.assumptions, context)


def _of_prose(plan: FigureQuery, library: Library) -> str:
    """The question what the prose of the report says of the cell, in the language of the reports."""
    report = next(s for s in library.summaries if s.id == plan.scope.reports[0])
    head = plan.cells[0].removesuffix(DEFAULT).partition("|")[0]
    while head not in library.forms.rows and head not in library.forms.blocks and "." in head:
        head = head.rpartition(".")[0]
    known = library.forms.rows.get(head) or library.forms.blocks.get(head)
    words = ROWS_IN_PROSE.get(head) or f"{ORDINAL.sub('', known.zh) if known else ''}多少件"
    return f"{report.issuer}{report.year}年报告的正文里写{words}"


def _of_same(prose: Understood, plan: FigureQuery) -> bool:
    """Whether the sentence is looked for in the report of the cell."""
    return isinstance(prose.plan, PassageQuery) and prose.plan.scope.reports == plan.scope.reports


def _said(text: str, *, zh: bool) -> _Said | None:
    """What the text is said to say; None where a question does not hold text and table against each other."""
    table = IN_TABLE.search(text)
    if table is None or not IN_TEXT.search(text[: table.start()]):
        return None
    claim = text[: table.start()]
    bare = SAID_ZH.sub(" ", claim) if zh else SAYS_EN.sub(" ", SAID_EN.sub(" ", claim))
    numbers = [found for found in NUMBER.finditer(bare) if not YEAR.fullmatch(found["number"])]
    if len(numbers) > 1:
        return None
    rest = (table.groupdict().get("zh") or "") if zh else ""
    if numbers:
        number = numbers[0]
        many = f"多少{number['of'] or '件'}" if zh else "how many"
        value = Decimal(number["number"].replace(",", "")) * (MANY if number["by"] else 1)
        return _Said(_with(bare, number, many), rest, number.group().strip(), value)
    none = (NONE_ZH if zh else NONE_EN).search(bare)
    if none:
        opened = f"{_with(bare, none, '')}多少件" if zh else _with(bare, none, "how many")
        return _Said(opened, rest, none.group().strip(), Decimal(0))
    return _Said(bare, rest, "", None) if re.search(r"多少|几|how many|how much", bare) else None


def _with(text: str, found: re.Match[str], words: str) -> str:
    between = " " if words.isascii() and words else ""
    return f"{text[: found.start()]}{words}{between}{text[found.end() :].lstrip()}".strip(" ,，")
