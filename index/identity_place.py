"""Where an issuer is: its place, the full name of a body whose title leaves the place out, and namesakes told apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from index.gazetteer import Gazetteer, Place
from index.identity_names import alike, issuer_key

NATIONAL = re.compile(r"^(?:国家|中国|国务院|中华|中央|全国)|^[\u4e00-\u9fff]{2,10}部$")
# The first word of a name that says no place: 教育局, 市教育局, 县人民政府.
COMMON = re.compile(
    r"^(?:[省市县区州旗盟镇乡](?!场|政(?!府)|容))?(?:人民政府|政府|卫生|卫健|卫计|教育|公安|财政|民政|司法|人力|人社|自然资源|生态|环境|住房|住建|交通|水利|水务|农业|"
    r"商务|文化|文旅|文体|应急|审计|市场监|统计|医疗|医保|信访|退役|发展|发改|科技|科学|工业|经济|税务|气象|体育|林业|林草|城市|城管|城乡|"
    r"行政|政务|乡村|扶贫|机关事务|国资|国有|金融|粮食|档案|民族|民宗|宗教|外事|侨务|残疾人|消防|海洋|综合|投资|大数据|烟草|供销|地震|园林|"
    r"房产|房屋|规划|国土|安全|食品|药品|质量|工商|旅游|广播|广电|新闻|文物|中医|疾病|妇女|团委|总工会|人防|人民防空|邮政|海事|通信|人民法院|"
    r"人民检察院|计划生育|安监|环保|畜牧|渔业|商业|物价|招商|公共资源|公积金|管理委员会|办公室|街道|红十字|绿化|市政|市容|公路)"
)
TOWN = re.compile(
    r"^[^省市县区州旗盟]{1,8}?(?:街道|镇|乡|苏木)(?=$|[\u4e00-\u9fff])"
)  # every second county has a 城关镇
RANKS = "省市县区州旗盟"


@dataclass(frozen=True, slots=True)
class Located:
    """An issuer with its place, which `issuer` holds also where the title left it out. `doubt` is English."""

    issuer: str
    place: Place | None
    confidence: float
    reasons: tuple[str, ...]
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Texts around an issuer's name, the most telling first: names of the body, addresses, names of file and site."""

    fuller: Sequence[str]  # names of bodies in the text
    near: Sequence[str]  # title, addresses, file name, names of the page
    url: str | None
    prose: str


def place_issuer(issuer: str, around: Surroundings, gazetteer: Gazetteer, year: int) -> Located:
    """The place of an issuer; in doubt where its name fits several places, or neither it nor anything else says one."""
    rest = gazetteer.cut(issuer)[1]
    deepest = [name for _, name in gazetteer.in_text(issuer)]
    if NATIONAL.match(issuer) and not deepest:
        return Located(issuer, None, 1.0, ("地区：国家机关，不属地方",))
    if not deepest and (COMMON.match(issuer) or (TOWN.match(issuer) and not gazetteer.cut(issuer)[0])):
        return _completed(issuer, around, gazetteer, year)
    if not deepest and issuer == gazetteer.cut(issuer)[0] + rest and not gazetteer.cut(issuer)[0]:
        return Located(issuer, None, 0.95, ("地区：机关名称中的地名不在地名表内",))
    place, hint = gazetteer.locate(issuer, (*around.fuller, *around.near), year), "机关名称"
    if not _is_deepest(place, deepest, gazetteer):
        place, hint = _by_host(deepest, around.url, gazetteer, year), "网址"
    if not _is_deepest(place, deepest, gazetteer):
        place, hint = gazetteer.locate(issuer, (_named_often(around.prose, deepest, gazetteer),), year), "正文"
    if place is None or not _is_deepest(place, deepest, gazetteer):
        there = "、".join(p.path for p in gazetteer.named(deepest[-1] if deepest else gazetteer.cut(issuer)[0])[:4])
        return Located(issuer, None, 0.0, (), f"{issuer} may be of several places ({there}), and nothing tells which")
    sure = {"机关名称": 1.0, "网址": 0.85, "正文": 0.8}[hint]
    return Located(issuer, place, sure, (f"地区{place.path}：{hint}",))


def _is_deepest(place: Place | None, names: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether a place is the deepest that the issuer names, not only the one above a namesake."""
    return place is not None and (not names or place in gazetteer.named(names[-1]))


def _by_host(names: Sequence[str], url: str | None, gazetteer: Gazetteer, year: int) -> Place | None:
    """The one namesake whose upper place the host of the address spells: www.nanjing.gov.cn."""
    host = (urlsplit(url).hostname or "") if url else ""
    labels = set(host.split("."))
    found = []
    for place in gazetteer.named(names[-1]) if names else ():
        above = gazetteer.by_code.get(place.above)
        while above is not None and above.pinyin not in labels:
            above = gazetteer.by_code.get(above.above)
        found += [place] if above is not None and not (place.until and int(place.until) < year) else []
    return found[0] if len(found) == 1 else None


def _named_often(prose: str, names: Sequence[str], gazetteer: Gazetteer) -> str:
    """The upper places of the namesakes that the text names at least twice, if they are of one namesake only."""
    named = []
    for place in gazetteer.named(names[-1]) if names else ():
        above = place.path.split("/")[:-1]
        if above and prose.count(above[-1]) >= 2:
            named.append("/".join(above))
    return named[0] if len(named) == 1 else ""


def _completed(issuer: str, around: Surroundings, gazetteer: Gazetteer, year: int) -> Located:
    """A body whose name says no place: with the full name that stands elsewhere, else with the place that is near."""
    own = issuer_key(gazetteer.cut(issuer)[1])
    rank = issuer[0] if issuer[0] in RANKS and gazetteer.cut(issuer)[0] else ""
    full = [
        name for name in around.fuller
        if gazetteer.in_text(name) and issuer_key(gazetteer.cut(name)[1]) == own and alike(issuer, name, gazetteer)
    ]  # fmt: skip
    places = {place.path: place for name in full if (place := gazetteer.locate(name, around.near, year))}
    if len(places) == 1:
        place = next(iter(places.values()))
        return Located(full[0], place, 0.95, (f"题名无地名，全称据“{full[0]}”", f"地区{place.path}：机关全称"))
    near = _near_places((*around.fuller, *around.near), gazetteer, year, rank)
    if len(near) != 1:
        return Located(issuer, None, 0.0, (), f"{issuer} names no place" + (", and several are near" if near else ""))
    place = near[0]
    if place.name[-1] != rank and rank and not place.name.endswith(f"自治{rank}"):
        return Located(issuer, None, 0.0, (), f"{issuer} is of another rank than {place.name}, the place that is near")
    name = place.name + gazetteer.cut(issuer)[1]
    return Located(
        name, place, 0.75, (f"题名无地名，地名“{place.name}”据落款、地址、网站或文件名", f"地区{place.path}")
    )


def _near_places(texts: Sequence[str], gazetteer: Gazetteer, year: int, rank: str) -> list[Place]:
    """The deepest places that the texts name, those that hold another left out; of the rank asked for where one is."""
    found: dict[str, Place] = {}
    for text in texts:
        names = [name for _, name in gazetteer.in_text(text)]
        for name in names:
            # 江西省宜春市袁州区: each name with those before it.
            place = gazetteer.locate(text[: text.index(name) + len(name)], (text, *texts), year)
            if place is not None and (not rank or place.name.endswith(rank)):
                found[place.path] = place
    return [p for p in found.values() if not any(other != p and other.within(p) for other in found.values())]
