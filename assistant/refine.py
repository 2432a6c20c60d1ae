"""Where words alone do not decide the cell: the guess by meaning decides, asks back, or changes nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Language
from assistant.leftover import leftover
from assistant.lexicon import CHINESE, Hit
from assistant.meant import VERBS
from assistant.paraphrase import MARGIN, NOTHING, Guess
from assistant.reading import Library, Reading
from assistant.terms import Terms, cells_of
from index.form import Forms
from index.quick import quick

GENERAL = {"t3.res.denied", "t3.res.unable", "t3.res.refuse", "t3.res.other", "t4.review.total", "t4.lit.total"}
LEAST = 0.3  # a best guess below this is no guess
STRONG = 0.45  # a guess of this strength may stand against a row that is named by a verb or as a group
CLOSE = 0.25  # how far below the best an option may lie
OPTIONS = 3
GIVEN = {"t3.res.granted", "t3.res.partial"}
NOT = re.compile(r"[没未无]|不(?![仅但只过])")
NOT_EN = re.compile(r"\b(?:not|never|without|nothing|none)\b|n['’]t\b")
ORDINAL = re.compile(r"^[一二三四]、|^（[一二三四五六七]）|^\d\.")


@quick
@dataclass(frozen=True, slots=True)
class Refined:
    """The terms to go on with, or the targets to ask back with; `words` are what was understood only by meaning."""

    terms: Terms
    words: tuple[str, ...] = ()
    taken: str = ""  # the target that the words were read as
    options: tuple[str, ...] = ()  # cells, best first: ask
    sure: float = 1.0  # of `taken`: how well the question fits it
    nothing: bool = False  # it asks for something that no cell gives


def refine(reading: Reading, terms: Terms, asked: str, library: Library) -> Refined:
    """Look at the words that the lexicon left over. `asked` is the part of the question that asks."""
    forms = library.forms
    if library.paraphrases is None or terms.metrics or len(terms.rows) > 1 or len(terms.blocks) > 1:
        return Refined(terms)
    own = _own(terms)
    words = leftover(asked, reading.hits)
    if words and own.startswith("t2.") and not terms.measures:
        return _of_row(own, terms, asked, words, library)
    if not words or (own and own not in GENERAL and own.split("|")[0] not in VERBS):
        return Refined(terms)
    guesses = [guess for guess in library.paraphrases.guess(asked) if _possible(guess.target, terms, forms)]
    if not guesses or guesses[0].score < LEAST:
        return Refined(terms)
    best, second = guesses[0], guesses[1] if len(guesses) > 1 else Guess("", 0.0)
    said = bool(terms.rows and (terms.requests or terms.applicants or terms.rows[0] not in VERBS)) or bool(terms.blocks)
    if best.target == own:
        return Refined(terms) if said else Refined(terms, words=words, taken=own, sure=best.score)
    if said and (best.score < STRONG or best.target == NOTHING):
        return Refined(terms)  # the row is named: a faint guess does not stand against it
    if best.score - second.score >= MARGIN and not _denied(best.target, words, asked):
        if best.target == NOTHING:
            return Refined(terms, nothing=True)
        return Refined(_with_target(terms, best.target, forms), words=words, taken=best.target, sure=best.score)
    if said and own in [guess.target for guess in guesses[:OPTIONS]]:
        return Refined(terms)
    near = [guess.target for guess in guesses if guess.score >= best.score - CLOSE and guess.target != NOTHING]
    options = tuple(dict.fromkeys(_cell(t, terms, forms) for t in near[:OPTIONS]))
    return Refined(terms, words=words, options=options)


def _denied(target: str, words: Sequence[str], asked: str) -> bool:
    """Whether the words say that nothing was given, where the guess says that all or some was: 没能拿到全部信息."""
    return target in GIVEN and (any(NOT.search(word) for word in words) or bool(NOT_EN.search(asked)))


def _of_row(row: str, terms: Terms, asked: str, words: tuple[str, ...], library: Library) -> Refined:
    """Which figure of a row of table 2 the words left over ask for; the row's own where the guess is not clear."""
    assert library.paraphrases is not None
    own = [guess for guess in library.paraphrases.guess(asked) if guess.target.startswith(f"{row}.")]
    if not own or own[0].target == f"{row}.decisions":
        return Refined(terms)  # what the row means by itself: words left over may narrow it
    if own[0].score < LEAST or (len(own) > 1 and own[0].score - own[1].score < MARGIN):
        return Refined(terms)
    return Refined(_with_target(terms, own[0].target, library.forms), words, own[0].target, sure=own[0].score)


def _own(terms: Terms) -> str:
    """The target that the words alone give; "" for none."""
    if terms.blocks:
        return f"{terms.blocks[0]}.{terms.results[0] if terms.results else 'total'}"
    if terms.rows:
        return terms.rows[0]
    return "t3.new" if terms.requests or terms.applicants else ""


def _possible(target: str, terms: Terms, forms: Forms) -> bool:
    """Whether a target fits what the words do say: an applicant is one of table 3, a block one of table 4."""
    if target == NOTHING:
        return not terms.blocks
    if terms.blocks:
        return target.startswith("t4.")
    if terms.applicants:
        return target.startswith("t3.")
    return True


def _with_target(terms: Terms, target: str, forms: Forms) -> Terms:
    if target in forms.metrics:
        return replace(terms, rows=(), metrics=(target,))
    if target.startswith("t4."):
        block, _, result = target.rpartition(".")
        return replace(terms, rows=(), blocks=(block,), results=(result,))
    if target.startswith("t2."):
        row, _, measure = target.rpartition(".")
        return replace(terms, rows=(row,), measures=(measure,), pairs=(), firm=True)
    return replace(terms, rows=(target,), noun=True)


def _cell(target: str, terms: Terms, forms: Forms) -> str:
    return cells_of(_with_target(terms, target, forms), forms)[0]


def said(refined: Refined, language: Language, forms: Forms) -> str:
    """What was assumed: "“涉密内容”按“属于国家秘密”理解。"."""
    words = "、".join(refined.words[:4])
    zh, en = _names(refined.taken, forms)
    return f"“{words}”按“{zh}”理解。" if language == "zh" else f'"{words}" is read as {en}.'


def mended_words(said: Sequence[tuple[str, str]], language: Language) -> list[str]:
    """What words typed with characters of the same sound were read as."""
    if language == "zh":
        return [f"“{typed}”按“{meant}”理解。" for typed, meant in said]
    return [f"“{typed}” is read as “{meant}”." for typed, meant in said]


def corrected_words(hits: Sequence[Hit], terms: Terms, language: Language, forms: Forms) -> list[str]:
    """What misspelt words were read as: "“许克”按“行政许可”理解。"."""
    named = {*terms.rows, *terms.blocks, *terms.metrics}
    told: dict[str, str] = {}
    for hit in hits:
        if hit.sure == 1:
            continue
        if not CHINESE.search(hit.text):
            if hit.group in ("rows", "blocks") and hit.target in named:
                known = forms.blocks if hit.group == "blocks" else forms.rows
                told[hit.text] = known[hit.target].en if hit.target in known else ""
            continue
        if hit.group in ("rows", "blocks", "metrics") and hit.target in named:
            told[hit.text] = forms.blocks[hit.target].zh if hit.group == "blocks" else _names(hit.target, forms)[0]
        elif hit.group == "results":
            told[hit.text] = forms.results[hit.target].zh
    if language == "zh":
        return [f"“{said}”按“{meant}”理解。" for said, meant in told.items() if meant and said != meant]
    return [f"“{said}” is read as “{meant}”." for said, meant in told.items() if meant and said != meant]


def _names(target: str, forms: Forms) -> tuple[str, str]:
    """What a target is called, in Chinese and in English."""
    if target in forms.metrics:
        return forms.metrics[target].zh, forms.metrics[target].en
    if target in forms.rows:
        return ORDINAL.sub("", forms.rows[target].zh), forms.rows[target].en
    if target.startswith("t4."):
        block, _, result = target.rpartition(".")
        one, other = forms.blocks[block], forms.results[result]
        return f"{one.zh}·{other.zh}", f"{one.en}: {other.en}"
    row, _, measure = target.rpartition(".")
    measure = measure if measure in forms.measures else f"{row.removeprefix('t2.')}.{measure}"
    return f"{forms.rows[row].zh}·{forms.measures[measure].zh}", f"{forms.rows[row].en}: {forms.measures[measure].en}"
