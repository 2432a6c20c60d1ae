"""The phrases of a question; where words are left that nothing understands, those meant by their sound: 不予公快.

`near_hits` in `matching` knows a short phrase with one character wrong; here a phrase is told by the sound of all of
it, and the words around it that no row is made of, such as 公开, are mended as well: 申请公凯. So is one character
taken for another that looks like it, 行政诉论, where what was typed is no word and one phrase only is that near.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from assistant.intent import wants
from assistant.leftover import leftover
from assistant.lexicon import CHINESE, Hit, Lexicon
from assistant.matching import SHAPES, SPELLED_GROUPS, find_hits, phrases_one_off
from assistant.rows_said import ARTICLE, rows_by_article, rows_by_number, rows_of_backlog
from index.form import Forms
from index.words import in_known_words
from index.yaml_file import read_yaml

# Words that say of a request that it is one, and whose figures these are: no rows, but in nearly every question.
CORE = (
    *("政府信息公开申请", "政府信息公开", "信息公开申请", "依申请公开", "申请公开", "信息公开", "政府信息"),
    *("公开申请", "公开", "申请"),
)
# Other words that begin or end like these: none is a slip.
OTHER_WORDS = "公告 公示 公报 公布 公务 公用 公共 公文 公益 公众 公章 申诉 申报 申明 申领 信访 信函 信用 信箱 信件"
OTHERS = frozenset(OTHER_WORDS.split())
LOOKS_FILE = Path(__file__).with_name("look_alikes.yaml")
SHORTEST, LONGEST = 3, 12  # characters of a phrase of the form
NEAR = 4  # characters of a phrase from which on one of them may sound a little different
LONG = 6  # characters of a core word from which on one of them may be any other
FEW = 12  # characters of a question of a few words
ASKS_OTHERWISE = re.compile(r"什么|啥|哪|怎|咋|如何|为何|谁|吗|么|呢|是否|有没有|[?？]")
SHORT = frozenset(
    ("复议", "诉讼", "许可", "处罚", "强制", "采购", "规章", "收费", "维持", "纠正")
)  # as short as a label is
STARTS, ENDS = ({word[at] for word in SHORT} for at in (0, -1))
PARTICLES = frozenset("了的着过得给被要来没不把让想些几")
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
    if not left or not (wants("quantity", masked) or _terse(masked, left)):
        return Read(text, masked, hits, left)
    right, said = mended(masked, left, lexicon)
    if not said:
        return Read(text, masked, hits, left)
    text = "".join(new if old != new else kept for kept, old, new in zip(text, masked, right, strict=True))
    hits = _hits_in(right, lexicon, forms)
    return Read(text, right, hits, leftover(right, hits), said)


def _terse(masked: str, left: Sequence[str]) -> bool:
    """Whether a question is a few words in a row, one of them unknown: "宜春2020年行政处罗"."""
    return len(left) == 1 and len(CHINESE.findall(masked)) <= FEW and not ASKS_OTHERWISE.search(masked)


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
            near += [phrase for phrase in (_looking_alike(window, lexicon),) if phrase not in ("", *near)]
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


def _looking_alike(window: str, lexicon: Lexicon) -> str:
    """The phrase that differs from a window in one character that looks like it; "" where several may be meant."""
    if len(window) < SHORTEST and window[0] not in STARTS and window[-1] not in ENDS:
        return ""
    likely = [p for p in phrases_one_off(window, lexicon) if _of_labels(p) and _looks_like(p, window)]
    return likely[0] if len({lexicon.chinese[phrase] for phrase in likely}) == 1 else ""


def _of_labels(phrase: str) -> bool:
    """Whether a phrase is a label or a usual short form of one, not words of a sentence such as 罚了."""
    if "多少" in phrase or "几" in phrase:  # 多少台 is no 多少万
        return False
    return phrase in SHORT if len(phrase) < SHORTEST else PARTICLES.isdisjoint(phrase)


def _looks_like(phrase: str, window: str) -> bool:
    one, other = next((pair for pair in zip(phrase, window, strict=True) if pair[0] != pair[1]), ("", ""))
    return other in _looks().get(one, "") or any(one in group and other in group for group in SHAPES)


@lru_cache(maxsize=1)
def _looks() -> dict[str, str]:
    found: dict[str, str] = read_yaml(LOOKS_FILE)
    return found


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
