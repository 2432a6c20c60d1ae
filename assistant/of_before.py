"""Questions about the figure of the one before: its share of another row, and who the rest of it came from.

"Now put that as a percentage of its penalties", "那占处罚的百分之几", "what sort of applicant filed the other one".
"""

from dataclasses import replace

from assistant.answer import Language
from assistant.conversations import Context, kept_plan
from assistant.first_look import Look
from assistant.query import Clarify, FigureQuery, Understood, reports_of_plan
from assistant.read_again import Reader
from assistant.reading import Library
from assistant.wording import plain
from index.form import Forms

LONGEST = 80  # characters: a longer question asks something of its own
THAT_ZH = r"(?:(?:那么?|这|它|此|该|上述|刚才|前面|上面|刚刚)(?:个|一)?(?:数字?|数据|数目|结果|件数|项|值)?)"
SHARE = (
    Look(
        rf"^(?:那么?|请|再|帮我|把|将|就|换算成?|算(?:一)?(?:下|算)?|[,，\s])*{THAT_ZH}(?:的话)?(?:又)?(?:大概|大约|约)?"
        r"(?:相当于|占(?:了|到|其|它|该单位|他们|同期|当年|同年|全部)*|是|折合|折成|除以)"
        r"(?P<base>[^,，。?？;；占]{2,20}?)的?(?:百分之?(?:几|多少)|百分比|比例|比重|多大比例|多少比例|几成|多少个?百分点)"
    ),
    Look(
        rf"^(?:那么?|请|再|帮我|把|将|[,，\s])*{THAT_ZH}(?:换算|折算|表示|算|写|换)?(?:成|为|作)占?"
        r"(?P<base>[^,，。?？;；占]{2,20}?)的(?:百分比|百分之几|百分数|比例|比重)"
    ),
    Look(
        r"^(?:and|now|so|ok(?:ay)?|then|please|can you|could you|[,\s])*"
        r"(?:(?:put|express|give|show|state|write|turn|convert"
        r"|calculate|work out|take|what(?:.s| is| are| was| would be)"
        r"|how (?:much|big|large) is)(?: me)? )?"
        r"(?:that|it|this|those|these|the (?:figure|number|result|answer|count))(?: (?:number|figure|count|result))?"
        r"(?: (?:in|be|come to|amount to|expressed|given|put|worked out))?(?: (?:as|in|into))?"
        r"(?: (?:what|an?|the))? (?:percentage|percent|per cent|share|proportion|fraction|part|%) (?:of|out of) "
        r"(?:all )?(?P<base>[^,.?;]{3,50}?)(?: (?:then|now|please|instead|there))?[?. ]*$"
    ),
    Look(
        r"^(?:and|now|so|ok(?:ay)?|then|[,\s])*(?:what|which|how (?:large|big|much of) an?|what sort of) "
        r"(?:percentage|percent|per cent|share|proportion|fraction"
        r"|part|%) (?:of|out of) (?:all )?(?P<base>[^,.?;]{3,50}?)"
        r" (?:is|was|are|were|does|do|would) (?:that|it|this|those"
        r"|these)(?: (?:represent|make up|be|amount to|come to))?[?. ]*$"
    ),
)
REST = Look(
    r"(?:另外?|剩下|剩余|余下|其余|其他|别的)(?:的)?(?:那)?(?:[一二两三几\d]*(?:件|份|个|宗|些|条)?)"
    r"|\b(?:the|that|those) (?:other|remaining)(?: (?:one|two|three|four|five|\d+|half|request|application|case)s?)?\b"
    r"|\bthe (?:rest|others|remainder)\b"
)
WHO = Look(
    r"申请(?:人|者|主体)|(?:谁|什么人|哪(?:一)?(?:类|种)(?:人|单位|组织|机构)?|什么(?:类型|样|性质|身份)?的?(?:人|单位|机构|组织|主体))"
    r"[^，。？,?]{0,4}(?:提|申请|递|交)|(?:提|申请|递|交|来自)[^，。？,?]{0,5}(?:谁|什么人|哪(?:一)?(?:类|种)|什么(?:单位|机构|组织))"
    r"|\bapplicants?\b|\bwho(?:m| was| were| had)? (?:filed?|sen[dt]|submitted|lodged|made|behind|put in|asked)\b"
    r"|\b(?:what|which) (?:sort|kind|type|category|class) of (?:person"
    r"|people|requester|body|organi[sz]ation|entity|party)"
    r"[^.?]{0,20}\b(?:filed?|sen[dt]|submitted|lodged|made|behind|put in|asked)\b"
)
OF_BODIES = Look(
    r"[家局委]|单位(?!提|申请)|报告|\b(?:reports?|bod(?:y|ies)|bureaus?|agenc(?:y|ies)|commissions?|offices?)\b"
)


def of_before(
    question: str, library: Library, context: Context | None, language: Language, read: Reader
) -> tuple[Understood, Context] | None:
    """The plan of a question about the figure of the one before; None where it is about something else."""
    if context is None or not context.issuers or len(question) > LONGEST:
        return None
    text = plain(question)
    if REST.search(text) and WHO.search(text) and not OF_BODIES.search(text):
        query = _rest(text, context, library.forms)
        known = Understood(text=question, language=language, plan=query)
        return known, kept_plan(replace(context, kind=query.kind, text=question), query, (), context)
    if not _one_figure(context.plan):
        return None
    return _share(question, text, library, context, language, read)


def _one_figure(plan: object) -> bool:
    """Whether one cell of one report was looked up."""
    return (
        isinstance(plan, FigureQuery)
        and plan.operation == "lookup"
        and len(plan.cells) == len(plan.scope.reports) == 1
        and not plan.scope.whole
    )


def _rest(text: str, context: Context, forms: Forms) -> FigureQuery | Clarify:
    """The row's other kinds of applicant, where the question before was on one of them; else it is asked back."""
    plan = context.plan
    if isinstance(plan, FigureQuery) and _one_figure(plan):
        row, _, applicant = plan.cells[0].partition("|")
        kinds = [kind for kind in forms.applicants if not _overlap(kind, applicant)]
        single = [kind for kind in kinds if not any(other.startswith(f"{kind}.") for other in forms.applicants)]
        cells = tuple(cell for kind in single if (cell := f"{row}|{kind}") in forms.cells)
        if applicant not in ("", "total") and cells:
            return replace(plan, cells=cells, also=())
    cells = plan.cells if isinstance(plan, FigureQuery) else ()
    return Clarify(
        about="row", reports=reports_of_plan(plan)[:1] if plan else (), cells=cells, words=(text.strip("？?。. "),)
    )


def _overlap(kind: str, applicant: str) -> bool:
    """Whether a kind of applicant is the one asked before, holds it, or is held by it."""
    return kind == "total" or f"{kind}.".startswith(f"{applicant}.") or f"{applicant}.".startswith(f"{kind}.")


def _share(
    question: str, text: str, library: Library, context: Context, language: Language, read: Reader
) -> tuple[Understood, Context] | None:
    """The figure before as a share of what this question names, where that is one figure by itself."""
    found = next((match for look in SHARE if (match := look.search(text))), None)
    if found is None:
        return None
    base, _ = read(found["base"].strip(), library, context, language)
    before, whole = context.plan, base.plan
    if not (isinstance(before, FigureQuery) and isinstance(whole, FigureQuery) and _one_figure(whole)):
        return None
    same_cell, same_report = before.cells == whole.cells, before.scope.reports == whole.scope.reports
    if same_cell == same_report:
        return None  # of itself, or of another row of another body
    scope = replace(
        before.scope,
        reports=tuple(dict.fromkeys((*before.scope.reports, *whole.scope.reports))),
        issuers=tuple(dict.fromkeys((*before.scope.issuers, *whole.scope.issuers))),
    )
    cells = tuple(dict.fromkeys((*before.cells, *whole.cells)))
    query = FigureQuery(cells=cells, scope=scope, operation="share")
    told = (*context.assumed, *(one for one in base.assumptions if one not in context.assumed))
    known = Understood(text=question, language=language, plan=query, assumptions=told)
    return known, kept_plan(replace(context, kind="figure", operation="share", text=question), query, told, context)
