"""Two numbers of the prose put together: "培训人次是培训场次的几倍", "网站公开信息比平台多多少条".

Each has to be bound to one sentence of the same report; where one is not, nothing is worked out.
"""

import re
from typing import NamedTuple

from assistant.answer import Language
from assistant.conversations import Context, kept_plan
from assistant.first_look import Look
from assistant.query import Clarify, Operation, PassageQuery, Understood
from assistant.read_again import Reader
from assistant.reading import Library, read_question
from assistant.scope import resolve_scope
from assistant.spans import wanted_reports
from assistant.wording import plain

LONGEST = 100  # characters: a longer question tells a story
OF_PROSE = Look(
    r"培训|会议|信息|稿|文章|次|场|期|篇|微信|微博|公众号|网站|平台|栏目|电话|咨询|访问|浏览|点击|粉丝|宣传|活动|人"
    r"|\b(?:train\w*|sessions?|items?|articles?|posts?|website|platform|wechat|weibo|visits?"
    r"|participants?|trainees?|people|meetings?|attend\w*)\b"
)
X = r"[^，,。？?；;比占是与和跟]{2,24}?"
ASKED: tuple[tuple[Operation, Look], ...] = (
    ("ratio", Look(rf"(?P<a>{X})(?:大概|大约)?(?:是|为|相当于)(?P<b>{X})的?(?:几|多少)倍")),
    ("ratio", Look(rf"(?P<a>{X})(?:除以|÷)(?P<b>{X})(?:是|等于|得)?(?:多少|几)?[？?]?$")),
    ("share", Look(rf"(?P<a>{X})占(?:了|到)?(?P<b>{X})的?(?:百分之(?:几|多少)|百分比|比例|比重|几成|多少)")),
    ("difference", Look(rf"(?P<a>{X})比(?P<b>{X})(?:多|少|高|低)(?:了|出)?(?:多少|几)")),
    ("difference", Look(rf"(?P<a>{X})(?:和|与|跟)(?P<b>{X})(?:之间)?(?:相差|差)(?:了)?(?:多少|几)")),
    ("ratio", Look(r"\bhow many times (?:is |are |as (?:many|large) (?:as )?)?"
                   r"(?P<a>[^,.?;]{3,50}?) (?:than |as |of )(?P<b>[^,.?;]{3,50})")),
    ("ratio", Look(r"\bratio of (?P<a>[^,.?;]{3,50}?) to (?P<b>[^,.?;]{3,50}?)(?: (?:in|at|for|of) [^,.?;]+)?[?.]*$")),
    ("share", Look(r"\b(?P<a>[^,.?;]{3,50}?) as a (?:share|percentage|proportion) of (?P<b>[^,.?;]{3,50})")),
    ("difference", Look(r"\b(?:difference|gap) between (?P<a>[^,.?;]{3,50}?) and (?P<b>[^,.?;]{3,50})")),
)  # fmt: skip
LEAD = re.compile(
    r"^(?:请问|那么?|问一下|帮我算|算一?下|报告里|正文里|全年|本年|的|里|中|\s|what is|what's|the|number of)+"
    r"|\s+(?:at|in|of|for|by|on)\s*$"
)
OWN = re.compile(r"^(?:年度?)?(?:报告|年报)?(?:的|里|中)?")


class Pair(NamedTuple):
    """The two things named, first and second, and what is to be done with their numbers."""

    first: str
    second: str
    operation: Operation


def of_prose_numbers(
    question: str, library: Library, context: Context | None, language: Language, read: Reader
) -> tuple[Understood, Context] | None:
    """The plan for two numbers of the prose of one report; None where the tables or other things are asked."""
    if len(question) > LONGEST:
        return None
    text = plain(question)
    if not OF_PROSE.search(text) or not any(words.search(text) for _, words in ASKED):
        return None
    reading = read_question(question, library, context, language)
    pair = _pair(reading.about)
    if pair is None or reading.terms.rows or reading.terms.blocks or reading.terms.metrics or reading.terms.applicants:
        return None
    resolved = resolve_scope(wanted_reports(reading, whole=False, prose=True), library.names, library.summaries)
    _, following = read(question, library, context, language)
    if resolved.scope is None or len(resolved.scope.reports) != 1:
        reports = resolved.scope.reports if resolved.scope else ()
        stop = resolved.stop or Clarify(about="issuer", reports=reports)
        return Understood(text=question, language=language, plan=stop), following
    plan = PassageQuery(
        text=reading.text, scope=resolved.scope, operation=pair.operation, pair=(pair.first, pair.second)
    )
    known = Understood(text=question, language=language, plan=plan, assumptions=tuple(resolved.assumptions))
    return known, kept_plan(following, plan, known.assumptions, context)


def _pair(about: str) -> Pair | None:
    for operation, words in ASKED:
        if found := words.search(about):
            first, second = (LEAD.sub("", OWN.sub("", found[name].strip())).strip() for name in ("a", "b"))
            return Pair(first, second, operation) if first and second and first != second else None
    return None
