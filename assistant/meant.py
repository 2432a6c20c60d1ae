"""Of the phrases found, those that are meant: a group gives way to its child, a verb to the row it stands with."""

import re

from assistant.first_look import Look
from assistant.intent import how_many_asked, wants
from assistant.lexicon import Hit
from index.form import Forms

VERBS = {"t3.new", "t3.res.total", "t3.res.granted", "t3.res"}
REQUESTS = Look(r"申请|\brequests?\b|\bapplications?\b|依申请")
MEASURES_OF = {"money": "amount", "fees.amount": "amount", "procurement.amount": "amount"}
GRANTING = re.compile(r"批[了的得准出]*")
YEAR_WORDS = {
    "上年",
    "上一年",
    "上一年度",
    "last year",
    "previous year",
    "previous year's",
    "prior year",
    "year before",
    "the year before",
    "yr before",
    "last yr",
    "prior yr",
    "previous yr",
    "year earlier",
    "preceding year",
    "前一年",
    "前一年度",
}
REST_OF = {"natural": "org", "org": "natural"}  # who is left of all applicants without the others
SOFT = YEAR_WORDS | {"项目", "事项", "几项", "多少项", "item", "items", "fee item", "fee items"}
OF_THEM = Look(r"其中|一共|总共|总计|合计|\bof (?:them|these|which|those)\b|in total|altogether|overall")
CHANGE_VERBS = {
    "drop",
    "dropped",
    "fall",
    "fell",
    "rise",
    "rose",
    "jump",
    "jumped",
    "grow",
    "grew",
    "increase",
    "decrease",
    "change",
    "变化",
}
MADE_VERBS = {"issued", "issue", "made", "decided", "decide"}
IMPLIED = (
    (re.compile("采购|procur"), "t2.procurement"),
    (re.compile("收费|fee"), "t2.fees"),
    (re.compile("处罚|penalt"), "t2.penalty"),
    (re.compile("许可|licen[cs]|permit"), "t2.license"),
    (re.compile("强制|coerc"), "t2.coercion"),
)
JOINED = re.compile(
    r"^[^，。？,?;；]{0,6}(?:除以|减去|相对于?|比(?!例|重|率)|不如|没有|多过|"
    r"\b(?:divided by|over|minus|versus|vs|against)\b)[^，。？,?;；]{0,8}$"
    r"|^(?:的|数|件数?|数量|总数|总计|总量)?\s*(?:和|与|及|、|以及|,|and|&|or|跟|还有)\s*$|^ $"
)
NOT_THAT = re.compile(r"(?:别(?:给我?|拿)|不要|不是要)[^，。？,?;；]{0,12}$")
NEWLY = Look(r"新收|\bnewly\b")
COMPARED = Look(r"(?:\b(?:each|every|per|than|versus|vs)|每(?:一)?[件起个]|比)\s*$")
EVERYBODY = Look(
    r"\b(?:people|individuals|persons) (?:or|and) (?:compan|firm|organi[sz]|enterprise|business)"
    r"|(?<!自然)(?<!法)人(?:或者?|和)(?:单位|企业|公司|组织)(?!.{0,8}(?:各|分别|哪))"
)
NOR = re.compile(r"^\s*(?:nor|,? ?or|也(?:不是|非|不要)|又非|和|或)\s*(?:the )?$")
NEITHER = Look(r"\b(?:neither|nor)\b|既非|既不是|不要")
NOT_THIS = re.compile(
    r"(?:别(?:给我?|拿|把|用|再给我?|说|算)?(?:那个?|这个?)?|不是|而非|非|刨去|刨掉|撇开|抛开|剔除|去掉|除去|排除"
    r"|不算|不含|不包括|不要|除了?|扣除|neither|don.t want"
    r"|rather than|instead of|not (?:those|the ones?|the number|what is)(?: still)?"
    r"|not (?:by |from )?|excluding|besides|other than|except(?: for)?)\s*(?:the )?$"
)


GROUNDS = ("t3.res.unable.", "t3.res.refuse.", "t3.res.other.")  # of them a request is turned away as well
TURNED_AWAY = re.compile(r"^(?:被|遭)?(?:挡|拒|驳|打|退|否|拦|回绝)|turned|reject|knock|declin|refus|said no")
APPLIES = Look(r"(?:名义|身份)?(?:提出?|递交?|提交)了?的(?:政府)?(?:信息)?(?:公开)?申请")  # 作为律师提出的申请
SPEAKER = Look(  # who asks is not whose requests are asked for
    r"(?:^|[，。,;；：:！!])\s*(?:你好|您好)?[，,]?(?:(?:我们?|本人|咱们?|俺)(?:就)?(?:是|系|作为|乃)|作为|身为)[^，。,?？;；]{0,10}$"
    r"|(?:^|[，。,;；：:！!])\s*(?:你好|您好)?[，,]?(?:我们?|咱们?|俺们?|本)(?:这家|这个|这边)?$"
    r"|(?:我|本人)在[^，。,?？;；]{0,6}$"
    r"|\b(?:i am|i'm|im|we are|we're|i work (?:for|at|in)|working (?:for|at)|speaking as|speaking for|on behalf of)"
    r" (?:an? |the )?(?:[a-z-]+ ){0,3}$"
    r"|(?:^|[,.;:] )as an? (?:[a-z-]+ ){0,2}$"
)


def meant_rows(hits: list[Hit], applicants: bool, text: str, forms: Forms) -> list[Hit]:
    """Rows that are meant: a group gives way to its child, a verb to the row it stands with."""
    meant = [h for h in hits if not _negated(h, hits, text)]
    hits = meant or hits
    # 批 in "批的罚单" is the verb of any paper that is issued, of a licence by itself only.
    issued = [h for h in hits if h.target.startswith("t2.") and not GRANTING.fullmatch(h.text)]
    if issued and how_many_asked(text) < 2:
        hits = [h for h in hits if not GRANTING.fullmatch(h.text) or any(_joined(h, o, text) for o in issued)]
    # 处罚 inside "收到的处罚" is a row, 收到 there is not.
    if any(h.target.startswith("t2.") for h in hits) and not REQUESTS.search(text):
        hits = [h for h in hits if not h.target.startswith("t3.") or h.target not in VERBS]
    parents = {p for h in hits for p in _ancestors(h.target, forms)}
    several = how_many_asked(text) > 1
    if not several and any(h.target.startswith(GROUNDS) for h in hits):
        hits = [h for h in hits if h.target != "t3.res.denied" or not TURNED_AWAY.search(h.text)]
    kept = [h for h in hits if several or h.target not in parents]
    specific = [h for h in kept if h.target not in VERBS or h.target == "t3.res.granted"]
    specific += [h for h in kept if specific and h not in specific and NEWLY.search(h.text)]
    if specific and not several:
        kept = _joined_to(specific, kept, text)
    if {"t3.res", "t3.res.total"} <= {h.target for h in kept}:
        kept = [h for h in kept if h.target != "t3.res"]
    return kept


def _joined_to(specific: list[Hit], hits: list[Hit], text: str) -> list[Hit]:
    """The specific hits, and those that a list joins to them: "新来的、办完的、留到下年的"."""
    kept = list(specific)
    while more := [h for h in hits if h not in kept and any(_joined(h, other, text) for other in kept)]:
        kept += more
    return [h for h in hits if h in kept]


def _negated(hit: Hit, hits: list[Hit], text: str) -> bool:
    """Whether a row is named only to be left out: "not permits", "neither permits nor penalties but …"."""
    if NOT_THIS.search(text[: hit.start]) and not re.match(
        r"[^，。？,?]{0,6}(?:外|以外|之外)?[^，。？,?]{0,3}[还也]", text[hit.end :]
    ):
        return True
    # "neither A nor B": what stands between is left out like what it goes on from.
    before = [h for h in hits if h.end <= hit.start]
    return (
        bool(before) and bool(NOR.search(text[before[-1].end : hit.start])) and bool(NEITHER.search(text[: hit.start]))
    )


def implied_rows(measures: list[Hit], rows: list[Hit]) -> list[Hit]:
    """The rows that measures name with them: 采购金额 is of procurement, whatever other rows stand before it."""
    named = {hit.target for hit in rows}
    found = {row: h for h in measures for words, row in IMPLIED if words.search(h.text) and row not in named}
    return [h._replace(group="rows", target=row) for row, h in found.items()]


def _ancestors(row: str, forms: Forms) -> set[str]:
    found: set[str] = set()
    parent = forms.rows[row].parent if row in forms.rows else None
    while parent:
        found.add(parent)
        parent = forms.rows[parent].parent if parent in forms.rows else None
    return found


def _joined(one: Hit, other: Hit, text: str) -> bool:
    first, second = sorted((one, other), key=lambda hit: hit.start)
    return (first.end < second.start and bool(JOINED.match(text[first.end : second.start]))) or (
        first.end == second.start - 1 and text[first.end] in "和与及、"
    )


def meant_blocks(hits: list[Hit], text: str) -> tuple[str, ...]:
    """The blocks meant: 行政诉讼 gives way to its kinds, unless the total of both of them is asked for once."""
    found = tuple(dict.fromkeys(hit.target for hit in hits))
    if {"t4.lit", "t4.direct", "t4.post"} <= {*found} and how_many_asked(text) < 2 and wants("together", text):
        return tuple(block for block in found if block not in ("t4.direct", "t4.post"))
    deeper = {"t4.direct", "t4.post"} & {*found}
    if deeper:
        found = tuple(
            b
            for b in found
            if b != "t4.lit" and not (b == "t4.review" and len(hits) > 1 and "t4.review" not in _apart(hits, text))
        )
    return found


def _apart(hits: list[Hit], text: str) -> set[str]:
    """Blocks named on their own: 复议 in "没经过复议直接起诉" is part of the suit, 复议 after a comma is not."""
    whole = ("行政复议", "administrative re")
    reviews = [h for h in hits if h.target == "t4.review"]
    return {h.target for h in reviews if h.text.startswith(whole) or COMPARED.search(text[: h.start])}


def _listed(soft: Hit, firm: list[Hit], text: str) -> bool:
    """Whether a column named by 上年 or 项目 stands in a list with others: "上年项目和增减", "上年、增减"."""
    return any(
        re.match(r"(?:的?项目|事项)?(?:数量?)?\s*[和与及、,，]", text[soft.end : h.end])
        for h in firm
        if h.start >= soft.end
    )


def meant_measures(hits: list[Hit], rows: list[Hit], forms: Forms, text: str) -> list[Hit]:
    """Of a phrase with two meanings (issued: made, decisions) the one its row has."""
    kept = []
    hits = [h for h in hits if not NOT_THIS.search(text[: h.start]) and not NOT_THAT.search(text[: h.start])] or hits
    t2 = [h.target for h in rows if h.target.startswith("t2.")]
    for hit in hits:
        alternatives = [h for h in hits if h.start == hit.start]
        fits = [h for h in alternatives if any(t2_cell(row, h.target, forms) for row in t2)]
        if len(alternatives) == 1 or hit in fits or not (fits or t2):
            kept.append(hit)
    # "items", "the year before" beside another measure only say more of it.
    if any(h.text not in SOFT for h in kept):
        kept = [
            h
            for h in kept
            if h.text not in SOFT
            or (h.target == "projects" and "t2.procurement" in t2)
            or _listed(h, [k for k in kept if k.text not in SOFT], text)
        ]
    # "drop", "rise" beside a measure named by its noun do not ask for the change column.
    if {"decisions", "prior_items", "made"} & {h.target for h in kept if h.text not in MADE_VERBS} and len(kept) > 1:
        kept = [h for h in kept if h.target != "change" or h.text not in CHANGE_VERBS]
    return kept


def meant_applicants(hits: list[Hit], text: str) -> list[Hit]:
    if EVERYBODY.search(text):
        return [h for h in hits if h.target == "total"]
    hits = [
        h for h in hits if not (h.text.startswith("个") and re.search(r"[几两三四五六七八九十\d少]$", text[: h.start]))
    ]
    left_out = [h for h in hits if NOT_THIS.search(text[: h.start])]
    hits = [h for h in hits if h not in left_out]
    if SPEAKER.may(text):
        hits = [h for h in hits if not SPEAKER.search(text[: h.start]) or APPLIES.match(text[h.end :])]
    if not hits and left_out and left_out[0].target in REST_OF:
        hits = [left_out[0]._replace(target=REST_OF[left_out[0].target])]
    found = {h.target for h in hits}
    # "一共多少件？其中自然人多少" asks for the total as well.
    if hits and "total" not in found and how_many_asked(text) > 1 and OF_THEM.search(text):
        hits = [hits[0]._replace(target="total"), *hits]
    if any(h.target == "org" and h.text.startswith("五") for h in hits):
        hits = [h for h in hits if not h.target.startswith("org.")]  # the five kinds, whichever of them are listed
    elif any(t.startswith("org.") for t in found):
        hits = [h for h in hits if h.target != "org"]
    return hits


def t2_cell(row: str, measure: str, forms: Forms) -> str | None:
    cell = f"{row}.{MEASURES_OF.get(measure, measure)}"
    return cell if cell in forms.cells else None


def row_measures(rows: list[Hit], measures: list[Hit], forms: Forms) -> tuple[tuple[str, str], ...]:
    """Which measure goes with which row, where both are several: each measure goes to the row nearest before it."""
    t2 = [h for h in rows if h.target.startswith("t2.")]
    if len({h.target for h in t2}) < 2 or len({h.target for h in measures}) < 2:
        return ()
    pairs = []
    for measure in measures:
        before = [r for r in t2 if r.start <= measure.start and t2_cell(r.target, measure.target, forms)]
        if before:
            pairs.append((before[-1].target, measure.target))
    return tuple(dict.fromkeys(pairs))
