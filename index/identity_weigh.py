"""Issuer and year weighed: every witness with its weight, what agrees and what contradicts, and what stays unsaid."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import prod

from index.gazetteer import Gazetteer
from index.identity_body import Body, Sign
from index.identity_names import alike, is_government
from index.identity_title import Title

SURE_ISSUER = 0.58  # what the names of a body must weigh together where no title names the issuer
LEAD = 0.5  # a second body that weighs more than this share of the first makes it unsure
OFFICES = "局委厅院校"
KEPT_IN_CONFLICT = 0.7  # share of confidence that stays for each witness of another body or year
KEPT_AGAINST_ITSELF = (
    0.5  # … where 我局 stands in what would be a government's report, or the period is of another year
)
KEPT_TOO_EARLY = 0.35  # … where the report was out before the end of its year
AGREES = 1.04


@dataclass(slots=True)
class Weighed:
    """A value with its confidence 0..1 and the reasons, in Chinese. `doubt` says why there is none, in English."""

    value: str = ""
    confidence: float = 0.0
    reasons: list[str] = field(default_factory=list)
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """Everything a file says: the title in its head, the lines below it, names of the page, file name, body."""

    title: Title | None
    joined: bool  # the title's issuer stands in a line of its own
    names: tuple[Title, ...]  # titles among the names of a web page or document
    file: Title | None
    body: Body
    signs: tuple[Sign, ...]  # of the body, the line below the title, page, site and file
    published: str | None


def weigh_year(seen: Witnesses) -> Weighed:
    """The report's year, as the text of a number.

    A printed title decides, unless two others agree on another year. Without one, the statistics period, the page's
    name, a sentence on the report, the file name; the year of the first sentence only with a date of the year after.
    """
    told = _years(seen)
    printed = seen.title.year if seen.title else None
    others = {name: year for name, year in told.items() if name != "题名"}
    against = [name for name, year in others.items() if printed and year != printed]
    if len(against) >= 2 and len(against) == len(others) and len(set(others.values())) == 1:
        return Weighed(doubt=f"the title says {printed}, its {_english(against)} say {others[against[0]]}")
    if printed is None and len(set(others.values())) > 1:
        return Weighed(doubt=f"no title gives the year, and its {_english(others)} give several")
    if printed is None and not others:
        return _opened_year(seen)
    lead = next(iter(told))
    year = told[lead]
    weighed = Weighed(str(year), {"题名": 1.0, "统计期限": 0.9, "网页标题": 0.85, "正文": 0.85}.get(lead, 0.75))
    weighed.reasons.append(f"年度{year}：{lead}")
    for name, other in list(told.items())[1:]:
        if other == year:
            weighed.confidence *= AGREES
            weighed.reasons.append(f"{name}同为{year}年")
        else:
            weighed.confidence *= KEPT_AGAINST_ITSELF if name == "统计期限" else KEPT_IN_CONFLICT
            weighed.reasons.append(f"{name}为{other}年，与{lead}不一致")
    return _dated(weighed, year, seen)


def _years(seen: Witnesses) -> dict[str, int]:
    """Witness → year, the most telling first."""
    named = {title.year for title in seen.names if title.year}
    told = {
        "题名": seen.title.year if seen.title else None,
        "统计期限": seen.body.period,
        "网页标题": named.pop() if len(named) == 1 else None,
        "正文": seen.body.stated,
        "文件名": seen.file.year if seen.file else None,
    }
    return {name: year for name, year in told.items() if year is not None}


def _opened_year(seen: Witnesses) -> Weighed:
    year = seen.body.opened
    day = _later(seen)
    if year is None or day != year + 1:
        return Weighed(doubt="nothing in it says of which year it is")
    return Weighed(str(year), 0.55, [f"年度{year}：总体情况首句为{year}年，{day}年发布或落款"])


def _later(seen: Witnesses) -> int | None:
    return int(seen.published[:4]) if seen.published else seen.body.signed


def _dated(weighed: Weighed, year: int, seen: Witnesses) -> Weighed:
    """A report comes out the year after; one that was out before its year ended is of another, or its date is wrong."""
    day = _later(seen)
    early = (day is not None and day < year) or (seen.published or "9") < f"{year}-12"
    if early and seen.body.period != year:
        weighed.confidence *= KEPT_TOO_EARLY
        weighed.reasons.append(f"{seen.published or f'{day}年'}发布或落款，早于{year}年年底")
    elif day == year + 1:
        weighed.confidence *= AGREES
        weighed.reasons.append(f"{day}年发布或落款")
    return weighed


def weigh_issuer(seen: Witnesses, gazetteer: Gazetteer) -> Weighed:
    """The report's issuer: the title's, unless what stands above it is the site's name; else the body named most."""
    title = seen.title
    # 某市人民政府 above "2020年…年度报告" is the head of the site where the text says 我局.
    if title and title.issuer and not (seen.joined and _contradicts(title.issuer, seen.body)):
        return _titled(title.issuer, seen, gazetteer)
    return _voted(seen, gazetteer)


def _titled(issuer: str, seen: Witnesses, gazetteer: Gazetteer) -> Weighed:
    weighed = Weighed(issuer, 0.97 if seen.joined else 1.0, [f"机关：题名“{issuer}”"])
    kinds = {True: dict[str, str](), False: dict[str, str]()}
    for sign in seen.signs:
        if sign.kind != "网站":
            kinds[alike(issuer, sign.name, gazetteer)].setdefault(sign.kind, sign.name)
    agreeing, differing = kinds[True], kinds[False]
    if agreeing:
        weighed.confidence *= AGREES
        weighed.reasons.append("、".join(agreeing) + "与题名一致")
    for kind, name in differing.items():
        if kind not in agreeing:
            weighed.confidence *= KEPT_IN_CONFLICT if kind in ("落款", "题名下署名") else 0.9
            weighed.reasons.append(f"{kind}为“{name}”，与题名不同")
    if _contradicts(issuer, seen.body):
        weighed.confidence *= KEPT_AGAINST_ITSELF
        weighed.reasons.append(f"正文自称“{_self_name(seen.body)}”，与题名不符")
    if len({"落款", "题名下署名"} & set(differing)) and not agreeing and _contradicts(issuer, seen.body):
        own = differing.get("落款") or differing["题名下署名"]
        return Weighed(doubt=f"its title names {issuer}, but it is signed by {own} and says {_self_name(seen.body)}")
    return weighed


def _voted(seen: Witnesses, gazetteer: Gazetteer) -> Weighed:
    """The body that the other places name; none where they do not weigh enough or name two."""
    groups: list[list[Sign]] = []
    for sign in seen.signs:
        if _contradicts(sign.name, seen.body):
            continue
        fitting = [group for group in groups if all(alike(sign.name, other.name, gazetteer) for other in group)]
        if fitting:
            fitting[0].append(sign)
        else:
            groups.append([sign])
    ranked = sorted(groups, key=lambda group: -_weight(group, seen.body))
    if not ranked or _weight(ranked[0], seen.body) < SURE_ISSUER:
        return Weighed(doubt="nothing in it says whose it is")
    first, weight = ranked[0], _weight(ranked[0], seen.body)
    if len(ranked) > 1 and _weight(ranked[1], seen.body) > LEAD * weight and _is_rival(first, ranked[1]):
        return Weighed(doubt=f"no title says whose it is, and it names {first[0].name} and {ranked[1][0].name}")
    name = max((sign.name for sign in first), key=lambda name: (len(gazetteer.cut(name)[0]) > 1, len(name)))
    kinds = "、".join(dict.fromkeys(sign.kind for sign in first))
    rival = KEPT_IN_CONFLICT if len(ranked) > 1 and _is_rival(first, ranked[1]) else 1.0
    return Weighed(name, min(weight, 0.93) * rival, [f"机关：题名未写，据{kinds}为“{name}”"])


def _is_rival(first: Sequence[Sign], second: Sequence[Sign]) -> bool:
    """Whether a second body may be meant; the site alone is no rival to a body that the text names."""
    return any(sign.kind != "网站" for sign in second) or all(sign.kind == "网站" for sign in first)


def _weight(group: Sequence[Sign], body: Body) -> float:
    """How much the places that name one body weigh together, each kind once; 我局 speaks for one that ends in 局."""
    kinds = {sign.kind: sign.weight for sign in group}
    doubt = prod(1 - weight for weight in kinds.values())
    own = any(body.selves.get(sign.name[-1], 0) for sign in group)
    return 1 - doubt * (0.6 if own else 1.0)


def _contradicts(name: str, body: Body) -> bool:
    """Whether the text speaks of itself as 我局 or 我委, and the name is a government's."""
    return is_government(name) and any(body.selves.get(office, 0) for office in OFFICES)


def _self_name(body: Body) -> str:
    return "我" + max((o for o in OFFICES if body.selves.get(o, 0)), key=lambda o: body.selves[o])


def _english(names: Sequence[str] | dict[str, int]) -> str:
    words = {"统计期限": "statistics period", "网页标题": "page title", "正文": "text", "文件名": "file name"}
    return " and ".join(words[name] for name in names)
