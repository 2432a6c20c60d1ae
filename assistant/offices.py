"""Which kind of body a name speaks of, by the words of offices.yaml or by its own word; Chinese and English."""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from assistant.first_look import Look
from index.gazetteer import load_gazetteer
from index.identity import issuer_key
from index.yaml_file import read_yaml

OFFICES_FILE = Path(__file__).with_name("offices.yaml")
RANKS = ("管委会", "办公室", "办事处", "委", "局", "厅", "办", "政府")
MISSPELT = 4  # characters: a shorter word of the same sound is another word
RANK = r"(?:委员会|委|局|厅|办公室|办(?![理结件了完好案过法])|部门)"
# A kind that needs no rank word behind it.
WHOLE = Look(
    r"(?:中心|支队|大队|总队|调查队|院|政府|办公[室厅]|[政府编合]办|编委办|编制委办|法制办|新闻办|联合会|残联|合作总?社|供销社"
    r"|海关|研究室|管委会)$"
)
PLACE_AHEAD = re.compile(
    r"^(?:国家税务总局|(?:中共)?[\u4e00-\u9fff]{1,9}?[省市区县州旗]委(?=机构编制|编|办公室|宣传|统战|组织|网信|政法|台)|[\u4e00-\u9fff]{1,9}?(?:自治区|省|市(?!场|政)|[区县](?!域)|旗|州|盟))(?=[^局委厅办])"
)
COMMITTEE = re.compile(r"(?<=[区城港园岛山湖])管理委(?:员会)?(?=$|[^\u4e00-\u9fff])")
# Kinds that share their words with combined ones: 卫生健康和体育局 is the health body of its place, 卫生监督所 is not.
FAMILIES = {
    "卫生健康": re.compile(r"卫生健康|卫健|卫计|卫生计生|卫生和计划生育|^卫生$"),
    "中医药管理": re.compile(r"^中医药?(?:管理)?$"),
    "自然资源": re.compile(r"自然资源|^[自资规]规$|^规[自资]$"),
    "住房和城乡建设": re.compile(r"住房(?:和|与)?城乡建设|^住建"),
    "林业和草原": re.compile(r"^林业|^林草"),
}
CHARACTER = (
    r"(?:(?![哪由谁收申罚许年的有多和与是比受办处公报各所共采这那两几刚在去找让被把给说问想我你他她吗呢吧了着过很太不没开])"
    r"[\u4e00-\u9fff]|公(?=[安路共积用])|开(?=[发放])|采(?=购办))"
)
ENDING = (
    r"(?:管委会|办公[室厅]|委|局|厅|办(?![理结件了完好案法])|部门|中心|支队|大队|总队|监督所|监督站|医院|卫生院|保健院|血站|学校|大学|街道(?:办事处|办(?![理结件了完好案法]))?|海关"
    r"|人民法院|人民检察院|检察院|红十字会|残联|妇联|总工会)"
)
# A part of a body behind its name is another body: 公安局交警支队, 公安局汇川分局.
PART = Look(
    r"(?:[\u4e00-\u9fff]{0,6}?(?:分局|支队|大队|总队|派出所|监督所|执法队)"
    rf"|{CHARACTER}{{0,6}}?(?:执法局|监督局|监督站|稽查局|机关党委)"
    rf"|(?!科|专){CHARACTER}{{2,6}}(?<![本学专内外妇儿骨])科(?=(?:19|20)\d\d|[的在收办])|的?(?:下属|所属|下辖|直属|二级)(?:各|全部|所有)?(?:事业)?(?:单位|机构)"
    r"|(?<=委)办公室|直属[\u4e00-\u9fff]{1,4}?局)"
)
ENGLISH_BODY = re.compile(
    r"\b(commission|bureau|burau|administration|committee|department|authority|office|agency|health authority)s?\b"
)
BEFORE_PLACE = Look(
    r"(?P<own>(?:[a-z'’-]+ ){1,5})"
    r"(?:commission|bureau|administration|committee|department|office|agency|authority) (?:of|in|at|for) (?:the )?$"
)
STOPPED = r"(?!in\b|for\b|on\b|at\b|and\b|did\b|has\b|have\b|to\b|vs\b|with\b|of\b)"
BODY_WORDS = (
    "commission|bureau|burau|administration|committee|department|authority|office|agency|ministry"
    r"|tcm(?:\s+(?:administration|bureau|office|agency|body))?|cdc(?:\s+(?:bureau|administration|office|agency|body))?"
)
WHOLE_WORDS = "court|police|hospital|procuratorate|center|centre|government"
NO_OFFICE = {
    *("which", "what", "each", "every", "any", "one", "other", "same", "both", "all", "no", "the", "own", "and"),
    *("municipal", "city", "county", "district", "provincial", "province", "people", "local", "of", "for"),
}


class EnglishOffice(NamedTuple):
    """A kind of body named in English, and how many characters name it."""

    family: str
    rank: str
    length: int


class Office(NamedTuple):
    """A kind of body and, in Chinese, its rank word (委, 局, 厅 …; "" where none is given)."""

    family: str
    rank: str


class _Kinds(NamedTuple):
    chinese: dict[str, str]  # every word of a kind → the kind
    english: dict[str, str]
    near: dict[str, tuple[str, ...]]  # a looser English word → the kinds that it may mean
    known: re.Pattern[str]  # a known kind with its rank word
    bare: re.Pattern[str]  # a known kind without one, and nothing behind it that it could be a part of: 丹岭疾控的
    behind: re.Pattern[str]  # what follows a place directly and ends like an office is one, known or not
    english_name: re.Pattern[str]


@lru_cache(maxsize=1)
def _kinds() -> _Kinds:
    raw = read_yaml(OFFICES_FILE)
    chinese = {office_key(word): kind for kind, words in raw.items() for word in (kind, *words["zh"])}
    english = {_english_key(name): kind for kind, words in raw.items() for name in words["en"]}
    ordered = sorted(chinese, key=len, reverse=True)
    cores = "|".join(word for word in ordered if not WHOLE.search(word))
    whole = "|".join(word for word in ordered if WHOLE.search(word) and word != "政府")
    known = rf"(?:{whole})|(?:{cores}){RANK}"
    firsts = re.escape("".join({word[0] for word in ordered}))  # looked at before each of some hundred words
    joined = rf"{CHARACTER}{{1,6}}[和与及]{CHARACTER}{{1,6}}[局委厅]"  # 教育和科技局 is one body
    government = "政府(?:办公室|办)?(?![采信规集网门公文机工部投购])"
    behind = rf"[的之]?({known}|{joined}|{CHARACTER}{{1,10}}?{ENDING}|{government})"
    listed = "|".join(sorted((name for kind in raw.values() for name in kind["en"]), key=len, reverse=True))
    english_name = re.compile(
        rf"(?:['’]s)?\s+(?P<own>(?:{STOPPED}[a-z'’-]+\s+(?:and\s+)?){{0,6}}?)"
        rf"(?P<body>{BODY_WORDS}|{WHOLE_WORDS})\b(?!\s+(?:cases?|procurement|information|rules?|affairs|suits?|action)\b)"
        rf"(?:\s+(?:of|for)\s+(?:the\s+)?(?P<of>(?:{listed})\b|[a-z]+(?: and [a-z]+)?))?"
    )
    bare = re.compile(rf"(?:{cores})(?!中心|[委局厅院所站司]|支队|大队|部门|监督[所站])")
    near: dict[str, tuple[str, ...]] = {}
    for kind, words in raw.items():
        for name in words.get("near", ()):
            near[_english_key(name)] = (*near.get(_english_key(name), ()), kind)
    known_name = re.compile(f"(?=[{firsts}])(?:{known})")
    return _Kinds(chinese, english, near, known_name, bare, re.compile(behind), english_name)


def _english_key(name: str) -> str:
    """An English name of a kind without the words that only join it or give a rank of place."""
    words = (word.removesuffix("'s") for word in re.findall(r"[a-z']+", name.lower().replace("’", "'")))
    return " ".join(word for word in words if word not in NO_OFFICE)


@lru_cache(maxsize=512)
def names_of_kind(family: str) -> tuple[str, ...]:
    """The words of offices.yaml for a kind; () for one that it does not have."""
    return tuple(word for word, kind in _kinds().chinese.items() if kind == family)


@lru_cache(maxsize=1)
def english_kinds() -> dict[str, tuple[str, ...]]:
    """Every kind of offices.yaml with its English names, in the order of the file."""
    raw = read_yaml(OFFICES_FILE)
    return {kind: tuple(words["en"]) for kind, words in raw.items()}


def near_kinds(family: str) -> tuple[str, ...]:
    """The kinds that an English name of no kind of its own may mean: "water"; () for none."""
    return _kinds().near.get(family, ())


def known_office(text: str, start: int = 0, *, anywhere: bool = False) -> re.Match[str] | None:
    """A kind of offices.yaml with its rank word, at `start` or the first one anywhere."""
    known = _kinds().known
    return known.search(text, start) if anywhere else known.match(text, start)


def office_behind(text: str, start: int) -> re.Match[str] | None:
    """What stands right behind a place and ends like an office; group 1 is its name."""
    return _kinds().behind.match(text, start)


def bare_kind(text: str, start: int) -> tuple[str, int]:
    """The known kind named at `start` without a rank word, and where its name ends; ("", start) for none."""
    found = _kinds().bare.match(text, start)
    return (_kinds().chinese[issuer_key(found.group())], found.end()) if found else ("", start)


def office_key(name: str) -> str:
    """One spelling for a body's name, with 管理委员会 as 管委会."""
    return COMMITTEE.sub("管委会", issuer_key(name))


@lru_cache(maxsize=4096)
def office_of(name: str) -> Office:
    """The office in an issuer's name, place words and all."""
    key = office_key(name)
    bare = key
    while _family(bare) is None:
        shorter = _without_first_place(bare)
        if shorter == bare or not shorter:
            break
        bare = shorter
    rank = next((r for r in RANKS if key.endswith(r)), "")
    return Office(_family(bare) or bare.removesuffix(rank) or rank, rank)


def _without_first_place(name: str) -> str:
    """A name without the place that it begins with, or its rank; the same where it begins with none."""
    gazetteer = load_gazetteer()
    if place := gazetteer.name_at(name, 0):
        return name[len(place) :]
    return PLACE_AHEAD.sub("", name) if PLACE_AHEAD.match(name) else gazetteer.cut(name)[1]


def _family(bare: str) -> str | None:
    """The known kind that a name without its place is of."""
    kinds = _kinds().chinese
    if bare in kinds and WHOLE.search(bare):
        return kinds[bare]
    rank = next((r for r in (*RANKS, "部门") if bare.endswith(r) and bare != r), "")
    core = bare.removesuffix(rank)
    if not rank or core == bare:
        return None
    if core in kinds:
        return kinds[core]
    shared = (family for family, words in FAMILIES.items() if words.search(core) and not re.search(r"[省市区县]", core))
    return next(shared, None) or _by_sound(core)


def _by_sound(core: str) -> str | None:
    """The kind of a name written with other characters of the same sound: 卫生建康局."""
    if len(core) < MISSPELT or re.search(r"[省市区县州旗盟]", core):
        return None
    return _sounds().get(_sound(core))


@lru_cache(maxsize=1)
def _sounds() -> dict[str, str]:
    return {_sound(word): kind for word, kind in _kinds().chinese.items() if len(word) >= MISSPELT}


@lru_cache(maxsize=4096)
def _sound(word: str) -> str:
    from pypinyin import lazy_pinyin  # 0.2 s to load, for kinds that no word of the file names

    return " ".join(lazy_pinyin(word))


def office_before(text: str) -> EnglishOffice | None:
    """The office of a known kind that English words right before a place speak of: "the Education Bureau of"."""
    found = BEFORE_PLACE.search(text)
    if not found:
        return None
    words = found["own"].split()
    for at in range(len(words)):
        if family := _kinds().english.get(_english_key(" ".join(words[at:]))):
            return EnglishOffice(family, "", len(text) - found.start("own") - len(" ".join(words[:at])) - (at > 0))
    return None


def english_office(text: str) -> EnglishOffice | None:
    """The office that English words right behind a place speak of, known or not; None where they speak of none."""
    found = _kinds().english_name.match(text)
    if not found:
        return None
    english = _kinds().english
    body = found["body"]
    own, end = _english_key(found["own"]), found.end("body")
    if not own and found["of"]:  # "Bureau of Education"; what stands behind a name that is whole says something else
        own, end = _english_key(found["of"]), found.end()
    if body in WHOLE_WORDS.split("|"):
        named = f"{own} {body}".strip()
        family = english.get(_english_key(found["own"] + body)) or english.get(named)
        family = family or (found["own"].strip() and named)
        ranked = re.search(r"municipal|city|county|district|provincial|people", found["own"])
        if body == "government" and not ranked:
            return None  # "Yichun government procurement" is no body
        return EnglishOffice(family, "", end) if family else None
    if body.startswith(("tcm", "cdc")) and not own:
        own = body[:3]
    family = english.get(own) or own
    return EnglishOffice(family, "", end) if family else None
