"""Rows or applicants set aside within one figure: "重复的不算，剩下几件". What is left is no cell: it is asked back."""

from collections.abc import Sequence

from assistant.first_look import Look
from assistant.lexicon import Hit

BEFORE = Look(
    r"(?:不要|去掉|去除|除去|扣掉|扣除|刨去|刨掉|剔除|减去|减掉|抛开|撇开|不算|不计|不含|不包括)(?:那些|其中的?|掉)?\s*$"
    r"|\b(?:excluding|not counting|leaving out|leaving aside|without|apart from|minus|less|except(?: for)?)"
    r"(?: (?:the|all|any|those))*\s*$"
)
WHOLE = {"t3.new", "t3.res.total", "t3.res"}
BEHIND = Look(
    r"^(?:的|那些|那部分|部分|申请|\d*[件项])*\s*(?:都|就|先)?(?:不算|不计|不含|不包括|除外|扣掉|扣除|去掉|刨掉|剔除|减掉)"
    r"|^(?: (?:ones|requests|cases|applications))* (?:excluded|left out|set aside|aside|not counted|taken out)\b"
)
LEFT = Look(r"剩|余下|其余|还有(?:几|多少)|还收|\b(?:left|remain\w*|the rest|others?|how many (?:are|were) there)\b")
SET_ASIDE = ("rows", "applicants", "results", "blocks")
WITH_A_REST = ("org", "natural")  # the form has a row or column of its own for what is left


def rows_left_out(text: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """The words of what a question on one figure sets aside before it asks what is left; () where it does not."""
    of_whole = {hit.target for hit in hits if hit.group == "rows"} & WHOLE
    if not LEFT.search(text) and not of_whole:
        return ()
    out = [hit for hit in hits if hit.group in SET_ASIDE and hit.target not in WITH_A_REST]
    if not LEFT.search(text):  # "收到申请，不含重复的，有多少": a part of them, which no cell leaves out
        out = [hit for hit in out if hit.group == "rows" and hit.target.startswith("t3.res.")]
    return tuple(
        dict.fromkeys(hit.text for hit in out if BEFORE.search(text[: hit.start]) or BEHIND.match(text[hit.end :]))
    )
