"""Questions that go on with the bodies the answer before was narrowed to: "处罚最多的三家" → "平均呢", "their total?".

The first of an order, those that met a condition, those left when one was set aside: they stay what is asked about
until other bodies, or all of them, are named; and the answer says so.
"""

from dataclasses import replace
from typing import NamedTuple

from assistant.answer import Language
from assistant.asides import set_aside
from assistant.conversations import Context, Kept, kept_plan
from assistant.counts_said import said_bodies
from assistant.first_look import Look
from assistant.intent import wants
from assistant.order_asked import ENDS, of_the_others
from assistant.query import Clarify, FigureQuery, Further, Operation, PassageQuery, Plan, Scope, Understood
from assistant.read_again import Reader
from assistant.reading import Library, Reading, has_operation, read_question
from assistant.wording import plain

LONGEST = 80  # characters: a longer question asks something of its own
BODIES_ZH = r"(?:单位|机关|部门|机构|报告|年报|地方|局|委)"
BODIES_EN = r"(?:bod(?:y|ies)|bureaus?|offices?|commissions?|agenc(?:y|ies)|authorit(?:y|ies)|issuers?|reports?|ones)"
COUNT_ZH = r"[两三四五六七八九十几\d]"
COUNT_EN = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+)"
THOSE = Look(
    rf"(?:[这那]{COUNT_ZH}+[家个份](?:{BODIES_ZH})?|[这那]些(?:{BODIES_ZH})?|它们|他们|她们|上述(?:{COUNT_ZH}+[家个份])?(?:{BODIES_ZH})?"
    rf"|(?:其|当)中|(?:这|那)?里(?:头|面)(?:的|,|，)?)(?:各自|之中|当中|里面|里头|里|中)?(?:的)?"
    rf"|\b(?:(?:of|among|for|from|by|across|between|within) )?(?:their|theirs|them|they"
    rf"|(?:those|these|the same)(?: {COUNT_EN})?(?: {BODIES_EN})?)\b"
)
ALL = Look(
    rf"(?:所有|全部|全体|一切|每一?[家个])(?:的)?(?:{BODIES_ZH}|(?=[呢的?？,，]|$))|各{BODIES_ZH}|五家"
    rf"|\b(?:all|every|each) (?:of (?:them|these|those|the {BODIES_EN})|(?:the )?(?:{COUNT_EN} )?{BODIES_EN}|five)\b"
    r"|\b(?:everyone|everybody|all five|overall)\b|\ball(?=[?.]?$)"
)
OTHERS = Look(r"其他|其它|其余|另外|别的|剩下|\b(?:others?|rest|remaining)\b")
NEW = Look(
    rf"(?:哪|几|多少)(?:些|一|几)?[家个份]?{BODIES_ZH}|有没有{BODIES_ZH}?"
    rf"|\b(?:which|what|any|how many|number of)(?: other)? {BODIES_EN}\b|\b(?:who|any(?:one|body)|nobody)\b"
)
LIGHT = (
    r"(?:那么?|再|又|请问?|问|一下|算|求|给我?|我|想|知道|看|呢|吗|啊|是|有|的|了|数|值|多少|几|件|个|份|项|哪|家|谁|下|合起来|都|[,，。.?？!！\s]"
    r"|\b(?:and|so|what|how|about|is|are|was|were|the|many|much|number|figure|please|then|now|just|in|of|for|do|did|does|have|had|has"
    r"|with|me|give|tell|show|it|come|comes|to|up|at|be|would|as|a|an|value|one|that|which|by)\b)*"
)
ASKED: tuple[tuple[Operation, Further, str], ...] = (
    (
        "difference",
        "gap",
        r"最[多高大][^，。？]{0,4}最[少低小][^，。？]{0,4}(?:相?差|差距)|极差|(?:相)?差距?|相差"
        r"|\b(?:gap|spread|range|difference)\b(?:between (?:the )?(?:highest|most) and (?:the )?(?:lowest|least))?",
    ),
    ("average", "median", r"中位(?:数|值)?|\bmedian\b"),
    ("average", "", r"平均(?:数|值)?(?:每家|每个单位)?|均值|\b(?:average|mean|avg)s?\b|\bon average\b"),
    (
        "sum",
        "",
        r"一共|总共|合计|共计|总计|总和|总数|总量|之和|加起来|加在一起|加总"
        r"|\b(?:total|in total|sum|combined|altogether|together|in all|add(?:ed)?)\b",
    ),
    ("max", "", r"最(?:多|高|大)|\b(?:most|highest|largest|biggest|top|max(?:imum)?)\b"),
    ("min", "", r"最(?:少|低|小)|\b(?:fewest|least|lowest|smallest|bottom|min(?:imum)?)\b"),
    (
        "lookup",
        "",
        r"分别|各自?|具体|列(?:一)?(?:下|出来?)?|哪几|哪些|名单|\b(?:each|individually|list|separately|ones|names?)\b",
    ),
)
ALONE = tuple(Look(rf"{LIGHT}(?:{words}){LIGHT}") for _, _, words in ASKED)
GOES_ON = Look(r"那么?(?!些?年)|and\b|then\b|so\b")
AMONG_THEM = Look(r"(?:of|among) (?:them|these|those)")
SHARE = Look(
    rf"(?:{THOSE.pattern})?{LIGHT}占(?:了|到|全部|所有|总数|总量|五家|全体|合计|的|一共)*"
    rf"(?:百分之)?(?:多少|几成?|比例|比重|多大比例){LIGHT}"
    rf"|{LIGHT}(?:their |the )?(?:share|percentage|percent|proportion|fraction)"
    rf"(?: of (?:the )?(?:all|total|whole))?{LIGHT}"
)
NOTHING = Look(LIGHT)
CHOOSING = ("rank", "max", "min", "count", "list_where")  # ask which bodies: of all, where a row is named with it


class _Asked(NamedTuple):
    """Which bodies a question goes on with, and its text without the words for them."""

    text: str
    kept: Kept
    those: bool


def of_those(
    question: str, library: Library, context: Context | None, language: Language, read: Reader
) -> tuple[Understood, Context] | None:
    """The plan of a question about the bodies the answer before was narrowed to; None where it is about others."""
    kept = context.kept if context is not None else None
    if context is None or kept is None or len(question) > LONGEST:
        return None
    text = plain(question)
    if (share := _share_of_all(text, context)) is not None:
        return _told(share, question, kept, context, language)
    if ALL.search(text):
        return _of_all(question, text, library, context, language)
    asked = _asked(text, kept, context)
    if asked is None:
        return None
    plan = _alone(asked.text, context, those=asked.those)
    if plan is not None and not asked.kept.reports:
        return _of_nobody(question, asked.kept, context, language)
    if plan is not None:
        return _told(replace(plan, scope=_scope(asked.kept)), question, asked.kept, context, language)
    return _read_of_those(question, asked, library, context, language, read)


def _read_of_those(
    question: str, asked: _Asked, library: Library, context: Context, language: Language, read: Reader
) -> tuple[Understood, Context] | None:
    """The plan of a question that names a row of its own, or a year, for those bodies."""
    kept = asked.kept
    reading = read_question(asked.text, library, context, language)
    anew = said_bodies(asked.text) not in (0, len(kept.reports)) or (reading.terms.any and _of_order(context))
    if (anew and not (asked.those or kept.rest)) or reading.mentions or reading.excluded or reading.again:
        return None
    before = replace(context, issuers=_owners(kept, library), kept=None)
    understood, following = read(asked.text, library, before, language)
    found = understood.plan
    if _chooses_anew(reading, found, asked):
        return None
    narrowed = _narrowed(found, asked, reading, library)
    if narrowed is None or (kept.reports and not narrowed.scope.reports):
        return None
    if not kept.reports:
        return _of_nobody(question, kept, context, language)
    said = (*_of_words(understood), _said(kept, language))
    understood = replace(understood, text=question, plan=narrowed, assumptions=said)
    following = replace(following, issuers=(), whole=True, kept=kept)
    return understood, kept_plan(following, narrowed, said, context)


def _narrowed(found: Plan, asked: _Asked, reading: Reading, library: Library) -> FigureQuery | PassageQuery | None:
    """A plan for the reports kept alone; None where it is no question on figures, or on what those bodies write."""
    if isinstance(found, PassageQuery) and asked.those:
        scope = _within(found.scope, asked.kept, reading, library)
        return replace(found, scope=scope, each=len(scope.reports) > 1)
    if not isinstance(found, FigureQuery) or found.own:
        return None
    narrowed = replace(found, scope=_within(found.scope, asked.kept, reading, library))
    if found.operation in ("lookup", "rank") and _added_up(reading):
        narrowed = replace(narrowed, operation="sum", limit=None)
    return narrowed


def _of_nobody(question: str, kept: Kept, context: Context, language: Language) -> tuple[Understood, Context]:
    """No report met the condition of the question before: it is asked whom this one is about."""
    return Understood(text=question, language=language, plan=Clarify(about="issuer", reports=kept.of)), context


def _asked(text: str, kept: Kept, context: Context) -> _Asked | None:
    """The bodies meant, where they are those of the answer before or the others."""
    those = [found.span() for found in THOSE.finditer(text)]
    bare = set_aside(text, those)
    others = [found.span() for found in OTHERS.finditer(text)] if not of_the_others(text) else []
    if others and not those:
        bare = set_aside(text, others)
        return _Asked(bare, kept if kept.rest else _beside(kept, context), those=True)
    anew = NEW.search(text)
    among = any(AMONG_THEM.match(text, start) for start, _ in those)
    if anew and not among and not (those and those[0][0] < anew.start()):
        return None  # "which offices say that they …"
    return _Asked(bare, kept, bool(those))


def _beside(kept: Kept, context: Context) -> Kept:
    """The reports that the answer before was narrowed from, without those it was narrowed to."""
    reports = tuple(report for report in kept.of if report not in kept.reports)
    return Kept(reports, f"{kept.zh}以外的报告", f"the reports besides {kept.en}", of=kept.of)


def _alone(text: str, context: Context, *, those: bool) -> FigureQuery | None:
    """The same cell put to another operation, where a question names the operation, or the bodies, and nothing else."""
    before = context.plan
    if not isinstance(before, FigureQuery) or len(before.cells) != 1:
        return None
    for words, (operation, further, _) in zip(ALONE, ASKED, strict=True):
        if words.fullmatch(text):
            query = FigureQuery(cells=before.cells, scope=before.scope, operation=operation)
            return replace(query, further=further, between=ENDS if further == "gap" else ())
    if those and NOTHING.fullmatch(text):
        again = before.operation if before.operation in ("sum", "average") and not before.further else "lookup"
        return FigureQuery(cells=before.cells, scope=before.scope, operation=again)
    return None


def _owners(kept: Kept, library: Library) -> tuple[str, ...]:
    """The keys of the issuers of the reports kept."""
    owners = {report: key for key, issuer in library.names.issuers.items() for report in issuer.reports.values()}
    return tuple(dict.fromkeys(owners[report] for report in kept.reports if report in owners))


def _share_of_all(text: str, context: Context) -> FigureQuery | None:
    """What part of all the first ones of an order hold, where a question names nothing else."""
    before = context.plan
    if not isinstance(before, FigureQuery) or before.operation != "rank" or before.further or not before.limit:
        return None
    return replace(before, operation="share", further="top_share", place=None) if SHARE.fullmatch(text) else None


def _of_order(context: Context) -> bool:
    """Whether the question before put an order of bodies to something further: that is asked again of another row."""
    return isinstance(context.plan, FigureQuery) and bool(context.plan.further) and not context.plan.among


def _chooses_anew(reading: Reading, plan: object, asked: _Asked) -> bool:
    """Whether a question of its own row asks which bodies lead or meet a bound: of all, unless it says of those."""
    choosing = isinstance(plan, FigureQuery) and plan.operation in CHOOSING
    goes_on = asked.those or asked.kept.rest or GOES_ON.match(reading.text)
    return choosing and not goes_on and reading.terms.any and has_operation(reading)


def _added_up(reading: Reading) -> bool:
    """Whether one number is asked of several bodies: "它们一共收到多少申请"."""
    added = wants("together", reading.text) and not wants("apart", reading.text) and not has_operation(reading)
    return added or reading.operations == {"sum"}


def _of_all(
    question: str, text: str, library: Library, context: Context, language: Language
) -> tuple[Understood, Context] | None:
    """The question before, or another operation on its cell, for all the reports of its years."""
    before, bare = context.plan, set_aside(text, [found.span() for found in ALL.finditer(text)])
    bare = set_aside(bare, [found.span() for found in THOSE.finditer(bare)])
    if not isinstance(before, FigureQuery) or len(before.cells) != 1:
        return None
    query = _alone(bare, context, those=False)
    if query is None and not NOTHING.fullmatch(bare):
        return None
    if query is None:
        query = FigureQuery(cells=before.cells, scope=before.scope, operation=_over_all(before), order=before.order)
        query = replace(query, further="median" if before.further == "median" else "")
    years = before.scope.years if before.scope.whole else context.years
    reports = tuple(s.id for s in library.summaries if not years or s.year in years)
    query = replace(query, scope=Scope(reports=reports, years=years, whole=True))
    known = Understood(text=question, language=language, plan=query)
    following = replace(context, kind="figure", text=question, operation=query.operation, issuers=(), whole=True)
    return known, kept_plan(replace(following, kept=None), query, (), context)


def _over_all(before: FigureQuery) -> Operation:
    """What is asked of all once the narrowing is gone: the first ones of an order leave the order."""
    if before.further and before.further != "median":
        return {"top_sum": "sum", "top_share": "sum"}.get(before.further, "lookup")  # type: ignore[return-value]
    return "lookup" if before.operation in ("count", "list_where") else before.operation


def _scope(kept: Kept) -> Scope:
    return Scope(reports=kept.reports, whole=True)


def _within(scope: Scope, kept: Kept, reading: Reading, library: Library) -> Scope:
    """The reports kept; of other years, where these are named, those of the same bodies."""
    if reading.years.years or reading.years.relative is not None:
        owners = {*_owners(kept, library)}
        own = {r for key in owners for r in library.names.issuers[key].reports.values()}
        return replace(scope, reports=tuple(report for report in scope.reports if report in own), whole=True)
    return replace(_scope(kept), years=scope.years if scope.whole else ())


def _told(
    query: FigureQuery, question: str, kept: Kept, context: Context, language: Language
) -> tuple[Understood, Context]:
    said = (_said(kept, language),)
    following = replace(
        context, kind="figure", text=question, operation=query.operation, issuers=(), whole=True, kept=kept
    )
    return Understood(text=question, language=language, plan=query, assumptions=said), kept_plan(
        following, query, said, context
    )


def _of_words(understood: Understood) -> tuple[str, ...]:
    """What was assumed about words; which year a body is held for was settled by the question before."""
    years = ("未指明年份", "No year was given")
    return tuple(said for said in understood.assumptions if not said.startswith(years))


def _said(kept: Kept, language: Language) -> str:
    if language == "zh":
        return f"范围沿用上一问：{kept.zh}；要问全部请说“所有单位”。"
    return f'Still about {kept.en}, as before; say "all bodies" to ask about all.'
