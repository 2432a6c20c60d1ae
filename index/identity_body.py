"""What the body of a report says of whose it is and of when: sign-offs, statements, labels, addresses, the period."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.identity_names import clean_issuer
from index.labels import has_one

NAME = r"(?P<name>[\u4e00-\u9fff()]{3,40}?)"
# Where a name stands for the report's own body, and how much one such place says, 0..1. Lines are in half width.
WEIGHTS = {
    "题名下署名": 0.85, "网页标题": 0.85, "文件名": 0.8, "落款": 0.8, "正文": 0.8, "发布机构": 0.7, "首段": 0.7,
    "联系单位": 0.65, "网站": 0.4,
}  # fmt: skip


class Told(NamedTuple):
    """A pattern, and words one of which is in every line that it is found in."""

    pattern: re.Pattern[str]
    words: tuple[str, ...]


STATEMENTS = (
    Told(re.compile(rf"由{NAME}(?:按照|根据|依据|结合|负责编制|组织编制|编制|编写)"), ("由",)),
    Told(re.compile(rf"现(?:将|公布|发布|就){NAME}(?:19|20)\d\d年"), ("现将", "现公布", "现发布", "现就")),
    Told(
        re.compile(
            rf"[,。;](?:由|特|现由)?{NAME}(?:编制|编写|撰写|制作)(?:了|并|本|完成|形成|发布|公布|(?:19|20)\d\d)"
        ),
        ("编制", "编写", "撰写", "制作"),
    ),
    Told(
        re.compile(
            rf"(?:^|[,。;]){NAME}(?:严格)?(?:根据|按照|依据)《(?:中华人民共和国)?政府信息公开条例》.{{0,80}}(?:编制|公布|制作)"
        ),
        ("政府信息公开条例》",),
    ),
)
CONTACTS = (
    Told(re.compile(rf"请(?:直接|径)?(?:与|向|同){NAME}(?:联系|咨询|反映|垂询)"), ("请",)),
    Told(
        re.compile(
            rf"(?:联系单位|联系部门|受理机构|工作机构|机构名称|联系机构):{NAME}(?=$|[,;。:]|地址|电话|联系|办公|邮)"
        ),
        ("单位:", "部门:", "机构:", "名称:"),
    ),
)
LABELS = (
    Told(
        re.compile(
            r"(?:编制单位|编制机关|发布机构|发布单位|发布机关|发文机关|发文单位|制作机关|责任单位|单位名称|公开主体|填报单位|信息来源|文章来源|"
            rf"来源|供稿单位|供稿|报送单位):{NAME}(?=$|[,;。|\[]|发布|发文|时间|日期|浏览|字[号体]|作者|索引|文号|主题|名称|访问|点击|信息|成文|生成|公开|\d)"
        ),
        ("单位:", "机关:", "机构:", "名称:", "主体:", "来源:", "供稿:"),
    ),
)
HOSTS = (
    Told(
        re.compile(
            rf"(?:主办单位|网站主办|主办|承办单位|版权所有):?{NAME}(?=$|[,;。|]|承办|主办|技术|地址|联系|网站|ICP|备案|\d)"
        ),
        ("主办", "承办单位", "版权所有"),
    ),
)
ADDRESS = re.compile(r"(?:联系地址|办公地址|通信地址|通讯地址|单位地址|地址|地点)(?:为|是)?:?(?P<name>[^,;。:]{4,60})")
OPENING = re.compile(
    rf"^(?:(?:19|20)\d\d年(?:度)?(?:来|以来)?,?)?{NAME}(?:认真|深入|坚持|严格|高度|按照|在|以|全面|紧紧|始终|积极|切实|政府信息公开|信息公开|"
    r"政务公开|共|持续|贯彻|根据|不断|进一步|围绕|着力|扎实|主动|依据)"
)
DAY = r"(?:19|20)\d\d年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日"
SIGNATURE = re.compile(rf"^{NAME}(?:\((?:盖章|公章|印章)\))?(?P<date>{DAY})?$")
SIGNED = re.compile(rf"^\(?(?:发布(?:日期|时间):?)?({DAY})\)?$")
NOT_OWN = re.compile(
    r"^(?:在|按照|根据|通过|为|经|对|以|因|国务院|党中央|中共|省委|市委|县委|区委|其他|一|通讯员|编辑)|国务院办公厅"
)
SELF = re.compile(r"(?:我|本)(局|委|办|厅|院|校|中心|处|县|市|区|省|镇|乡|街道|州|旗|公司)(?!级|内|人|地|来)")
FIRST_SECTION = re.compile(
    r"^\s*第?[一1]\s*(?:[、．.，,:]|部分|章)\s*(?:总体|概述|基本情况|总的|政府信息公开工作(?:总体|基本)?情况)"
)
SECTION = re.compile(
    r"^(?:第?[一二三四五六七1-7](?:[、.,:]|部分|章)|\([一二三四五六七]\))?.{0,8}(?:总体情况|主动公开政府信息|收到和处理|行政复议|存在的?(?:主要)?问题|"
    r"其[他它]需要报告|概述|依申请公开(?:政府信息)?(?:办理)?情况)"
)
PERIOD = re.compile(
    r"((?:19|20)\d\d)年(?:度)?0?1月0?1日(?:起|开始)?,?(?:至|到|-|—|~|～|——|止于|截至){1,2}(?:(?:当年|同年|本年|((?:19|20)\d\d)年)(?:的)?)?12月31日"
)
ABOUT_PERIOD = re.compile(r"统计|期限|时限|本(?:年度|年)?报告|所列数据|数据")
FIRST_YEAR = re.compile(r"^((?:19|20)\d\d)年(?:度)?(?:[,,来以我,]|[\u4e00-\u9fff])")
STATED_YEAR = re.compile(
    r"(?:现(?:将|公布|发布|就)|编制(?:了|并公布|完成)?|形成(?:了)?|公布(?:了)?)[^,。;\d]{0,30}((?:19|20)\d\d)年(?:度)?"
    r"(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:年度报告|年报|情况|报告)"
)
LAST_LINES, LONGEST_HEADING = 15, 40
MOST = 40  # names and addresses that are weighed; a report has some ten


@dataclass(frozen=True, slots=True)
class Sign:
    """A name that stands for the report's own body; `kind` is a key of WEIGHTS."""

    kind: str
    name: str

    @property
    def weight(self) -> float:
        """How much it says, 0..1."""
        return WEIGHTS[self.kind]


@dataclass(frozen=True, slots=True)
class Body:
    """What a report's plain lines say of it.

    `period` is the year of the statistics period, `stated` that of a sentence on this report, `opened` that which
    section one begins with, `signed` that of the date it was signed; None where there is none or several differ.
    `selves` counts how it speaks of itself: 局 for 我局 and 本局.
    """

    signs: tuple[Sign, ...]
    addresses: tuple[str, ...]
    selves: Counter[str]
    period: int | None
    stated: int | None
    opened: int | None
    signed: int | None
    first_section: int | None  # number of the line that opens section one
    sections: int


def read_body(lines: Sequence[str], tables: bool) -> Body:
    """Read the plain lines of a report; `tables` says whether it has any printed table."""
    first = next((at for at, line in enumerate(lines) if FIRST_SECTION.match(line)), None)
    headings = {found[0] for line in lines if len(line) <= LONGEST_HEADING and (found := SECTION.match(line))}
    signature = list(_signature(lines, first or 0))
    signs = [
        *(Sign("落款", name) for name, _ in signature),
        *_signs("正文", STATEMENTS, lines),
        *_signs("联系单位", CONTACTS, lines),
        *_signs("发布机构", LABELS, lines),
        *_signs("网站", HOSTS, lines),
        *_opening(lines, first),
    ]
    after = lines[first + 1 : first + 4] if first is not None else []
    return Body(
        signs=tuple(dict.fromkeys(signs))[:MOST],
        addresses=tuple(found["name"] for line in lines if "地" in line and (found := ADDRESS.search(line)))[:MOST],
        selves=Counter(SELF.findall("\n".join(lines))),
        period=_period(lines),
        stated=_only(int(found[1]) for line in lines if "公开" in line and (found := STATED_YEAR.search(line))),
        opened=next((int(found[1]) for line in after if (found := FIRST_YEAR.match(line))), None),
        signed=_only(year for _, year in signature if year),
        first_section=first,
        sections=len(headings) + tables,
    )


def _signs(kind: str, told: Iterable[Told], lines: Sequence[str]) -> Iterator[Sign]:
    whole = "\n".join(lines)
    told = [each for each in told if has_one(whole, each.words)]
    for line in lines if told else ():
        for pattern, words in told:
            for found in pattern.finditer(line) if has_one(line, words) else ():
                if name := own_name(found["name"]):
                    yield Sign(kind, name)


def own_name(text: str) -> str:
    """A name of a body that may be the report's own; "" for 省委, 国务院办公厅 and the like."""
    name = clean_issuer(text)
    return "" if NOT_OWN.search(name) else name


def _opening(lines: Sequence[str], first: int | None) -> Iterator[Sign]:
    """The subject of the first sentence of section one."""
    for line in lines[first + 1 : first + 4] if first is not None else []:
        if len(line) > LONGEST_HEADING and (found := OPENING.match(line)):
            if name := own_name(found["name"]):
                yield Sign("首段", name)
            return


def _signature(lines: Sequence[str], first: int) -> Iterator[tuple[str, int | None]]:
    """Names that stand alone above a date, or with one, near the end; and the year of the date."""
    start = max(len(lines) - LAST_LINES, first)
    for at in range(start, len(lines)):
        found = SIGNATURE.match(lines[at])
        if not found or not (name := own_name(found["name"])):
            continue
        below = next((day for line in lines[at + 1 : at + 3] if (day := SIGNED.match(line))), None)
        if found["date"] or below:
            yield name, int((found["date"] or (below[1] if below else ""))[:4])


def _period(lines: Sequence[str]) -> int | None:
    """The year of the statistics period; where several are named, of the one that speaks of this report."""
    found: list[tuple[bool, int]] = []
    for line in lines:
        for match in PERIOD.finditer(line) if "12月31日" in line else ():
            if match[2] is None or match[2] == match[1]:
                sentence = line[max(match.start() - 40, 0) : match.end() + 10]
                found.append((bool(ABOUT_PERIOD.search(sentence)), int(match[1])))
    return _only(year for about, year in found if about) or _only(year for _, year in found)


def _only(years: Iterable[int]) -> int | None:
    known = set(years)
    return known.pop() if len(known) == 1 else None
