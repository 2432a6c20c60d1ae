"""One row narrowed by another, "suits over penalties", 关于许可的申请: no cell counts what both of them say."""

from collections.abc import Sequence

from assistant.first_look import Look
from assistant.intent import how_many_asked
from assistant.lexicon import Hit

CAUSE = r"(?:不服|因为?|由于|对于?|就|针对|围绕|关于|有关|涉及|涉|与)"
CAUSE_ZH = Look(rf"{CAUSE}[^，。？,?；;和与及、跟]{{0,6}}$")
RUNS_ON = Look(r"^[^，。？,?；;和与及、跟或加\d]{0,10}$")
ASKS = Look(r"多少|几[件个起宗次项]|各")
DIRECTLY = Look(r"^(?:案件|决定|类|方面|领域|纠纷)?(?:引发|引起|导致|产生|不服|所致)?的?$")
LISTED = Look(r"各|分别|、|\beach\b|\brespective")
REQUESTED = Look(r"^[^，。？,?；;和与及、跟或]{0,8}申请")
ABOUT = (
    r"(?:over|against|about|concerning|regarding|because of|due to|aris(?:ing|en) (?:from|out of)|challenging"
    r"|contesting|relat(?:ing|ed) to|caused by|triggered by|prompted by|disputing|involving|on|with regard to)"
)
BETWEEN_EN = Look(rf"^(?: (?!and\b|or\b)[a-z'-]+){{0,2}}? {ABOUT}(?: (?!and\b|or\b)[a-z'-]+){{0,3}} $")
REQUESTS_EN = Look(rf"\b(?:requests?|applications?)(?: (?!and\b|or\b)[a-z'-]+){{0,3}}? {ABOUT}(?: [a-z'-]+){{0,2}} $")
ONE_OF_THEM = (
    "fine",
    "penalty",
    "licence",
    "license",
    "permit",
    "licensing",
    "fee",
    "procurement",
    "coercion",
    "punishment",
)
SIZE = Look("最[大重小轻]|平均|average|largest|biggest|highest|heaviest|smallest|lowest")
ONE_CASE = Look(r"^(?:的|一|每|笔|件|次|张|单|个|份|项| |single|individual|administrative|amount|of|a|the)*$")
SINGLE = Look("笔|单[件次张]|一[张单]|single|individual")
COUNTED = Look(
    r"^ (?:counts?|numbers?|figures?|totals?|decisions?|cases|items?|tall(?:y|ies)|volumes?)\b"
    r"|^(?:总?数|总?量|决定|件数|项目)"
)
BEHIND_ROW = Look(r"^(?:金额|数额|案件|决定|的| )*$")
AVERAGE = Look("平均|average")
CARRIED = ("t3.carried_in", "t3.carried_out")
RESULTS = "t3.res."
FOLLOWED = Look(r"^(?:(?!\b(?:and|or|nor)\b)[^，。？?;；和与及、跟或加]){0,40}$")
CASE = r"(?:reviews?|reconsiderations?|lawsuits?|suits?|court cases?|appeals?)"
OVER = r"(?:concluded|decided|closed|completed|finished|adjudicated)"
CONCLUDED = Look(
    r"(?<![未没尚不])(?:已经?|审|办|结)(?:审结|办结|结案|判决|审完|结)(?:了|的|完)*[^，。？和与及、]{0,4}(?:复议|诉讼|官司)"
    r"|(?:复议|诉讼|官司)(?:案件|案)?[^，。？和与及、未没尚]{0,4}(?:已审结|办结|结案|审结)(?!果)"
    rf"|\b{OVER} (?:\w+ )?{CASE}\b|\b{CASE}(?: (?!not\b|un|yet)\w+){{0,3}} {OVER}\b"
)


def crossed(text: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """The words of a row that narrows a review, a suit or a request; () where none does.

    `text` is the question with blanks for names, which the places of `hits` are of.
    """
    rows = [hit for hit in hits if hit.group == "rows"]
    blocks = [hit for hit in hits if hit.group == "blocks"]
    pairs = [(row, block) for row in rows for block in blocks if _narrows(text, row, block)]
    words = [text[min(row.start, block.start) : max(row.end, block.end)] for row, block in pairs]
    words += [said for row in rows if row.target.startswith("t2.") and (said := _of_requests(text, row))]
    return tuple(dict.fromkeys(" ".join(said.split()) for said in words))


def of_cases(text: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """The words for the average or the largest of the cases that one figure counts: 平均罚款, "the largest fine"."""
    rows = [hit for hit in hits if hit.group in ("rows", "blocks")]
    said = [hit for hit in hits if hit.group == "operations" and SIZE.search(hit.text)]
    return tuple(word.text for word in said if any(_of_one_case(text, word, row) for row in rows))


def _of_one_case(text: str, word: Hit, row: Hit) -> bool:
    if word.end <= row.start:
        between = text[word.end : row.start]
        one = AVERAGE.match(word.text) or SINGLE.search(between) or (word.text.isascii() and row.text in ONE_OF_THEM)
        return bool(one and ONE_CASE.match(between)) and not COUNTED.match(text[row.end :])
    return bool(row.end <= word.start and BEHIND_ROW.match(text[row.end : word.start]) and AVERAGE.match(word.text))


def of_carried(text: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """The words that ask what became of requests carried over, or how many suits were: no cell follows them."""
    if how_many_asked(text) > 1 or LISTED.search(text):
        return ()
    carried = [hit for hit in hits if hit.target in CARRIED]
    others = [h for h in hits if h.group == "blocks" or (h.group == "rows" and h.target.startswith(RESULTS))]
    pairs = [(one, o) for one in carried for o in others if one.target == CARRIED[0] or o.group == "rows"]
    for one, other in pairs:  # what is open of reviews when the year closes is a result of table 4
        first, second = sorted((one, other), key=lambda hit: hit.start)
        if first.end <= second.start and FOLLOWED.match(text[first.end : second.start]):
            return (" ".join(text[first.start : second.end].split()),)
    return ()


def concluded(text: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """The words for reviews or suits that are over, which are all but the pending ones; () where a rate is asked."""
    groups = {hit.group for hit in hits}
    of_cases = "blocks" in groups and groups.isdisjoint(("metrics", "results"))
    return (found.group(),) if of_cases and (found := CONCLUDED.search(text)) else ()


def _narrows(text: str, row: Hit, block: Hit) -> bool:
    """Whether cases of a block are asked that are about a row."""
    if block.end <= row.start:
        return bool(BETWEEN_EN.match(text[block.end : row.start]))
    if row.end > block.start:
        return False
    between = text[row.end : block.start]
    if row.text in ONE_OF_THEM and between == " ":
        return not LISTED.search(text)
    caused = CAUSE_ZH.search(text[: row.start]) and RUNS_ON.match(between) and not ASKS.search(between)
    direct = row.target.startswith("t2.") and DIRECTLY.match(between) and not LISTED.search(text)
    return bool(caused or direct)


def _of_requests(text: str, row: Hit) -> str:
    """The words that ask for requests about a row of table 2, "" where none do."""
    before, behind = text[: row.start], text[row.end :]
    if (cause := CAUSE_ZH.search(before)) and (asked := REQUESTED.match(behind)):
        return cause.group() + row.text + asked.group()
    return asked.group() + row.text if (asked := REQUESTS_EN.search(before)) else ""
