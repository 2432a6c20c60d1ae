"""Bodies narrowed by one row and asked about another: "处罚超过100件的单位平均收到多少申请".

The clause that narrows them is understood as a question of its own, which bodies meet it; the rest as one on all
bodies. Both have to be clear, or it is asked back.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from assistant.answer import Language
from assistant.conditions import condition_of
from assistant.conversations import Context, kept_plan
from assistant.first_look import Look
from assistant.query import Clarify, FigureQuery, Narrowing, PassageQuery, Scope, Understood
from assistant.read_again import Reader
from assistant.reading import Library
from assistant.wording import plain

LONGEST = 160  # characters: a longer question tells a story
NOUN_ZH = r"(?:单位|机关|部门|机构|局(?!势)|委(?!托)|地方|报告|年报)"
WHICH_ZH = r"哪些|哪几[家个]|哪[家个]|有几[家个]|几[家个]"
OF_THEM_ZH = r"的(?:那|这)?(?:几|些|各|所有|全部)?[家个份]?"
STOP_ZH = r"[^，,。；;：:？?]"
COUNT_ZH = r"有?(?:哪些|哪几[家个]|几[家个]|多少[家个]?)|是(?:谁|哪些|哪几?[家个])"
CLAUSE_ZH = Look(
    rf"(?P<which>{WHICH_ZH})?(?P<clause>{STOP_ZH}{{3,30}}?{OF_THEM_ZH})"
    rf"(?:{NOUN_ZH}(?:里面|里头|里|中|当中|之中|之间)?|(?=[，,]))(?!(?:{COUNT_ZH})[？?。]*$)(?=[，,]?{STOP_ZH}{{2,}})"
)
BOTH_ZH = Look(r"[，,]?(?:但是?|却|可是|不过|而且|并且|同时|又|且|而)(?![过是且])")
TAIL_ZH = Look(rf"{OF_THEM_ZH}(?:{NOUN_ZH})?(?:{COUNT_ZH})?[？?。]*$")
NOUN_EN = (
    r"(?:bod(?:y|ies)|bureaus?|offices?|commissions?|agenc(?:y|ies)|authorit(?:y|ies)|issuers?|reports?|those|ones)"
)
VERB_EN = r"has|had|have|is|are|was|were|comes?|came|ranks?|got|get|received?|made|issued?|imposed?|faced|spent"
CLAUSE_EN = Look(
    rf"(?:\b(?:the|those|all|any) )?\b"
    rf"(?P<clause>{NOUN_EN} (?:in (?:19|20)\d\d )?(?:with|that|which|who|where|[a-z]{{3,}}ing)\b[^,.?;]{{4,80}}?)"
    rf"(?=[,.?;]|$| (?:{VERB_EN}|which|what|who|how|by|on average)\b)"
)
BOTH_EN = Look(r",? \b(?:but|yet|while|though|and)\b (?:also )?")
LIST_ZH = Look(rf"^(?:(?:有|是)?(?:{WHICH_ZH}|多少[家个])(?:{NOUN_ZH})?)(?!最)")
LIST_EN = Look(rf"^(?:which|what|list|name|how many)(?: of)?(?: the| all)? {NOUN_EN}(?: that| which| who)? ")
WHICH_EN = Look(r"\b(?:which|what|how many|any)(?: of)? ?$")
OF_THEM = Look(rf"{OF_THEM_ZH}$")
RELATIVE = Look(r" (?:with|that|which|who) ")
SOME = Look(r"有|没|未|收到|被|遭|\b(?:any|no|none|ever|some|sued|without)\b")


class _Two(NamedTuple):
    """The question of the condition in several wordings, and the one of what is asked of those that meet it."""

    conditions: tuple[str, ...]
    asked: str


def by_another_row(
    question: str, library: Library, context: Context | None, language: Language, read: Reader
) -> tuple[Understood, Context] | None:
    """The plan of a question on bodies that a condition on another row leaves; None where no such is sure."""
    if len(question) > LONGEST:
        return None
    text = plain(question)
    for two in chain(_clauses(text), _both(text)):
        if condition_of(two.conditions[0]) is None and not SOME.search(two.conditions[0]):
            continue
        bounds = (read(condition, library, None, language)[0] for condition in two.conditions)
        bound = next((one for one in bounds if _bounds(one)), None)
        if bound is None:
            continue
        asked, following = read(two.asked, library, None, language)
        if query := _narrowed(bound.plan, asked.plan):
            said = tuple(dict.fromkeys((*bound.assumptions, *asked.assumptions)))
            known = replace(asked, text=question, plan=query, assumptions=said, premises=(), claimed=(), slots=())
            following = replace(following, whole=True, issuers=(), text=question, kind=query.kind)
            return known, kept_plan(following, query, said, context)
        if isinstance(asked.plan, PassageQuery) and asked.plan.scope.whole:
            if not isinstance(read(question, library, context, language)[0].plan, PassageQuery):
                continue
            stop = Clarify(about="row", words=(text.strip("？?。 "),))  # the text of some bodies only
            return replace(asked, text=question, plan=stop, assumptions=()), following
    return None


def _verb(found: re.Match[str]) -> str:
    return " had " if found.group().strip() == "with" else " "


def _clauses(text: str) -> Iterator[_Two]:
    """The clauses that may narrow bodies, each with the question without it."""
    for found in CLAUSE_ZH.finditer(text):
        which, clause = found["which"] or "", found["clause"]
        bodies = f"{which}单位" if which else "所有单位"
        wordings = (f"哪些单位{OF_THEM.sub('', clause)}", f"{clause}单位有哪些")
        yield _Two(wordings, f"{text[: found.start()]}{bodies}{text[found.end() :]}")
    for found in CLAUSE_EN.finditer(text):
        before, clause = text[: found.start()], found["clause"]
        which = WHICH_EN.search(before)
        bodies = clause.split(" ")[0] if which else "all bodies"
        before = before.removesuffix(" ").removesuffix(" of") + " " if which else before
        asked = RELATIVE.sub(_verb, clause)
        yield _Two((f"which {asked}", f"which {clause}"), f"{before}{bodies}{text[found.end() :]}")


def _both(text: str) -> Iterator[_Two]:
    """Two conditions on two rows: "处罚超过100件但没收到申请的单位"."""
    if (tail := TAIL_ZH.search(text)) is not None:
        for joint in BOTH_ZH.finditer(text):
            if joint.start() < tail.start():
                yield _Two((f"{text[: joint.start()]}的单位有哪些",), text[joint.end() :])
    if (start := LIST_ZH.search(text)) is not None:
        for joint in BOTH_ZH.finditer(text):
            if joint.start() > start.end():
                yield _Two((text[: joint.start()],), start.group() + text[joint.end() :])
    if (head := LIST_EN.search(text)) is not None:
        for joint in BOTH_EN.finditer(text):
            yield _Two((text[: joint.start()],), head.group() + text[joint.end() :])


def _bounds(bound: Understood) -> bool:
    """Whether a question lists the reports for which a condition on one cell holds, and nothing in it is unclear."""
    plan = bound.plan
    listed = isinstance(plan, FigureQuery) and plan.operation in ("list_where", "count") and not plan.further
    return listed and plan.condition is not None and len(plan.cells) == 1 and plan.scope.whole and not bound.also  # type: ignore[union-attr]


def _narrowed(bound: object, asked: object) -> FigureQuery | None:
    """The query for the reports that both questions are on; None where they are on one cell, or on no reports."""
    if not (isinstance(bound, FigureQuery) and isinstance(asked, FigureQuery)) or bound.condition is None:
        return None
    if bound.cells == asked.cells or asked.own or asked.by or asked.then or not asked.scope.whole:
        return None
    if bound.scope.years and asked.scope.years and bound.scope.years != asked.scope.years:
        return None  # a condition on one year, a figure of another
    reports = tuple(report for report in asked.scope.reports if report in bound.scope.reports)
    scope = Scope(reports=reports, years=bound.scope.years or asked.scope.years, whole=True)
    return (
        replace(asked, scope=scope, by=Narrowing(cell=bound.cells[0], condition=bound.condition)) if reports else None
    )
