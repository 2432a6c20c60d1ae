"""Wrong figures: the worst an answer can do.

A figure is wrong when a number is shown that is not the cited cell's value, a number is given for a blank, absent
or refused case, or the right number stands under another cell. Numbers of the question, of cited quotes and of
formulas, and counts of reports and cells may be shown.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from eval import shown
from eval.cases import Case
from eval.number_masks import MASKED
from eval.numbers import MONEY, Amount, Numeral, find_numerals, shows
from eval.places import Places, expected_number, expected_places
from eval.score import Score
from eval.score_right import names_every_candidate
from eval.shown import AnswerJson
from eval.truth import Truth
from eval.verify import Verified

_CLAUSE = re.compile(r"[，。；;：:,\n!?！？]|\.\s")
_DENIED = re.compile(
    r"不|非|≠|未必|假如|如果|若|\b(?:not|never|n't|cannot|rather than|instead of|if|nor)\b|n't\b|n’t\b", re.IGNORECASE
)
_ECHO = re.compile(r"[“”\"「『]|您|你问|问题|所问|提到|所说|question|you (?:say|ask)|premise|误|不是|并非|而非|\bnot\b")
_CELLS = re.compile(
    r"\s*(?:个)?(?:空白)?(?:单元格|格|栏|行|列|处)|\s*(?:of (?:the )?(?:its )?\d+ )?(?:blank |empty |printed )?"
    r"(?:cells?|rows?|columns?|boxes|places)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\s*(?:/\s*\d+\s*)?(?:份|家|个|篇)?\s*(?:年度)?(?:报告|年报|单位|机关|年度|年份|候选)|\s*家|\s*份(?:中|里|有|未|没|空白|缺|$|[，。；、）])"
    r"|\s*(?:of (?:the )?\d+ )?(?:[a-z-]+ ){0,2}(?:reports?|bodies|body|issuers?|bureaus?|organi[sz]ations?|years)\b",
    re.IGNORECASE,
)


def score_wrong(case: Case, answer: AnswerJson, truth: Truth, verified: Verified) -> Score:
    """Return True with the first reason where a wrong figure is shown, else False."""
    places = expected_places(case, truth)
    problems = [
        *verified.problems,
        *_unbound(case, answer, truth, verified, places),
        *_number_for_nothing(case, answer, truth),
        *_another_cell(case, answer, places),
    ]
    return Score(bool(problems), "; ".join(problems[:3]) if problems else "every number shown is bound to its place")


def _unbound(case: Case, answer: AnswerJson, truth: Truth, verified: Verified, places: Places) -> Iterable[str]:
    """Numbers in the words of the answer that stand in nothing it cites."""
    asked = [
        Amount(numeral.value, numeral.unit)
        for text in (case.question, *case.history)
        for numeral in find_numerals(text)
    ]
    text = shown.all_words(answer)
    allowed: Sequence[Amount] = verified.amounts
    if case.answer.type == "refuse":
        allowed = _may_stand_beside(case, truth, verified.amounts)
    else:
        text = _without_quotes(text, verified.quotes)
    for numeral in find_numerals(text):
        if any(shows(numeral, amount) for amount in allowed) and not _zero_for_blank(case, numeral, text, places):
            continue
        if is_count(numeral, text, len(truth.reports)) or denied_zero(numeral, text):
            continue
        if _echoes(case, numeral, asked, text):
            continue
        yield f"{_around(text, numeral)!r}: {numeral.text}{numeral.unit} is bound to nothing it cites"


def _without_quotes(text: str, quotes: Sequence[str]) -> str:
    """A quote may hold what is no figure where it was printed: the number of a paragraph, say. Positions stay."""
    for quote in sorted(quotes, key=len, reverse=True):
        text = text.replace(quote, MASKED * len(quote))
    return text


def _may_stand_beside(case: Case, truth: Truth, amounts: Sequence[Amount]) -> list[Amount]:
    """In a refusal only numbers of the case's own lines: what is there instead, never a neighbour's figure."""
    own = {
        cell.value
        for source in case.source
        for cell in truth.cells_on(source.file, source.line)
        if cell.value is not None
    }
    if any(unit in case.question.lower() for unit in ("money", "yuan", "元", "经费", "金额")):
        return []  # a count of items is no amount of money
    return [amount for amount in amounts if amount.value in own]


def _zero_for_blank(case: Case, numeral: Numeral, text: str, places: Places) -> bool:
    return case.answer.type == "blank" and numeral.value == 0 and not denied_zero(numeral, text)


def denied_zero(numeral: Numeral, text: str) -> bool:
    """A zero that is not given as the value: 不是 0, not zero, 若空白表示 0."""
    if numeral.value != 0:
        return False
    clause = _CLAUSE.split(text[: numeral.start])[-1]
    return bool(_DENIED.search(clause[-40:]))


def is_count(numeral: Numeral, text: str, reports: int) -> bool:
    """Counts of cells, and counts of reports no larger than the collection of that many."""
    after, before = text[numeral.end : numeral.end + 40], text[max(0, numeral.start - 14) : numeral.start]
    if _CELLS.match(after) and not numeral.unit:
        return True
    if numeral.value > reports or numeral.unit:
        return False
    counted_before = re.search(r"(?:报告|年报|\d\s*份)(?:中的?|里的?|，其中)\s*(?:有)?\s*$", before)
    return bool(_REPORTS.match(after) or counted_before)


def _echoes(case: Case, numeral: Numeral, asked: Sequence[Amount], text: str) -> bool:
    """A number of the question said back. A sum of money must be said back as the question's, not as the answer."""
    if not any(abs(amount.value) == abs(numeral.value) and amount.unit == numeral.unit for amount in asked):
        return False
    if numeral.value == 0 and case.answer.type == "blank":
        return False
    if numeral.unit not in MONEY:
        return True
    return bool(_ECHO.search(text[max(0, numeral.start - 16) : numeral.end + 8]))


def _number_for_nothing(case: Case, answer: AnswerJson, truth: Truth) -> Iterable[str]:
    given = shown.numbered(answer)
    if not given:
        return
    what = f"{given[0].get('value')} ({given[0].get('label') or given[0].get('cell')})"
    if case.answer.type == "blank":
        yield f"gives {what} for a blank cell"
    elif case.answer.type == "refuse":
        yield f"gives {what} where nothing is there to give"
    elif case.answer.type == "clarify" and not names_every_candidate(case, answer, truth):
        yield f"gives {what} for one reading of an ambiguous question"


def _another_cell(case: Case, answer: AnswerJson, places: Places) -> Iterable[str]:
    """The right number from another cell, or another cell's number as the answer."""
    wanted = expected_number(case)
    given = shown.numbered(answer)
    if not given or shown.kind(answer) == "clarify":
        return
    elsewhere = not any(_stands_at(figure, answer, places) for figure in given)
    named = f"{given[0].get('value')} ({given[0].get('cell')})"
    if wanted is None:
        if places.every and places.cells and elsewhere:
            yield f"answers with {named}, which is none of the asked cells"
        return
    right = [figure for figure in given if _is(Decimal(str(figure["number"])), wanted, str(figure.get("unit") or ""))]
    if not right:
        computed = any(figure.get("state") == "computed" for figure in given)
        in_words = any(shows(numeral, Amount(wanted, computed=True)) for numeral in find_numerals(shown.words(answer)))
        # The operands of a sum, each cited, are no lie where the sum itself is missing.
        if not in_words and (computed or elsewhere or not places.every):
            yield f"answers with {named}; the asked value is {wanted}"
    elif places.direct and not any(_stands_at(figure, answer, places) for figure in right):
        asked = ", ".join(sorted({cell.cell for cell in places.cells}))
        yield f"the right number {wanted} under another cell ({right[0].get('cell')} instead of {asked})"


def _is(number: Decimal, wanted: Decimal, unit: str) -> bool:
    if unit == "%" and abs(number - wanted * 100) <= Decimal("0.5"):
        return True
    exponent = wanted.normalize().as_tuple().exponent
    places = min(exponent, 0) if isinstance(exponent, int) else 0
    slack = Decimal(1).scaleb(places) / 2 if places else Decimal(0)
    return abs(number - wanted) <= slack


def _stands_at(figure: object, answer: AnswerJson, places: Places) -> bool:
    if not isinstance(figure, dict):
        return False
    formula = figure.get("formula") or {}
    own = {*(figure.get("citations") or ()), *(formula.get("inputs") or ())}
    lines = {(place.file, place.line) for place in places.places}
    cells = {(cell.file, cell.cell) for cell in places.cells}
    return any(
        (citation.file, citation.line) in lines or (citation.file, citation.cell) in cells
        for citation in shown.citations(answer)
        if citation.n in own
    )


def _around(text: str, numeral: Numeral) -> str:
    return text[max(0, numeral.start - 12) : numeral.end + 8].replace("\n", " ")
