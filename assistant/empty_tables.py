"""Questions on which reports have nothing in a whole table: "哪些单位表三全是0", "who reports nothing in table 3"."""

from typing import Literal

from assistant.answer import Language
from assistant.conversations import Context, kept_plan
from assistant.first_look import Look
from assistant.query import ListQuery, Scope, Understood
from assistant.read_again import Reader
from assistant.reading import Library
from assistant.wording import plain
from assistant.years import find_years

LONGEST = 100  # characters: a longer question tells a story
Table = Literal["t2", "t3", "t4"]
TABLES: tuple[tuple[Table, Look], ...] = (
    (
        "t3",
        Look(
            r"表三|表3|第三张表|(?:依)?申请(?:公开)?(?:情况)?(?:的)?(?:统计)?表"
            r"|\btable (?:3|three)\b|\brequests? table\b"
            r"|\b(?:table|section|part) (?:of|on|about|for) (?:the )?(?:information )?(?:requests?|applications?)\b"
        ),
    ),
    (
        "t4",
        Look(
            r"表四|表4|第四张表|(?:复议|诉讼)(?:和诉讼|诉讼)?(?:情况)?(?:的)?(?:统计)?表|\btable (?:4|four)\b"
            r"|\btable (?:of|on|about|for) (?:the )?(?:reviews?|lawsuits?|litigation)\b"
        ),
    ),
    ("t2", Look(r"表二|表2|第二张表|主动公开(?:情况)?(?:的)?(?:统计)?表|\btable (?:2|two)\b")),
)
# The whole table: "有空白格的" asks for single cells.
NOTHING = Look(
    r"(?:全|都|通通|统统|整张|整个|每(?:一)?格|一片)[^，。？,?格]{0,5}(?:0|零|空)|一个数(?:字)?(?:都|也)?没|什么(?:都|也)没"
    r"|没有任何数|表[二三四234]?(?:是|为)?空(?:白|着)?的?(?=[？?。]|$|吗)|没(?:有)?填报?的?(?=[？?。]|$)"
    r"|\bnothing\b|\bno (?:figures?|numbers?|data|entries)\b|\bnot a single (?:figure|number)\b"
    r"|\b(?:left|entirely|completely|wholly) (?:blank|empty)\b|\btable (?:\w+ )(?:wholly |entirely )?(?:blank|empty)\b"
    r"|\b(?:all|only|nothing but|entirely|just) (?:0s?|zero(?:s|es)?|nil|blanks?|empty)\b"
    r"|\b(?:0s?|zero(?:s|es)?|nil|blank|empty) (?:everywhere|throughout|all over|in (?:every|all|each))"
    r"|\b(?:every|each|all) (?:the )?cells?\b[^?.]{0,12}\b(?:0|zero|blank|empty)"
)
BLANK = Look(r"空|没(?:有)?填|blank|empty")
BODIES = Look(
    r"哪|谁|几(?:家|份|个)|多少(?:家|份|个)|有没有|有无|是否有"
    r"|\b(?:which|who|what (?:bod|office|bureau|report)\w*|any(?:one|body)?|how many|is there|are there|list|name)\b"
)


def _held(text: str) -> Literal["zero", "blank"]:
    return "blank" if BLANK.search(text) else "zero"


def empty_tables(
    question: str, library: Library, context: Context | None, language: Language, read: Reader
) -> tuple[Understood, Context] | None:
    """The plan that sorts all reports by whether one table holds anything; None where another thing is asked."""
    if len(question) > LONGEST:
        return None
    text = plain(question)
    named = [table for table, words in TABLES if words.search(text)]
    if len(named) != 1 or not (NOTHING.search(text) and BODIES.search(text)):
        return None
    if any(not mention.bare_office for mention in library.names.find(text, question)):
        return None  # of one body: a check
    years = find_years(text).years
    reports = tuple(s.id for s in library.summaries if not years or s.year in years)
    if not reports:
        return None
    plan = ListQuery(scope=Scope(reports=reports, years=years, whole=True), table=named[0], held=_held(text))
    known = Understood(text=question, language=language, plan=plan)
    return known, kept_plan(Context(kind=plan.kind, text=text, whole=True, years=years), plan, (), context)
