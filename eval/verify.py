"""Whether the figures and citations of an answer are what the reports print.

The answer's own words about itself are not believed: a cited cell is compared with the known cell or, where none
is known, with the cited line; a quote must stand in the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile
from typing import Any

from eval import shown
from eval.formulas import follows
from eval.numbers import MONEY, Amount, find_numerals, parse_amount
from eval.shown import AnswerJson, Cited
from eval.truth import KnownCell, Truth, squeeze


@dataclass(frozen=True, slots=True)
class Verified:
    """The numbers that the answer may show, and what is untrue in it (empty where all is well)."""

    amounts: tuple[Amount, ...]
    problems: tuple[str, ...]
    quotes: tuple[str, ...] = ()  # cited quotes that stand in their report


def verify(answer: AnswerJson, truth: Truth) -> Verified:
    """Check every citation and figure of the answer against the truth."""
    amounts: dict[int, list[Amount]] = {}
    problems: list[str] = []
    quotes: list[str] = []
    cited = {citation.n: citation for citation in shown.citations(answer)}
    for n, citation in cited.items():
        amounts[n], found = _check_citation(citation, truth)
        problems += found
        quotes += [citation.quote] if citation.quote and not found else []
    bound = [amount for listed in amounts.values() for amount in listed]
    for figure in shown.numbered(answer):
        number = Decimal(str(figure["number"]))
        if problem := _check_figure(figure, number, cited, amounts):
            problems.append(problem)
        else:
            bound.append(Amount(number, str(figure.get("unit") or ""), figure.get("state") == "computed"))
    for finding in answer.get("findings") or ():
        printed = [amount.value for n in finding.get("citations") or () for amount in amounts.get(n, ())]
        bound += _sums(str(finding.get("message") or ""), printed)
    return Verified(tuple(bound), tuple(problems), tuple(quotes))


def _sums(message: str, printed: list[Decimal]) -> list[Amount]:
    """The sums that a finding tells: each is followed by its parts, all of them cited cells, and they add up to it."""
    told = [numeral.value for numeral in find_numerals(message)]
    sums = []
    for at, total in enumerate(told):
        parts = list(takewhile(printed.__contains__, told[at + 1 :]))
        if any(sum(parts[:end]) == total for end in range(2, len(parts) + 1)):
            sums.append(Amount(total))
    return sums


def _check_citation(citation: Cited, truth: Truth) -> tuple[list[Amount], list[str]]:
    where = f"citation [{citation.n}]"
    facts = truth.reports.get(citation.file)
    if facts is None:
        return [], [f"{where} names {citation.file or 'no file'}, which is not in the collection"]
    if citation.year != facts.year or not _same_name(citation.issuer, facts.issuer):
        named = f"{citation.issuer} {citation.year}"
        return [], [f"{where} gives {citation.file} to {named}; it is {facts.issuer} {facts.year}"]
    if citation.printed is not None:
        return _check_printed(citation, citation.printed, truth, where)
    if citation.quote:
        return _check_quote(citation, citation.quote, truth, where)
    return [], []


def _check_printed(citation: Cited, printed: str, truth: Truth, where: str) -> tuple[list[Amount], list[str]]:
    amount = parse_amount(printed)
    known = truth.cell(citation.file, citation.cell) if citation.cell else None
    on_line = truth.cells_on(citation.file, citation.line)
    known = known or (on_line[0] if len(on_line) == 1 else None)
    if known is not None:
        if (amount.value if amount else None) != known.value:
            return [], [f"{where} says {known.cell} prints {printed!r}; it prints {known.printed!r}"]
    elif squeeze(printed) not in squeeze(truth.line(citation.file, citation.line)) and citation.line is not None:
        return [], [f"{where} says line {citation.line} prints {printed!r}; it does not"]
    return ([amount] if amount else []), []


def _check_quote(citation: Cited, quote: str, truth: Truth, where: str) -> tuple[list[Amount], list[str]]:
    numbers = [Amount(numeral.value, numeral.unit) for numeral in find_numerals(quote)]
    if truth.holds(citation.file, quote):
        return numbers, []
    cells = truth.cells_of(citation.file, citation.table) if citation.table else ()
    if cells and all(_printed_there(number, cells) for number in numbers):
        return numbers, []  # a whole table, set out in another way than in the file
    return [], [f"{where} quotes what {citation.file} does not print: {quote[:40]!r}"]


def _printed_there(number: Amount, cells: tuple[KnownCell, ...]) -> bool:
    return any(cell.value is not None and abs(cell.value) == abs(number.value) for cell in cells)


def _check_figure(
    figure: Mapping[str, Any],
    number: Decimal,
    cited: Mapping[int, Cited],
    amounts: Mapping[int, list[Amount]],
) -> str | None:
    name = f"figure {figure.get('label') or figure.get('cell')}"
    value = parse_amount(str(figure.get("value") or ""))
    unit = str(figure.get("unit") or "")
    if value is None or not _written_as(value, number, unit):
        return f"{name}: value {figure.get('value')!r} is not its number {number}"
    if figure.get("state") == "computed":
        return _check_computed(figure, number, amounts, name)
    own = [cited[n] for n in figure.get("citations") or () if n in cited]
    if not own:
        return f"{name}: {number} without a citation"
    if not any(amount.value == number for citation in own for amount in amounts[citation.n]):
        return f"{name}: {number} is not what its citation shows"
    cells = {citation.cell for citation in own if citation.cell}
    if cells and figure.get("cell") and figure["cell"] not in cells:
        return f"{name}: {number} stands under {figure['cell']} but cites {', '.join(sorted(cells))}"
    if not any(figure.get("year") == c.year and _same_name(str(figure.get("issuer")), c.issuer) for c in own):
        return f"{name}: {number} is given to {figure.get('issuer')} {figure.get('year')}, not to the report it cites"
    units = {amount.unit for citation in own for amount in amounts[citation.n] if amount.value == number}
    if unit in MONEY and units and units <= set(MONEY) and unit not in units:
        return f"{name}: printed in {', '.join(sorted(units))}, shown in {unit}"
    return None


def _check_computed(
    figure: Mapping[str, Any], number: Decimal, amounts: Mapping[int, list[Amount]], name: str
) -> str | None:
    formula = figure.get("formula")
    if not formula:
        return f"{name}: computed, but without a formula"
    inputs = [amount.value for n in formula.get("inputs") or () for amount in amounts.get(n, ())]
    if not inputs:
        return f"{name}: computed from nothing that is cited"
    expression = str(formula.get("expression") or "")
    if not follows(number, str(figure.get("unit") or ""), expression, inputs):
        return f"{name}: {number} does not follow from {expression!r} over {', '.join(map(str, inputs))}"
    return None


def _written_as(value: Amount, number: Decimal, unit: str) -> bool:
    exponent = value.value.normalize().as_tuple().exponent
    places = min(exponent, 0) if isinstance(exponent, int) else 0
    slack = Decimal(1).scaleb(places) / 2 if places < 0 else Decimal(0)
    readings = (number, number * 100) if value.unit == "%" and unit != "%" else (number,)
    return any(abs(abs(value.value) - abs(reading)) <= slack for reading in readings)


def _same_name(one: str, other: str) -> bool:
    """One name holds the other: 宜春市卫生健康委 and 宜春市卫生健康委员会. A name in English is not compared."""
    a, b = squeeze(one), squeeze(other)
    return a.isascii() or b.isascii() or a in b or b in a
