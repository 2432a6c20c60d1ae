"""Places below those of the gazetteer: towns, streets and zones, with the bodies that bear their names.

Known ones come from the names of the collection's issuers; unknown ones are told by their form, to be refused whole.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.first_look import Look
from assistant.offices import CHARACTER, ENDING, office_key
from index.gazetteer import Gazetteer, Place

LEVEL = 4
RANK = r"(?:街道|镇|乡|苏木)"
ZONE = (
    r"(?:新区|新城|(?:[园开发高技示范保税度假试验旅游合作功能管理名胜产业聚集经实贸综工物流化]区)"
    r"|[海空]港区?|林区|矿区)"
)
# A zone that every second city has: it needs its city before it.
GENERIC = Look(
    r"(?:国家(?:级)?)?(?:工业|经济|技术|高新|产业|开发|综合|保税|旅游|度假|示范|农业|物流|科技|化工|循环|集聚|新|城|港|园|区|级)+"
)
SHORTENED = (("经济技术开发区", "经开区"), ("高新技术产业开发区", "高新区"), ("经济开发区", "开发区"))
BODY = Look(
    r"(?:街道)?(?:政府(?:办公室|办)?(?![采信规集网门公文机工部投购])|办事处|(?:党工委)?(?:管委会|管理委(?:员会)?)(?:办公室)?"
    r"|党政(?:综合)?办(?:公室)?|办(?![理结件了完好案事公]))"
)
OWN = re.compile(rf"^(?P<name>[\u4e00-\u9fff]{{1,12}}?{RANK}|[\u4e00-\u9fff]{{1,14}}?{ZONE})(?=$|{BODY.pattern})")
NO_TOWN = Look(
    r"(?:^(?:[乡城]?镇|乡|街道)$|[城乡村集小]镇$|[城下返家本外邻同]乡$|[辖属级全每某个区县市]街道$"
    r"|[全每某个本]+[镇乡]$|辖|属|级|^(?:整|老|旧|新|城|郊|园|开发|高新)?区$|社区$|地区$|小区$|城区$|园区$)"
)
WORDS_BEFORE = re.compile(r"^(?:请问|查询?|看看|关于|麻烦|想知道|请|问|帮忙)+")
NAME = rf"{CHARACTER}{{1,6}}?"
WORD_BEFORE = re.compile(CHARACTER)
PLACE_LIKE = rf"(?:{NAME}(?:{RANK}|{ZONE}))"
RANKED = (
    rf"(?:(?:(?![省市县区州旗盟]){CHARACTER}){{2,5}}?"
    r"(?:自治[州县旗]|省|市(?!场|政(?!府)|容)|[县区](?![域级])|州|旗|盟))"
)
BELOW = Look(rf"({NAME}(?:{RANK}|{ZONE}))(?:{BODY.pattern}|{CHARACTER}{{1,8}}?{ENDING})?")
NO_PLACE = re.compile(
    r"明白|知道|晓得|清楚|了解|告诉|[弄查看听帮要能也还又再往向对为以而但或因被已曾此谁啥怎什么吗][\u4e00-\u9fff]"
    r"|[哪某本该全每其个级邻壁外同三四五六七八九十一二家上下们省市县区州旗镇乡]"
)
ASKED = re.compile(r"[哪谁啥几]|什么|^[里内]")  # behind the place: asks, and names no body
BODY_OF_RANKED = Look(rf"({RANKED}+)({CHARACTER}{{1,12}}?{ENDING}|{BODY.pattern})")
BODY_OF_TOWN = Look(rf"({PLACE_LIKE})({BODY.pattern}|{CHARACTER}{{1,10}}?{ENDING})?")


def place_below(name: str, place: Place | None, gazetteer: Gazetteer) -> tuple[Place, str] | None:
    """The town or zone that an issuer's name speaks of, and the rest of the name; None where it is of none."""
    key = office_key(name)
    rest = gazetteer.cut(key)[1]
    found = OWN.match(rest)
    if place is None or not found or (NO_TOWN.search(found["name"]) and not _is_zone(found["name"])):
        return None
    own = found["name"]
    if GENERIC.fullmatch(own):
        own = place.short + own
    return Place(f"own:{place.path}/{own}", own, LEVEL, place.code, "", "", f"{place.path}/{own}", own), rest[
        found.end() :
    ]


def _is_zone(name: str) -> bool:
    return len(name) > 2 and bool(re.search(rf"{ZONE}$", name))


def names_of(place: Place) -> Iterator[str]:
    """What a town or zone may be called."""
    above = place.path.split("/")[-2] if "/" in place.path else ""
    yield place.name
    short = re.sub(r"(?:省|市|区|县)$", "", above)
    core = place.name.removeprefix(short) if short else place.name
    forms = {core, *(core.replace(long, brief) for long, brief in SHORTENED)}
    for form in forms:
        if GENERIC.fullmatch(form):
            yield from (short + form, above + form)
        else:
            yield form


def spelling_of(place: Place) -> str:
    """The pinyin of a town's or zone's own name: 富春江镇 is fuchunjiang, 苏州工业园区 suzhou."""
    from pypinyin import lazy_pinyin  # 0.2 s to load, for collections with such bodies

    city = re.sub(r"(?:省|市|区|县)$", "", place.path.split("/")[-2]) if "/" in place.path else ""
    if city and place.name.startswith(city) and GENERIC.fullmatch(place.name[len(city) :]):
        return "".join(lazy_pinyin(city))
    return "".join(lazy_pinyin(re.sub(rf"(?:{RANK}|{ZONE})$", "", place.name)))


def body_of_town(text: str, start: int) -> re.Match[str] | None:
    """The words for the one body of a town or zone that stand right behind its name."""
    return BODY.match(text, start)


def town_behind(text: str, start: int) -> int:
    """Where a town or zone that stands right behind a place ends, with its body; `start` where none stands there."""
    found = BELOW.match(text, start)
    return found.end() if found and not NO_TOWN.search(found[1]) else start


@lru_cache(maxsize=256)
def unknown_bodies(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text names bodies with places that nothing knows: 云岭市卫健委, 滨江新区党政办公室, 分水镇."""
    spans: list[tuple[int, int]] = []
    for pattern in (BODY_OF_RANKED, BODY_OF_TOWN):
        for found in pattern.finditer(text):
            start = found.start() + len(m.group()) if (m := WORDS_BEFORE.match(found[1])) else found.start()
            name = text[start : found.end(1)]
            if found.start() and WORD_BEFORE.match(text[found.start() - 1]):
                continue  # the end of a longer word
            bad = NO_PLACE.search(name[:-1]) if pattern is BODY_OF_RANKED else NO_TOWN.search(name)
            bad = bad or ASKED.search(text[found.end(1) : found.end()])
            if bad or len(name) < 3 or any(start < end and found.end() > first for first, end in spans):
                continue
            spans.append((start, found.end()))
    return tuple(sorted(spans))
