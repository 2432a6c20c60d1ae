"""Every numeral of a sent text, read again: it must equal a figure, stand in a cited quote or in the question.

The question's own numbers count in any notation (`asked_numbers`). This knows nothing of the reports and of how
answers are made: it compares the words of an answer with what the answer itself gives as figures and citations.
Marks, dates, ordinals and article numbers are no numerals (`number_masks`); counts of reports and cells, and a zero
that is denied ("not zero"), are no figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eval import shown
from eval.asked_numbers import amounts_said
from eval.number_masks import MASKED
from eval.numbers import Amount, Numeral, find_numerals, parse_amount, shows
from eval.score_wrong import denied_zero, is_count
from eval.shown import AnswerJson


@dataclass(frozen=True, slots=True)
class Reread:
    """How many numerals a text shows outside quotes, and those bound to nothing, with the words around each."""

    numerals: int
    unbound: tuple[str, ...] = ()


def reread(answer: AnswerJson, asked: Sequence[str], reports: int) -> Reread:
    """Read an answer's sent text again.

    `asked` are the question and the turns before it; `reports` is how many there are, the most a count may say.
    """
    text = shown.words(answer)
    for citation in shown.citations(answer):
        if citation.quote:
            text = text.replace(citation.quote, MASKED * len(citation.quote))
    allowed = _allowed(answer)
    said = [amount for words in asked for amount in amounts_said(words)]
    numerals = find_numerals(text)
    unbound = tuple(
        f"{text[max(0, n.start - 16) : n.end + 8]!r}: {n.text}{n.unit}".replace("\n", " ")
        for n in numerals
        if not _bound(n, [*allowed, *said], text, reports)
    )
    return Reread(len(numerals), unbound)


def _bound(numeral: Numeral, amounts: Sequence[Amount], text: str, reports: int) -> bool:
    if any(shows(numeral, amount) for amount in amounts):
        return True
    return is_count(numeral, text, reports) or denied_zero(numeral, text)


def _allowed(answer: AnswerJson) -> list[Amount]:
    amounts: list[Amount] = []
    for figure in shown.figures(answer):
        unit, computed = str(figure.get("unit") or ""), figure.get("state") == "computed"
        if (value := parse_amount(str(figure.get("value") or ""), unit)) is not None:
            amounts.append(Amount(value.value, value.unit, computed))
        formula = figure.get("formula") or {}
        amounts += [Amount(n.value, n.unit) for n in find_numerals(str(formula.get("expression") or ""))]
    for citation in shown.citations(answer):
        if citation.printed is not None and (value := parse_amount(citation.printed)) is not None:
            amounts.append(value)
        amounts += [Amount(n.value, n.unit) for n in find_numerals(citation.quote or "")]
    return amounts
