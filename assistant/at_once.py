"""Last year, this year and the change asked at once: 上年多少、今年多少、增加了多少."""

import re
from functools import lru_cache

from assistant.first_look import TEXTS, Look
from assistant.intent import how_many_asked

BEFORE = Look(
    r"(?<![比较和与跟同])(?<!对比)(?<!相比)(?:上一?年度?|去年|前一年度?)(?!结转|没|未|遗留|剩)"
    r"|(?<!than )(?<!from )(?<!over )(?<!with )(?<!to )\b(?:the )?(?:last year|year before|previous year|prior year)\b"
)
NOW = Look(
    r"(?:今年|本年度?|当年|现在|目前|眼下|如今)(?!新收|新增|增|制作|公开|发|办理|处理|决定|作出|做出)"
    r"|\bthis year\b|\bnow\b|\bcurrent(?:ly)?\b"
)
CHANGE = re.compile(
    r"(?:增|减|涨|升|降|多|少)(?:加|少|长|多|了)*(?:多少|几)|增减|变化(?!率)|\b(?:chang|increas|decreas|differen|gr[eo]w|r[io]s)\w*"
)
LISTED = re.compile(
    r"(?:上一?年度?|去年|前一年度?)的?(?:数|量|项目|件数|事项)*[、,，和与及]\s*(?:今年|本年|当年|现在)"
    r"|\b(?:last|previous|prior) year(?:'s)?(?: (?:figure|number|count|items?))?,? (?:and )?(?:this year|now)\b"
)


@lru_cache(maxsize=TEXTS)
def at_once(text: str) -> bool:
    """Whether a plain question asks for both years, each for itself, whatever it asks beside them."""
    if not (BEFORE.search(text) and NOW.search(text)):
        return False
    asked = how_many_asked(text)
    return bool(LISTED.search(text)) or asked > 2 or (asked == 2 and not CHANGE.search(text))
