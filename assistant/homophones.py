"""The phrases of a question; where words are left that nothing understands, those meant by their sound: 不予公快.

`near_hits` in `matching` knows a short phrase with one character wrong; here a phrase is told by the sound of all of
it, and the words around it that no row is made of, such as 公开, are mended as well: 申请公凯.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from assistant.intent import wants
from assistant.leftover import leftover
from assistant.lexicon import CHINESE, Hit, Lexicon
from assistant.matching import SPELLED_GROUPS, find_hits
from assistant.rows_said import ARTICLE, rows_by_article, rows_by_number, rows_of_backlog
from index.form import Forms
from index.words import in_known_words

# Words that say of a request that it is one, and whose figures these are: no rows, but in nearly every question.
CORE = (
    *("政府信息公开申请", "政府信息公开", "信息公开申请", "依申请公开", "申请公开", "信息公开", "政府信息"),
    *("公开申请", "公开", "申请"),
)
# Other words that begin or end like these: none is a slip.
OTHER_WORDS = "公告 公示 公报 公布 公务 公用 公共 公文 公益 公众 公章 申诉 申报 申明 申领 信访 信函 信用 信箱 信件"
OTHERS = frozenset(OTHER_WORDS.split())
SHORTEST, LONGEST = 3, 12  # characters of a phrase of the form
NEAR = 4  # characters of a phrase from which on one of them may sound a little different
LONG = 6  # characters of a core word from which on one of them may be any other
MOST_WORDS, LONGEST_WORD = 4, 8


class Read(NamedTuple):
    """A question, and the same without names, with their hits and the words that no hit covers.

    `said`: what was mended, as it was typed and as it is read; the characters stand in the same places.
    """

    text: str
    masked: str
    hits: list[Hit]
    left: tuple[str, ...]
    said: tuple[tuple[str, str], ...] = ()


def phrases_read(text: str, masked: str, lexicon: Lexicon, forms: Forms) -> Read:
    """Find the phrases; where words are left of a question on a quantity, put those right that are meant by sound."""
    hits = _hits_in(masked, lexicon, forms)
    left = leftover(masked, hits)
    if not (left and wants("quantity", masked)):
        return Read(text, masked, hits, left)
    right, said = mended(masked, left, lexicon)
    if not said:
        return Read(text, masked, hits, left)
    text = "".join(new if old != new else kept for kept, old, new in zip(text, masked, right, strict=True))
    hits = _hits_in(right, lexicon, forms)
    return Read(text, right, hits, leftover(right, hits), said)


def _hits_in(masked: str, lexicon: Lexicon, forms: Forms) -> list[Hit]:
    """The hits of phrases, numbers and articles."""
    found = [*find_hits(masked, lexicon), *rows_by_number(masked, forms), *rows_of_backlog(masked)]
    if not any(hit.group == "rows" and hit.target.startswith("t2.") for hit in found):
        found += rows_by_article(masked, forms)
    articles = [match.span() for match in ARTICLE.finditer(masked)]
    kept = [h for h in found if h.group != "operations" or not any(a <= h.start < b for a, b in articles)]
    return sorted(kept, key=lambda hit: hit.start)


def mended(text: str, unknown: Sequence[str], lexicon: Lexicon) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text with the right characters for those of the same sound, and what was mended.

    `unknown` are the words that nothing else understood; only their characters are taken for wrong ones.
    """
    said: list[tuple[str, str]] = []
    words = [word for word in unknown if CHINESE.match(word) and len(word) <= LONGEST_WORD]
    for word in words[:MOST_WORDS]:
        at = text.find(word)
        found = next(_meant(text, at, at + len(word), lexicon), None) if at >= 0 else None
        if found is not None:
            start, phrase = found
            said.append((text[start : start + len(phrase)], phrase))
            text = text[:start] + phrase + text[start + len(phrase) :]
    return text, tuple(said)


def _meant(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """The phrases that stand over an unknown word by their sound, with their places, the longest first."""
    by_sound = _by_sound(tuple(lexicon.chinese), tuple(lexicon.chinese.values()))
    for length in range(LONGEST, 1, -1):
        for first in range(max(0, start - length + 1), min(end, len(text) - length + 1)):
            window = text[first : first + length]
            if window in lexicon.chinese or not all(map(CHINESE.match, window)):
                continue
            same = [by_sound.get(_sound(window), "")] if length >= SHORTEST else []
            near = [phrase for phrase in _one_off(window, lexicon) if _close(phrase, window)]
            near += [core for core in CORE if len(core) == length and _is_core(core, window)]
            for phrase in filter(None, (*same, *near)):
                wrong = {n for n, (one, other) in enumerate(zip(phrase, window, strict=True), first) if one != other}
                # What sounds only nearly so is no slip where it is a word of its own: 半年收到 is not 本年收到.
                sure = phrase in same or (phrase in CORE and length >= LONG) or not wrong & in_known_words(text)
                if sure and all(start <= place < end for place in wrong):
                    yield first, phrase


def _one_off(window: str, lexicon: Lexicon) -> Iterator[str]:
    """The phrases of the form that differ from a window in one character."""
    for at in range(len(window)) if len(window) >= NEAR else ():
        if phrase := lexicon.near.get(window[:at] + "?" + window[at + 1 :]):
            yield phrase


def _close(phrase: str, window: str) -> bool:
    """Whether the one other character sounds nearly the same: kuai for kai."""
    one, other = next((pair for pair in zip(phrase, window, strict=True) if pair[0] != pair[1]), ("", ""))
    return bool(one) and Levenshtein.distance(_of(one), _of(other)) <= 1


def _is_core(core: str, window: str) -> bool:
    """Whether a core word is meant: by its sound, or with one character of nearly its sound, of a long one any."""
    wrong = [at for at, (one, other) in enumerate(zip(core, window, strict=True)) if one != other]
    if not wrong or len(wrong) > len(core) // 2:
        return False
    if any(window[max(0, at - 1) : at + 1] in OTHERS or window[at : at + 2] in OTHERS for at in wrong):
        return False
    if len(wrong) == 1:
        return len(core) >= LONG or _close(core, window)
    return all(_of(core[at]) == _of(window[at]) for at in wrong)


def _sound(text: str) -> str:
    return " ".join(map(_of, text))


@lru_cache(maxsize=4096)
def _of(character: str) -> str:
    from pypinyin import lazy_pinyin  # 0.2 s to load, for words that nothing understood only

    return lazy_pinyin(character)[0]


@lru_cache(maxsize=1)
def _by_sound(phrases: tuple[str, ...], meanings: tuple[tuple[tuple[str, str], ...], ...]) -> dict[str, str]:
    """Sound → the phrase of the form; none where two of the same sound mean different things."""
    found: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {}
    for phrase, meant in zip(phrases, meanings, strict=True):
        if SHORTEST <= len(phrase) <= LONGEST and {group for group, _ in meant} & SPELLED_GROUPS:
            sound = _sound(phrase)
            other = found.get(sound)
            found[sound] = (phrase, meant) if other is None or other[1] == meant else ("", ())
    return {sound: phrase for sound, (phrase, _) in found.items() if phrase}
