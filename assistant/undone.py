"""What is refused, undone or made lighter, 不予处罚, "licences refused": the tables count what was decided."""

from collections.abc import Sequence

from assistant.first_look import Look
from assistant.lexicon import Hit

BEFORE = Look(
    r"(?:不予|免予|免于|免除|减轻|从轻|从重|加重|拒绝|驳回|拒发|拒批|未予|撤销|吊销|取消|解除|注销|暂扣|暂停|延续|变更|刑事|不准予|不给|未)"
    r"(?:的|了|过)?(?:行政|作出|给予)?$"
)
OTHER_LAW = Look(r"(?:刑事|民事)$|\b(?:criminal|civil) $")
ACTION_EN = r"(?:administrative )?(?:licen[cs]es?|permits?|penalt(?:y|ies)|fines?|coercive measures?)"
UNDONE_EN = (
    r"(?:refus|den[iy]|reject|waiv|revok|withdr[ae]w|cancel|suspend|overturn|lift|rescind|annul|quash|reduc|wrongful|wrongly"
    r"|erroneous|g[eo]t(?:s|ten)? wrong)\w*"
)
APART = r"(?:(?!\b(?:and|or|but|requests?|applications?|disclos\w*|information|how|which|what)\b)[^,.;?])"
SAID_EN = Look(rf"\b{UNDONE_EN}\b{APART}{{0,25}}?\b{ACTION_EN}\b|\b{ACTION_EN}\b{APART}{{0,45}}?\b{UNDONE_EN}\b")
# Reviews and suits over decisions of one kind, and those that end in what is an outcome of requests.
OVER_EN = Look(
    r"\b(?:lawsuits?|suits?|court cases?|litigation|reviews?|reconsiderations?|appeals?|legal actions?)"
    r" (?:over|about|concerning|regarding|relating to|involving|challenging|contesting) (?:the |its |any |an? )?"
    r"(?:administrative )?(?:penalt|fine|licen[cs]|permit|coerc|procure|fee)\w*"
)
ASKED_FOR = Look(r"\b(?:asked|wanted|sought|requested|applied|hoped|came) for\b|\b(?:wanted|sought|requested)\b")
GIVEN = ("t3.res.granted", "t3.res.partial")
ROWS = ("t2.license", "t2.penalty", "t2.coercion")
DOCUMENTS = ("t2.rules", "t2.normative")
UNPUBLISHED = Look(
    r"(?:未|没有?|尚未|不|待)(?:予以?|对外|主动)?(?:公开|公布|发布|备案|制定)的$|\b(?:unpublished|undisclosed) $"
)
NOT_SO = Look(
    r"(?:(?<!有)没有?|(?<!是)(?<!公开)不|未)(?:能|被|得到|获得?|给予|全部|完全|全)*$"
    r"|(?:\b(?:not|never|without being)|n['’]t)(?: (?:be|been|being|fully|entirely|wholly|completely|even|get|got))* $"
)
RESULTS = "t3.res."


def undone(text: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """The words that ask for decisions of table 2 refused, taken back or spared; () where none do."""
    actions = [hit for hit in hits if hit.group == "rows" and hit.target in ROWS]
    words = [said.group() + hit.text for hit in actions if (said := BEFORE.search(text[: hit.start]))]
    documents = [hit for hit in hits if hit.group == "rows" and hit.target in DOCUMENTS]
    words += [said.group() + hit.text for hit in documents if (said := UNPUBLISHED.search(text[: hit.start]))]
    words += [hit.text for hit in hits if hit.group in ("rows", "blocks") and OTHER_LAW.search(text[: hit.start])]
    english = SAID_EN.search(text) if actions else None
    if any(hit.group == "blocks" for hit in hits):
        words += [found.group() for found in [OVER_EN.search(text)] if found]
        words += [hit.text for hit in hits if hit.target in GIVEN and ASKED_FOR.search(hit.text)]
    return tuple(dict.fromkeys([*words, *([" ".join(english.group().split())] if english else [])]))


def turned_round(text: str, hits: Sequence[Hit], asked: Sequence[str]) -> tuple[str, ...]:
    """The words that turn an asked row round, 没有全部公开, "not granted in full": what is left is several rows."""
    results = [hit for hit in hits if hit.group == "rows" and hit.target in asked and hit.target.startswith(RESULTS)]
    words = [said.group() + hit.text for hit in results if (said := NOT_SO.search(text[: hit.start]))]
    return tuple(dict.fromkeys(words))
