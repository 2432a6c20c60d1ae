"""Titles of annual reports: over several lines, in file names, in names of web pages; and what only looks like one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from index.gazetteer import Gazetteer
from index.identity_names import clean_issuer, plain
from index.quick import quick

KIND = re.compile(
    r"(?:政府信息(?:公开)?(?:[和与及、]政务公开)?|政务信息(?:公开)?|政务公开(?:[和与及、]政府信息公开)?|信息公开|政府信息[和与及、]政务公开)"
    r"(?P<middle>[^。；!?]{0,16}?)(?P<end>年度工作报告|年度?报告|年报(?!表)|工作报告|情况报告|总结报告|报告|年度报(?=$))"
)
ANNUAL = re.compile(r"(?P<head>.*?)(?P<end>年度报告|年报)(?!表)")  # in a file name the kind may be left out
YEAR = re.compile(r"(?<![\d.\-/〔\[~至])((?:19|20)\d\d)(?:年度|年(?!\d{1,2}月)|(?![\d.\-/年~至]))(?!-?(?:19|20)\d\d)")
SPAN = re.compile(r"(?:19|20)\d\d年?(?:度)?[-~—至到和、](?:19|20)\d\d")
AFTER = re.compile(r"^[(\[【]?((?:19|20)\d\d)(?:年度|年(?!\d{1,2}月)|(?=[)\]】])|$)")
DOCUMENT = re.compile(r"[\u4e00-\u9fff]{0,12}[〔\[(【]((?:19|20)\d\d)[〕\])】]第?\d{1,4}号")
DATE = re.compile(r"(?:19|20)\d\d(?:年\d{1,2}月(?:\d{1,2}日)?|[-/._]\d{1,2}[-/._]\d{1,2}(?:\d\d:\d\d(?::\d\d)?)?)")
TRAIL = re.compile(r"[>»›|＞→]")  # a path of links, or a page title with the site's name behind
# What has the words of a title in it and is none: a notice about writing reports, a template, an explanation of one.
NO_TITLE = re.compile(
    r"编制工作|做好|报送|填报|上报|模板|格式|样式|解读|发布情况|汇总表|任务分解|评估(?!院|所|检测|(?:指导|服务)?中心)|考核(?!办|局|中心)|提醒|征求|培训(?!学|基地|(?:指导|服务)?中心)|专栏|列表|检索|"
    r"图解|一图读懂|[上下]半年|季度|月份|根据|依据|按照|要求|本报告|现将|统计(?!局|调查|中心|学会)|如下|查阅|下载|欢迎|公开信息\d|网站工作年度报表|有关事项|规定|办法(?!制)|条例"
)
LABEL = re.compile(
    r"索引号|发布机构|发文机关|发布日期|生成日期|成文日期|发布时间|发文日期|信息来源|来源:|作者:|浏览|字号|字体|当前位置|打印|责任编辑|主题词|分类:|文号"
)
NOTICE = re.compile(r"^的?(?:通知|函|请示|批复|通报|意见|要点|计划|方案)")
HASH = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z])(?=[0-9a-fA-F]*\d)[0-9a-fA-F]{8,}(?![0-9a-fA-F])|(?<![A-Za-z])[A-Za-z]{1,2}\d{6,}|\d{6,}"
)
OTHER = re.compile(
    r"(?P<what>政府信息(?:主动)?公开指南|信息公开指南|依申请公开指南|(?:政府)?信息公开(?:基本)?目录|信息公开制度|信息公开(?:实施)?(?:办法|细则|规定|条例)|"
    r"(?:政务公开|信息公开)(?:工作)?(?:要点|计划|方案|制度|培训|考核|总结)|申请表|流程图|网站(?:工作)?年度(?:工作)?报表|"
    r"法治政府建设.{0,8}报告|政府工作报告|财政(?:预算|决算)|部门(?:预算|决算)|权责清单|年度报告(?:列表|专栏)|(?:工作)?要点|通知)"
)
BRACKETED = re.compile(r"[(\[【]([^()\[\]【】]+)[)\]】]")
TITLE_LINES = 4
LONGEST_TITLE_LINE = 60
LONGEST_TITLE = 110


@quick
@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed, blanks removed: whose it says it is ("" where it does not) and of which year (None likewise).

    `first` and `last` are the numbers of its lines among those it was looked for in, 0-based.
    """

    text: str
    issuer: str
    year: int | None
    first: int = 0
    last: int = 0

    @property
    def whole(self) -> bool:
        """Whether it says both whose and of which year."""
        return bool(self.issuer) and self.year is not None


@lru_cache(maxsize=2048)  # splitting a file and naming its issuer look at the same lines
def parse_title(text: str, gazetteer: Gazetteer) -> Title | None:
    """The title that a plain text (`plain`) is, or None. Years of document numbers, dates and spans are none of it."""
    bare = DATE.sub("", DOCUMENT.sub("", text))
    found = KIND.search(bare)
    if not found or len(bare) > LONGEST_TITLE or LABEL.search(bare):
        return None
    head, middle, behind = bare[: found.start()], found["middle"], bare[found.end() :]
    quoted = "《" in head
    head = head.rsplit("《", 1)[-1] if quoted else head
    if NO_TITLE.search(head + middle) or NO_TITLE.match(behind.lstrip("》")) or (NOTICE.match(behind) and not quoted):
        return None
    if re.search(r"[。；!?，,]", head) or len(behind) > 24:
        return None
    spanning = bool(SPAN.search(head + middle + behind))
    years = [] if spanning else [*YEAR.findall(head), *YEAR.findall(middle)] or AFTER.findall(behind.lstrip("》"))
    if len(set(years)) > 1:
        return None
    issuer = _issuer(head, middle, gazetteer) or clean_issuer(_bracketed(behind))
    return Title(text, issuer, int(years[0]) if years else None)


def _bracketed(behind: str) -> str:
    """What stands in brackets behind a title that names nobody: 2020年政府信息公开工作年度报告（某市教育局）."""
    found = BRACKETED.fullmatch(behind)
    return found.group(1) if found else ""


def _issuer(head: str, middle: str, gazetteer: Gazetteer) -> str:
    """The issuer around the year: 某市教育局2020年, 2020年某市教育局, 湘潭市2020年教育局."""
    head = SPAN.sub("", head)
    by, about, what = head.rpartition("关于")
    head = by if about and is_name(by) and not is_name(YEAR.sub("", what)) else what
    before, *after = YEAR.split(head)[::2]
    after_text = "".join(after)
    if not after_text or is_name(before):
        names = [before, before + after_text]
    elif gazetteer.cut(after_text)[0]:
        names = [after_text, before + after_text]
    else:
        names = [before + after_text, after_text]
    for name in (*names, *YEAR.split(middle)[::2]):
        if issuer := clean_issuer(name) or _place_alone(name, gazetteer):
            return issuer
    return ""


def is_name(name: str) -> bool:
    """Whether a text is a whole name of a body."""
    return bool(clean_issuer(name))


def _place_alone(name: str, gazetteer: Gazetteer) -> str:
    """The place where a title names nothing else: 黎平县2020年政府信息公开工作年度报告 is its government's."""
    name = re.sub(r"[^\u4e00-\u9fff]", "", name)
    places, rest = gazetteer.cut(name)
    return places if places and not rest and len(places) > 2 else ""


def titles_in(lines: Sequence[str], gazetteer: Gazetteer) -> list[Title]:
    """Every title in plain lines, over at most four of them, in reading order; the fewest lines that make one whole.

    A line that is a path of links gives the titles of its parts.
    """
    found: list[Title] = []
    for first in range(len(lines)):
        if any(title.first <= first <= title.last and title.whole for title in found):
            continue
        for title in _from(lines, first, gazetteer):
            # The fuller of two that overlap: 某市教育局 / 2020年政府信息公开工作年度报告.
            found = [old for old in found if old.whole or old.last < title.first]
            found.append(title)
    return found


def _from(lines: Sequence[str], first: int, gazetteer: Gazetteer) -> Iterator[Title]:
    parts = [part for part in TRAIL.split(lines[first]) if part]
    if len(parts) > 1:
        for part in parts:
            if title := parse_title(part, gazetteer):
                yield Title(title.text, title.issuer, title.year, first, first)
        return
    joined, best = "", None
    for last in range(first, min(first + TITLE_LINES, len(lines))):
        if len(lines[last]) > LONGEST_TITLE_LINE or (last > first and TRAIL.search(lines[last])):
            break
        joined += lines[last]
        title = parse_title(joined, gazetteer)
        if title and (best is None or (title.whole and not best.whole)):
            best = Title(title.text, title.issuer, title.year, first, last)
        if best and best.whole:
            break
    if best and not _holds_shorter(lines, best, gazetteer):
        yield best


def _holds_shorter(lines: Sequence[str], title: Title, gazetteer: Gazetteer) -> bool:
    """Whether later lines of a title make one by themselves: what stands above them is the site's head or a menu.

    A line that begins a name (宜春市 / 教育局2020年…, 宜春市卫生健康 / 委员会2020年…) is none of these.
    """
    for start in range(title.last, title.first, -1):
        above = "".join(lines[title.first : start])
        shorter = parse_title("".join(lines[start : title.last + 1]), gazetteer)
        begins = bool(gazetteer.name_at(above, 0)) and not is_name(above)
        if shorter and shorter.whole and not (begins and not gazetteer.in_text(shorter.issuer)):
            return True
    return False


def title_of_name(name: str, gazetteer: Gazetteer, *, beside: bool) -> Title | None:
    """The title in a file name, or in the name of a web page with the site's name behind it.

    Time stamps and hashes are no years, and the kind of report may be left out (某市教育局2020年年报). `beside` says
    whether a name that stands apart from the title is the issuer's; behind a web page's title it is the site's.
    """
    text = HASH.sub("_", plain(name))
    parts = [text, *re.split(r"[_|>»›#]+|-(?=\D)|(?<=\D)-", text)]
    for part in parts:
        part = re.sub(r"^[\d._\-()+]*(?<!\d{4})(?=[\u4e00-\u9fff])(?<!\d)", "", part.strip("_-. ")) or part
        title = parse_title(part, gazetteer) or _annual(part, gazetteer)
        if title and (title.issuer or title.year):
            others = [name for other in parts[1:] if (name := clean_issuer(other))]
            return title if title.issuer or not others or not beside else replace(title, issuer=others[0])
    return None


def _annual(text: str, gazetteer: Gazetteer) -> Title | None:
    found = ANNUAL.match(DATE.sub("", text))
    if not found or NO_TITLE.search(text) or OTHER.search(text):
        return None
    head, behind = found["head"], text[found.end() :]
    years = set(YEAR.findall(head) or AFTER.findall(behind)) if not SPAN.search(text) else set()
    if len(years) != 1:
        return None
    return Title(text, _issuer(head, "", gazetteer), int(years.pop()))


def other_kind(lines: Sequence[str]) -> str:
    """What a page that is no annual report is, by the words of its first lines; "" where they do not say."""
    return next(
        (found["what"] for line in lines if len(line) <= LONGEST_TITLE_LINE and (found := OTHER.search(line))), ""
    )
