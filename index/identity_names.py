"""Names of bodies: what a name may look like, one spelling for each, and whether two names mean one body."""

import re
import unicodedata
from functools import lru_cache

from index.gazetteer import Gazetteer
from index.labels import has_one, printed_text

CHINESE_YEAR = re.compile(r"([二一][〇○零Ｏ九０O0][〇○零一二三四五六七八九十０O0]{2})年")
DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | dict.fromkeys("〇○ＯO０0", "0")
OFFICE = re.compile(
    r"(?:委员会|委|局|厅|办公室|办|政府|部|院|中心|所|处|署|行|社|会|站|街道|镇|乡|集团|公司|学校|大学|学院|医院|园区|开发区|管委会|"
    r"中学|小学|幼儿园|支队|总队|大队|调查队|执法队|稽查队|勘察队|指挥部|海关|林场|兵团|办事处|馆|台|高新区|经开区|示范区|风景区|度假区|保税区|苏木|新区|管理区|试验区|实验区|合作区|功能区)$"
)
NO_OFFICE = re.compile(
    r"(?:会议|机会|社会|全社会|晚会|部署|处处|如下所|有所|本部|国家行|自行|进行|平台|工作中心|信息中心网站)$"
)
OURSELVES = re.compile(r"^(?:我|本(?!溪)|该|各|全(?:[省市区]|[县州](?!县))|贵(?:局|委|厅|办|单位)|其|有关|相关|上级)")
MARKS = re.compile(r"^(?:#{1,6}|>+|[*_]{1,3}(?=\D))+|\*{2,3}|_{2,3}|[*_]+$")
AROUND = re.compile(r"[《》“”\"'‘’\[\]【】()（）<>\-—_:：,，.。;；|·\s\ufeff]+|^、|、$")
WORDS_BEFORE = re.compile(
    r"^(?:关于|公布|印发|发布|转发|报送|附件\d*|附|标题|名称|信息名称|\d{1,3}[.、]|[一二三四五六七八九十]{1,2}、|中共)+(?=.{3})"
)
WORDS_BEHIND = re.compile(r"(?:年度|度|的|年|关于|开展|本级|机关|(?:门户|官方)?网站)$")
IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")  # 黎平县人民政府办公室（县政务服务中心）
LONGEST_NAME = 40
SHORTENED = (
    ("卫生健康委员会", "卫健委"), ("卫生健康委", "卫健委"), ("卫生健康局", "卫健局"),
    ("卫生和计划生育委员会", "卫计委"), ("卫生计生委", "卫计委"),
    ("委员会", "委"), ("人民政府", "政府"), ("中医药管理局", "中医药局"),
)  # fmt: skip


@lru_cache(maxsize=1024)  # splitting a file and naming its issuer read the same lines
def plain(text: str) -> str:
    """A text in half width without blanks and marks of Markdown, Chinese years in digits: the form that titles and
    names are read in.
    """
    text = "".join(unicodedata.normalize("NFKC", printed_text(text)).split())
    return western_year(MARKS.sub("", text) if has_one(text, "#>*_") else text)


def western_year(text: str) -> str:
    """二〇二〇年 → 2020年, wherever it stands in the text."""
    if "年" not in text:
        return text
    return CHINESE_YEAR.sub(lambda found: "".join(DIGITS.get(c, c) for c in found.group(1)) + "年", text)


def clean_issuer(text: str) -> str:
    """An issuer's name without the words a title puts around it; "" where nothing like a name is left.

    我局, 本委 and the like are no name.
    """
    text = AROUND.sub("", IN_BRACKETS.sub("", text))
    while (shorter := WORDS_BEHIND.sub("", WORDS_BEFORE.sub("", text))) != text:
        text = shorter
    known = 3 <= len(text) <= LONGEST_NAME and OFFICE.search(text) and not NO_OFFICE.search(text)
    return text if known and not OURSELVES.match(text) and not re.search(r"\d{2}", text) else ""


def issuer_key(name: str) -> str:
    """One spelling for an issuer's name: 卫生健康委员会 = 卫生健康委 = 卫健委, blanks and width ignored."""
    key = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
    for long, short in SHORTENED:
        key = key.replace(long, short)
    return key


def is_government(name: str) -> bool:
    """Whether a name is a government's own, not one of its bodies: 黎平县人民政府."""
    return name.endswith("政府")


def alike(one: str, other: str, gazetteer: Gazetteer) -> bool:
    """Whether two names can mean the same body: 卫健局 and 黎平县卫生健康局, a body and its office."""
    (own_place, own), (place, name) = gazetteer.cut(issuer_key(one)), gazetteer.cut(issuer_key(other))
    if not _same_place(own_place, place):
        return False
    if is_government(own) != is_government(name):
        return False
    return own.startswith(name) or name.startswith(own) or _is_short(own, name) or _is_short(name, own)


def _same_place(one: str, other: str) -> bool:
    """Whether two prefixes of places can be one: one of them may say less (县, 宜春 or nothing)."""
    if len(one) < 2 or len(other) < 2:
        return True
    return one in other or other in one or one[:-1] in other or other[:-1] in one


def _is_short(short: str, long: str) -> bool:
    """Whether a short name holds characters of the long one in their order, the first and the kind the same."""
    if len(short) < 3 or short[0] != long[:1] or short[-1] != long[-1:]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)
