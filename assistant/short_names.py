"""Names cut shorter than their kinds are: 崆峒区卫局, 湘卫健局."""

import re
from collections.abc import Iterable, Sequence

from assistant.first_look import Look
from assistant.issuers import Issuer
from assistant.offices import known_office, names_of_kind, office_of

PROVINCES = {
    "京": "北京", "津": "天津", "冀": "河北", "晋": "山西", "蒙": "内蒙古", "辽": "辽宁", "吉": "吉林",
    "黑": "黑龙江", "沪": "上海", "苏": "江苏", "浙": "浙江", "皖": "安徽", "闽": "福建", "赣": "江西", "鲁": "山东",
    "豫": "河南", "鄂": "湖北", "湘": "湖南", "粤": "广东", "桂": "广西", "琼": "海南", "渝": "重庆", "川": "四川",
    "蜀": "四川", "黔": "贵州", "贵": "贵州", "滇": "云南", "云": "云南", "藏": "西藏", "陕": "陕西", "秦": "陕西",
    "甘": "甘肃", "陇": "甘肃", "青": "青海", "宁": "宁夏", "新": "新疆",
}  # fmt: skip
NO_LETTERS = {*"省市县区州旗盟乡镇"}  # 市卫健委 is not that of 市中区
RANKS = "委局厅办"
OF_PROVINCE = "委厅"  # what a province's body is called; a county's is a 局
CUT_END = re.compile(
    r"$|[^\u4e00-\u9fff]|(?:的|表|新收|结转|上年|收到|办|不|部分|予以|复议|诉讼|行政|许可|处罚|强制|收费|采购|规)"
)
BEFORE = Look(r"(?:^|[^\u4e00-\u9fff]|[的问查看和与跟及请是问在给把说]|[省])$")


def contracted(token: str, issuers: Iterable[Issuer]) -> tuple[Issuer, ...]:
    """Those of a place's bodies that a name cut short may mean: 卫局, 卫委; () for a whole name of another kind."""
    core = token[:-1]
    if len(core) < 1 or token[-1] not in RANKS or names_of_kind(office_of(token).family):
        return ()
    return tuple(issuer for issuer in issuers if _cut_from(core, issuer))


def _cut_from(core: str, issuer: Issuer) -> bool:
    return any(name[0] == core[0] and len(core) < len(name) and _in_order(core, name) for name in _names(issuer))


def _names(issuer: Issuer) -> tuple[str, ...]:
    return (issuer.office.family, *names_of_kind(issuer.office.family))


def _in_order(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)


def by_first_letter(text: str, issuers: Iterable[Issuer]) -> tuple[int, int, tuple[Issuer, ...]] | None:
    """A body named by the first character of its place or the short name of its province, and its kind: 湘卫健局.

    Start and end of the name and the issuers it may be, () for one of a province that is not there; None for no name.
    """
    there = list(issuers)
    letters = ({i.place.short[0] for i in there if i.place} | {*PROVINCES}) - NO_LETTERS
    for at, letter in enumerate(text):
        if letter not in letters or not BEFORE.search(text[:at]) or known_office(text, at):
            continue  # 卫健局 is no 健局 of a place that begins with 卫
        office = known_office(text, at + 1)
        token = office.group() if office else _token(text, at + 1)
        if not token and (cut := _without_rank(text, at, there)):
            return at, cut[0], cut[1]
        if not token:
            continue
        named = [i for i in there if i.place and _begins(i, letter, token)]
        family = office_of(token).family
        fitting = tuple(i for i in named if i.office.family == family) if office else contracted(token, named)
        if fitting or (office and letter in PROVINCES):
            return at, at + 1 + len(token), fitting
    return None


def _without_rank(text: str, at: int, issuers: Sequence[Issuer]) -> tuple[int, tuple[Issuer, ...]] | None:
    """Where a name ends that is cut to a letter and a kind without its rank, 云卫健, and the one issuer it may be.

    A letter that is short for a province too is that of a place only where no body of that province is there.
    """
    province = PROVINCES.get(text[at], "")
    if province and any(i.place and i.place.path.startswith(province) for i in issuers):
        return None
    named = [
        (at + 1 + len(kind), issuer)
        for issuer in issuers
        if issuer.place and issuer.place.short[0] == text[at]
        for kind in _names(issuer)
        if len(kind) > 1 and text.startswith(kind, at + 1) and CUT_END.match(text, at + 1 + len(kind))
    ]
    keys = {issuer.key for _, issuer in named}
    return (max(end for end, _ in named), (named[0][1],)) if len(keys) == 1 else None


def _token(text: str, at: int) -> str:
    """A short word for a kind that is not known: 卫局."""
    found = re.compile(rf"[\u4e00-\u9fff]{{1,3}}?[{RANKS}](?![理结件了完好案])").match(text, at)
    return found.group() if found else ""


def _begins(issuer: Issuer, letter: str, token: str) -> bool:
    """Whether a place begins with a letter, or is the province of that letter; 湘卫健委 is Hunan's own."""
    assert issuer.place is not None
    if issuer.place.level == 1 and PROVINCES.get(letter) == issuer.place.short:
        return True
    return issuer.place.short[0] == letter and not (letter in PROVINCES and token[-1] in OF_PROVINCE)
