"""Bodies that a question names to leave them out: "除宜春外", "把湘乡放一边", "save for Kongtong", "Liping aside"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from assistant.first_look import Look
from assistant.mentions import Mention
from assistant.place_words import JOINING
from index.yaml_file import read_yaml

WINDOW = 40  # characters on either side
FAMILIES_FILE = Path(__file__).with_name("left_out.yaml")


def _families() -> dict[str, str]:
    """The verbs that leave a body unsaid or put it off, as one pattern for each place they stand in."""
    raw = read_yaml(FAMILIES_FILE)
    return {place: "|".join(f"(?:{shape})" for shape in shapes) for place, shapes in raw.items()}


FAMILIES = _families()
BEFORE_ZH = (
    rf"{FAMILIES['before_zh']}|"
    r"不(?:要)?(?:再)?(?:算|含|计|看|包括|包含|计入|统计|考虑|管)(?:上|入|进)?|不要|别(?:算|看|管|统计)(?:上|入)?|剔除|剔掉|刨(?:除|去|掉|开)?|撇(?:开|除|下|掉)|抛(?:开|去|掉)"
    r"|(?<![废清解免删消拆])除(?:了|去|开|掉)?|去(?:掉|除)|拿(?:掉|走|开)|扣(?:除|掉|去)|排除|略(?:去|过)|跳过|忽略|避开"
)
BEFORE_EN = (
    rf"{FAMILIES['before_en']}|"
    r"(?:all|everyone|everybody|any(?:one|body)|every (?:other )?\w+|each \w+|nobody|none|bodies|bureaus|reports) but"
    r"|but not"
    r"|(?:every(?:one|body|thing)|all(?: of them)?)? ?except(?:ing|ed)?(?: for)?|save(?: for| only)?|bar(?:ring)?"
    r"|without(?: counting| including)?|sans"
    r"|besides|omit(?:ting)?|exclu(?:ding|de|sive of)|other than|(?:aside|apart) from|not (?:counting|including)"
    r"|(?:leav(?:ing|e)|set(?:ting)?|put(?:ting)?|tak(?:ing|e)|cut(?:ting)?|throw(?:ing)?|keep(?:ing)?) (?:out|aside)"
    r"|(?:forget(?:ting)?|never mind|not to count|don['’]t count|do not count|let['’]?s not count)(?: about)?"
    r"|ignor(?:ing|e)|disregard(?:ing)?|outside(?: of)?|beyond|discount(?:ing)?"
    r"|with the (?:exception|omission|exclusion) of"
    r"|drop(?:ping)?|skip(?:ping)?|remov(?:ing|e)|subtract(?:ing)?|once you (?:remove|drop|take out)"
)
LESS = r"minus|less|减去|减掉"  # a difference where another body stands before it
LIGHT = r"(?: (?:the|that|those|figures?|reports?|numbers?|of|from|for|in|one))*"
EXCLUDING = Look(rf"(?:{BEFORE_ZH}|\b(?:{BEFORE_EN}){LIGHT})\s*$")
SOMETHING_OUT = Look(rf"{BEFORE_ZH}|\b(?:{BEFORE_EN})\b|\baside\b")
SUBTRACTED = Look(rf"(?:减去|减掉|\b(?:minus|less){LIGHT})\s*$")
OWN = r"(?:的|那|这|[一两三四五六俩仨]?[家份个]|[俩仨]|单位|报告|年报|数据|数字|\s|(?:19|20)\d\d|年度?)*"
# "X2020年的我有了" says that a year is known, not a body.
OWN_ANY_YEAR = r"(?:的|那|这|[一两三四五六俩仨]?[家份个]|[俩仨]|单位|报告|年报|数据|数字|\s)*"
ADVERBS = r"(?:先|就|都|也|暂时|可以|给|我|已经|早就|全)*"
END = r"(?=$|[,，。;；:：?？、!！\s]|的|后|之后|以后|其[他它余]|剩|别的|余下|来|再|还|外|看|算|下|总|合计|一共|共|各)"
BEHIND_ZH = re.compile(
    rf"(?:{OWN_ANY_YEAR}{ADVERBS}(?:不用(?:管|看|算|给|说|提|列)?了?|不必了?|有了|免了|拿到了|知道了|算了)"
    rf"|{OWN}{ADVERBS}(?:除外|以外|之外|(?<!意)外(?=[,，的其剩别还各]|\d)"
    r"|(?:放|搁|撂|丢|摆|扔|晾)(?:在|到)?(?:一边|一旁|旁边|边上)|(?:放|搁)(?:着|下|一放)"
    rf"|(?:{FAMILIES['behind_zh']}){END}"
    rf"|(?:不(?:算|计|含|看|要|包括|统计|考虑)|别算|别看|去掉|去除|拿掉|拿走|刨[除去掉开]|撇[开除]|抛开|扣[除掉]|排除|剔[除掉]|略[去过]|跳过)(?:在内|进去|进来|掉|了|的话)?{END}))"
)
BEHIND_EN = re.compile(
    rf"(?:['’]s)?(?: (?:report|figures?|numbers?|one|bureau|commission|office|20\d\d))*,? ?(?:{FAMILIES['behind_en']}|"
    r"(?:(?:is|are|was|were|being|having been|has been|have been|gets?|to be|taken|put|set|left) )*"
    r"(?:aside|excluded|excepted|omitted|removed|left out|taken out|dropped|ignored|disregarded|discounted"
    r"|apart(?! from)"
    r"|not (?:counted|included)|out of (?:it|the (?:picture|sum|count|total))|(?<!put )out(?=[,.:;!?)]|$)))"
    r"(?=[\s,.:;!?)]|$)"
)
OTHERS_ZH = Look(
    r"(?:其[他它余]|别的|剩(?:下|余)|余下|另外)的?(?:那|这)?(?:所有|全部|各|[几两三四五六七八九十]|\d+)?(?:家|个|份|些)?(?:的)?(?:单位|局|委|地方|县|区|市|报告|年报|家|卫健)"
    r"|(?:其[他它余]|剩下|余下)的?(?:那|这)?(?:各|[几两三四五六七八九十]|\d+)[家份个]|别家"
)
# The bodies of one year, named by it where others were set aside: 2023年的两家, "the 2022 bodies", "those of 2019".
BODIES_EN = (
    r"(?:bod(?:y|ies)|bureaus?|reports?|agenc(?:y|ies)|commissions?|offices?|authorit(?:y|ies)|issuers?|ones|pair|trio)"
)
NUMBER_EN = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
OF_YEAR = Look(
    r"(?:只|单|光|仅|就|专|单单|仅仅)?(?:是|把|拿|看|算|论|说|问|要|数|取|挑|统计|剩下?)?\s*(?:19|20)\d\d\s*年?(?:度)?的?(?:那|这)?"
    r"(?:(?:[几两俩二三四五六七八九十仨]|\d{1,2}|各|所有|全部|一些)(?:家|份|个单位|个局)|些|[俩仨]|所有单位|单位|各单位|报告|年报)"
    rf"|\bthe (?:{NUMBER_EN} )?(?:19|20)\d\d {BODIES_EN}\b"
    rf"|\b(?:those|the (?:{NUMBER_EN}|{NUMBER_EN} {BODIES_EN}|{BODIES_EN}))"
    r" (?:of|from|for|in|dated|covering) (?:19|20)\d\d\b"
)
LEFT = Look(
    r"其余|剩下|剩余|余下|其[他它](?=的|加|合|总|共|一共)|\b(?:the )?(?:rest|remainder|others)\b"
    r"|\bwhat(?: is|['’]s) left\b"
)
OTHERS_EN = Look(
    r"\b(?:(?:all|the|every|each|any) )?(?:other|remaining) (?:(?:two|three|four|five|six|\d+) )?(?:health )?"
    r"(?:bod(?:y|ies)|bureaus?|reports?|agenc(?:y|ies)|commissions?|offices?|authorit(?:y|ies)|issuers?|ones|counties|cities|districts|places)\b"
    r"|\bevery(?:one|body) else\b|\bthe others\b"
    r"|\b(?:all|the) (?:the )?(?:others|rest) (?:combined|together|put together|in total"
    r"|of (?:them|the (?:bod|bureau|report|collection)))"
)


def left_out(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """The mentions, told which of them are left out: by the words before or behind, or with one they are joined to."""
    told: list[Mention] = []
    for mention in mentions:
        last = told[-1] if told else None
        between = text[last.end : mention.start] if last else ""
        with_last = last is not None and last.excluded and _joined(between)
        before = text[max(0, mention.start - WINDOW) : mention.start]
        out = EXCLUDING.search(before) or _behind(text, mention.end) or (not told and SUBTRACTED.search(before))
        told.append(replace(mention, excluded=True) if with_last or out else mention)
    for number in range(len(told) - 2, -1, -1):  # "湘乡和黎平除外": both
        mention, following = told[number], told[number + 1]
        if _behind(text, following.end) and _joined(text[mention.end : following.start]):
            told[number] = replace(mention, excluded=True)
    return told


def _joined(between: str) -> bool:
    """Whether two names stand in one list: "湘乡和黎平", "湘乡黎平"."""
    return not between or bool(JOINING.fullmatch(between))


def _behind(text: str, end: int) -> bool:
    rest = text[end : end + WINDOW]
    return bool(BEHIND_ZH.match(rest) or BEHIND_EN.match(rest))


class Rest(NamedTuple):
    """Where a question speaks of the bodies left; `sure` where it says that bodies are meant."""

    start: int
    sure: bool


def rest_of_bodies(text: str, after: int) -> Rest | None:
    """The first place behind another where a question speaks of what is left of the bodies; None for none."""
    looks = (OTHERS_ZH, OTHERS_EN, OF_YEAR)
    found = [f for f in (look.search(text, after) for look in looks) if f]
    if found:
        return Rest(min(f.start() for f in found), sure=True)
    weak = LEFT.search(text, after)
    return Rest(weak.start(), sure=False) if weak else None


def sets_aside(text: str) -> bool:
    """Whether something is left out, whatever it is."""
    return bool(SOMETHING_OUT.search(text))


REST = Look(
    r"(?:剩下|剩余|其余|余下)的?(?:那些|这些)?(?=合计|一共|总共|加起来|呢|平均|都|各|有|是|谁|哪|加|$|[，。？?])"
    r"|(?:剩下|其余|余下)的?(?=[^，。？,?]{0,8}(?:合计|一共|总共|共计|加起来|平均|之和))"
    r"|\b(?:the|all the) rest\b(?! (?:of (?:the )?(?:year|rows?|requests?|cells?|columns?|table|form)))|\bthe others\b"
)


def rest_said(text: str) -> str:
    """The words by which bodies are spoken of as the rest; "" for none."""
    found = OTHERS_ZH.search(text) or OTHERS_EN.search(text) or REST.search(text)
    return found.group().strip() if found else ""


def speaks_of_others(text: str) -> bool:
    """Whether other bodies than those named are spoken of: 其余几家, "the other bureaus"."""
    return bool(OTHERS_ZH.search(text) or OTHERS_EN.search(text))
