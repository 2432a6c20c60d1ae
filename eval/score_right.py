"""Right answers: what the case says an answer must hold, by the type of the case."""

import re
from decimal import Decimal

from eval import shown
from eval.cases import Case
from eval.number_masks import fold
from eval.numbers import MONEY, Amount, Numeral, find_numerals, shows
from eval.places import expected_number, expected_places
from eval.score import Score
from eval.shown import AnswerJson
from eval.truth import Truth, squeeze

BLANK_WORDS = (
    "空白", "未填", "没填", "没有填", "留空", "未报", "未列", "无数据", "为空",
    "blank", "empty", "not filled", "unfilled", "left unfilled", "not reported",
)  # fmt: skip
_GENERIC = re.compile(r"(?:市|县|区|省)?(?:卫生健康|中医药|卫健|卫生和计划生育|卫生局).*$")
_NO_ANSWER = ("refuse", "clarify", "blank")
_SAID = 0.5  # share of the value's word pairs that an answer in other words must hold


def score_right(case: Case, answer: AnswerJson, truth: Truth) -> Score:
    """Return whether the answer holds what the case asks for; wrong figures are scored elsewhere."""
    check = {
        "number": _right_number,
        "text": _right_text,
        "list": _right_list,
        "blank": _right_blank,
        "refuse": _right_refusal,
        "clarify": _right_clarify,
    }[case.answer.type]
    fault = _mentions(case, answer) or check(case, answer, truth)
    return Score(False, fault) if fault else Score(True, f"holds what a right answer of type {case.answer.type} holds")


def _mentions(case: Case, answer: AnswerJson) -> str | None:
    text = shown.words(answer)
    full = text + "\n" + " ".join(str(figure.get("value") or "") for figure in shown.figures(answer))
    for wording in case.must_mention:
        if not holds(text, wording):
            return f"does not mention {wording!r}"
    for group in case.anyof:
        if not any(holds(text, wording) for wording in group):
            return f"mentions none of {', '.join(group[:6])}"
    for wording in case.must_not_mention:
        if holds(full, wording):
            return f"mentions {wording!r}, which it must not"
    return None


def holds(text: str, wording: str) -> bool:
    """Whether the text holds the wording, blanks and case aside; bare digits only as a whole number."""
    if re.fullmatch(r"\s*[\d,]+(?:\.\d+)?\s*", wording):
        digits = re.escape(wording.replace(",", "").strip())
        return re.search(rf"(?<![\d.]){digits}(?![\d]|\.\d)", fold(text).replace(",", "")) is not None
    return squeeze(fold(wording)).lower() in squeeze(fold(text)).lower()


def _right_number(case: Case, answer: AnswerJson, truth: Truth) -> str | None:
    if shown.kind(answer) in _NO_ANSWER:
        return f"{shown.kind(answer)} instead of the number"
    wanted = expected_number(case)
    if wanted is None:
        return f"the case's value {case.answer.value!r} is no number"
    unit = case.answer.unit if case.answer.unit in (*MONEY, "%") else ""
    accepted = [Amount(wanted, unit), *_accepted_amounts(case)]
    text = shown.words(answer)
    in_words = any(_accepts(numeral, accepted) for numeral in find_numerals(text)) or (
        wanted == 0 and any(holds(text, word) for word in case.answer.acceptable if not re.search(r"\d", word))
    )
    if not in_words and not holds(text, str(case.answer.value)):
        return f"does not show {case.answer.value}{case.answer.unit}"
    figures = [Amount(Decimal(str(f["number"])), str(f.get("unit") or "")) for f in shown.numbered(answer)]
    if expected_places(case, truth).direct and not any(_figure_accepts(figure, accepted) for figure in figures):
        return f"{case.answer.value} is in its words, but in none of its figures"
    return None


def _accepted_amounts(case: Case) -> list[Amount]:
    amounts = []
    for wording in case.answer.acceptable:
        numerals = find_numerals(wording)
        if len(numerals) == 1:
            amounts.append(Amount(numerals[0].value, numerals[0].unit))
    return amounts


def _accepts(numeral: Numeral, accepted: list[Amount]) -> bool:
    """A ratio or a mean may show more decimals than the case: 11.137 for 11.14."""
    return any(
        shows(numeral, amount) or _rounds_to(numeral.value, amount.value)
        for amount in accepted
        if _unit_stands(numeral, amount)
    )


def _unit_stands(numeral: Numeral, amount: Amount) -> bool:
    strict = (*MONEY, "%")
    if amount.unit not in strict:
        return numeral.unit not in strict or numeral.unit == "%"
    return numeral.unit in strict


def _figure_accepts(figure: Amount, accepted: list[Amount]) -> bool:
    for amount in accepted:
        if figure.unit in MONEY and amount.unit in MONEY:
            if figure.value * MONEY[figure.unit] == amount.value * MONEY[amount.unit]:
                return True
        elif figure.value == amount.value or _rounds_to(figure.value, amount.value):
            return True
    return False


def _rounds_to(value: Decimal, wanted: Decimal) -> bool:
    exponent = wanted.normalize().as_tuple().exponent
    return isinstance(exponent, int) and exponent < 0 and abs(value - wanted) <= Decimal(1).scaleb(exponent) / 2


def _right_text(case: Case, answer: AnswerJson, truth: Truth) -> str | None:
    if shown.kind(answer) == "clarify" or (shown.kind(answer) == "refuse" and not case.anyof):
        return f"{shown.kind(answer)} instead of an answer"
    text = shown.words(answer)
    said = [wording for wording in case.answer.acceptable if holds(text, wording)]
    if case.anyof or said or not case.answer.acceptable:
        return None
    share = _overlap(text, str(case.answer.value))
    return None if share >= _SAID else f"says {share:.0%} of {str(case.answer.value)[:40]!r} and no accepted wording"


def _overlap(text: str, value: str) -> float:
    """Share of the value's pairs of neighbouring characters (words, in English) that the text holds."""
    if value.isascii():
        wanted = set(re.findall(r"[a-z]{4,}", value.lower()))
        there = set(re.findall(r"[a-z]{4,}", text.lower()))
    else:
        wanted, there = _pairs(value), _pairs(text)
    return len(wanted & there) / len(wanted) if wanted else 0.0


def _pairs(text: str) -> set[str]:
    plain = re.sub(r"[^\w]", "", text)
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def _right_list(case: Case, answer: AnswerJson, truth: Truth) -> str | None:
    if shown.kind(answer) in ("refuse", "clarify"):
        return f"{shown.kind(answer)} instead of the list"
    items = case.answer.value if isinstance(case.answer.value, list) else [case.answer.value]
    text = shown.words(answer)
    numbers = [numeral for item in items for numeral in find_numerals(str(item))]
    there = [numeral.value for numeral in find_numerals(text)]
    for numeral in numbers:
        if numeral.value not in there:
            return f"does not show {numeral.text}{numeral.unit}"
    if any(word in str(item) for item in items for word in BLANK_WORDS) and not _says_blank(case, text):
        return "does not say what is blank"
    if case.category == "rank" and not _in_order([numeral.value for numeral in numbers], there):
        return "shows the numbers in another order"
    names = [str(item) for item in items if not find_numerals(str(item)) and not str(item).isascii()]
    missing = [name for name in names if not _names(text, name) and not _overlap(text, name) >= _SAID]
    return f"does not name {missing[0]}" if missing and not case.anyof and not case.must_mention else None


def _in_order(wanted: list[Decimal], there: list[Decimal]) -> bool:
    rest = iter(there)
    return all(any(value == number for value in rest) for number in wanted)


def _right_blank(case: Case, answer: AnswerJson, truth: Truth) -> str | None:
    if shown.kind(answer) in ("refuse", "clarify"):
        return f"{shown.kind(answer)} instead of saying that the cell is blank"
    return None if _says_blank(case, shown.words(answer)) else "does not say that the cell is blank"


def _says_blank(case: Case, text: str) -> bool:
    return any(holds(text, word) for word in (*BLANK_WORDS, *case.answer.acceptable))


def _right_refusal(case: Case, answer: AnswerJson, truth: Truth) -> str | None:
    if shown.kind(answer) != "refuse":
        said = any(holds(shown.words(answer), wording) for wording in case.answer.acceptable)
        return None if said else f"{shown.kind(answer) or 'no kind'} instead of a refusal"
    refusal = answer.get("refusal") or {}
    return None if refusal.get("reason") and shown.words(answer) else "refuses without a reason"


def _right_clarify(case: Case, answer: AnswerJson, truth: Truth) -> str | None:
    asks = shown.kind(answer) == "clarify" and len(answer.get("options") or ()) >= 2
    if names_every_candidate(case, answer, truth) and (asks or shown.numbered(answer) or case.source):
        return None
    return None if asks and not case.source else "neither asks back with the candidates nor names them all"


def names_every_candidate(case: Case, answer: AnswerJson, truth: Truth) -> bool:
    """Whether the answer names every report of the case's sources, or of the collection where it has none."""
    files = {source.file for source in case.source} or set(truth.reports)
    text = shown.words(answer) + "\n" + "\n".join(str(figure.get("issuer")) for figure in shown.figures(answer))
    issuers = [truth.reports[file].issuer for file in files if file in truth.reports]
    return bool(issuers) and all(_names(text, issuer) for issuer in issuers)


def _names(text: str, issuer: str) -> bool:
    """Whether the text holds the issuer's name or its place: 平凉市崆峒区卫生健康局, 崆峒."""
    place = _GENERIC.sub("", issuer)
    last = [part for part in re.split(r"[省市县区]", place) if part]
    return holds(text, issuer) or (bool(last) and len(last[-1]) >= 2 and holds(text, last[-1]))
