"""Bodies narrowed by a condition before something is worked out of them: "处罚超过30件的单位平均多少"."""

from dataclasses import dataclass
from functools import lru_cache

from assistant.conditions import condition_of
from assistant.first_look import TEXTS, Look
from assistant.query import Condition, Operation

BODIES_ZH = r"单位|机关|部门|机构|报告|年报|地方|地区|县市区|区县|市县|局|委"
BOUND_ZH = (
    r"(?:超过|大于|多于|高于|少于|小于|低于|超出|不足|不到|不满|至少|至多|顶多|达到|未达|满|有|为|是|等于|介于|在)"
    r"[^，,。；;？?的]{0,3}[零一二两三四五六七八九十百千万\d]"
)
CLAUSE_ZH = Look(
    rf"[^，,。；;？?]*?(?:{BOUND_ZH}|[零一二两三四五六七八九十百千万\d][件项个条次万元]{{0,2}}(?:及|或)?以[上下])"
    rf"[^，,。；;？?的]{{0,9}}的(?:(?:那|这)?(?:几|些|各|所有|全部)?[家个份]?(?:{BODIES_ZH})|(?=[，,]))"
    r"(?:里面|里头|里|中|当中|之中|之间)?"
)
ROW_ZH = r"许可|处罚|强制|收费|采购|申请|复议|诉讼|官司|结转|信访|规章|文件"
SOME_ZH = Look(
    rf"(?:^|(?<=[，,。；;？? ])|(?<=在))[^，,。；;？?没不无]*?(?:有过|有(?=[^的]{{0,4}}(?:{ROW_ZH})))"
    rf"[^，,。；;？?的没不无]{{1,9}}的(?:那|这)?(?:几|些|各|所有|全部)?[家个份]?(?:{BODIES_ZH})"
    r"(?:里面|里头|里|中|当中|之中|之间)?"
)
BODIES_EN = r"bod(?:y|ies)|bureaus?|offices?|commissions?|agenc(?:y|ies)|authorit(?:y|ies)|issuers?|reports?|those|ones"
BOUND_EN = (
    r"(?:more than|over|above|greater than|exceeding|fewer than|less than|below|under|at least|at most|no fewer than|"
    r"no less than|no more than|up to|between|non-?zero|not zero)"
)
CLAUSE_EN = Look(
    rf"\b(?:{BODIES_EN})\b(?: in (?:19|20)\d\d)? (?:with|that|which|who|whose|where|[a-z]+ing)\b"
    rf"[^,.?;]*?\b{BOUND_EN}\b[^,.?;]*?"
    r"(?=[,.?;]|$| (?:has|had|is|are|was|were|which|what|who|how|comes?|came|ranks?|by)\b)"
)

OF_NARROWED: tuple[Operation, ...] = ("rank", "max", "min", "average", "sum")


@dataclass(frozen=True, slots=True)
class Among:
    """A clause that narrows the bodies, from `start` to `end`, and the question without it: places stay."""

    condition: Condition
    start: int
    end: int
    rest: str


@lru_cache(maxsize=TEXTS)
def among(text: str) -> Among | None:
    """The bodies of a plain question narrowed by a bound on what is asked of them; None where they are not."""
    for clause in (CLAUSE_ZH, CLAUSE_EN):
        for found in clause.finditer(text):
            condition = condition_of(found.group())
            if condition is not None and condition.comparison not in ("==", "blank"):
                start, end = found.span()
                return _narrowing(condition, start, end, text)
    some = SOME_ZH.search(text)
    return _narrowing(Condition(comparison=">"), *some.span(), text) if some else None


def _narrowing(condition: Condition, start: int, end: int, text: str) -> Among:
    return Among(condition, start, end, text[:start] + " " * (end - start) + text[end:])
