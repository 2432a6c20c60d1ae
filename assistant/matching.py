"""The phrases of the lexicon found in a question, longest first, not overlapping.

Chinese is matched by characters, English by words without their plural; misspelt words and pinyin as well.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from assistant.lexicon import CHINESE, LATIN, NEAR_LENGTH, NEAR_START, Hit, Lexicon, stem

APART = re.compile(r"[\d,.;:?!()（），。；：？！]")  # parts words that are no phrase together
FUZZY_WORD = 84.0
FUZZY_LENGTH = 5
LONGEST = 40
LONGEST_ENGLISH = 16
LONGEST_PINYIN = 10  # syllables or words
SHORTEST_NEAR = 2  # characters of a misspelt word that nothing else understands
LONGEST_NEAR = 12
PINYIN_LENGTH = 5  # letters: a shorter word may be anything
# Characters that typists and OCR take for one another, where the words are those of the form.
SHAPE_GROUPS = """
己已巳 未末 日曰目 人入八 土士 千干于 大太犬 折拆析诉 治冶 戊戌戍 侯候 申中由甲 开幵井并升 可叮司 议仪 许讦汴 证征 讼松
罚罸 转砖传 结纪 公么 罚刽刑罗 益盖 予于子 处外 件伴什 采釆 购构沟 规现 章意 密蜜 秘泌 第笫 收攸 费贵 强弹 制刺 数敷
维淮 持特待侍 纠纪
"""
SHAPES = tuple(SHAPE_GROUPS.split())
SHORT_PINYIN = {"xuke", "fuyi"}  # and is no English word
SPELLED_GROUPS = {"rows", "blocks", "measures", "applicants", "results", "metrics"}
INSIDE = frozenset(
    "“”\"'‘’「」『』()（）〈〉《》、，,·/｜| \u3000"
)  # stand inside labels or around them, never part words


def find_hits(text: str, lexicon: Lexicon) -> list[Hit]:
    """Every phrase in a normalised question, longest first and not overlapping, in order of place.

    A phrase with several meanings gives a hit for each, at the same place.
    """
    shaped = _pattern_hits(text, lexicon)
    phrases = [*_chinese_hits(text, lexicon), *_english_hits(text, lexicon)]
    # What a pattern covers is read as a whole; a longer phrase around it says more than the pattern does.
    shaped = [s for s in shaped if not any(_wider(p, s) for p in phrases)]
    kept = [p for p in phrases if not any(_overlap(p, s) and not _stays(p, s) for s in shaped)]
    return sorted([*kept, *shaped], key=lambda hit: (hit.start, hit.group))


def _stays(phrase: Hit, shape: Hit) -> bool:
    """Whether a phrase means what it does inside a pattern as well; 每家 of 每家平均 is no word for all bodies."""
    return phrase.group == "applicants" or (phrase.group == "scopes" and shape.target != "average")


def _wider(phrase: Hit, shape: Hit) -> bool:
    larger = phrase.end - phrase.start > shape.end - shape.start
    return larger and phrase.start <= shape.start and phrase.end >= shape.end and phrase.group != "neutral"


def _overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


def _pattern_hits(text: str, lexicon: Lexicon) -> list[Hit]:
    """Every pattern found, the longest where they meet."""
    found = []
    for number in lexicon.sieve.open(text):
        group, target, looks, _ = lexicon.patterns[number]
        for match in looks.finditer(text):
            names = [name for name in match.groupdict() if name.startswith("text") and match[name]]
            start, end = match.span(names[0] if names else 0)
            if end > start:
                found.append(Hit(group, target, start, end, text[start:end]))
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start - hit.end, hit.start)):
        if not any(_overlap(hit, other) for other in kept):
            kept.append(hit)
    return kept


def _chinese_hits(question: str, lexicon: Lexicon) -> Iterable[Hit]:
    """Hits in the text without its quotation marks, brackets and blanks: labels are printed with and without them."""
    places = [at for at, character in enumerate(question) if character not in INSIDE]
    text = "".join(question[at] for at in places)
    for group, target, start, end, _, sure in _compact_hits(text, lexicon):
        first, last = places[start], places[end - 1] + 1
        yield Hit(group, target, first, last, question[first:last], sure)


def _compact_hits(text: str, lexicon: Lexicon) -> Iterable[Hit]:
    at = 0
    while at < len(text):
        if not "\u4e00" <= text[at] <= "\u9fff":  # as CHINESE
            at += 1
            continue
        longest = min(LONGEST, len(text) - at)
        for length in lexicon.starts.lengths(text, at):
            if length > longest:
                continue
            if meanings := lexicon.chinese.get(text[at : at + length]):
                for group, target in meanings:
                    yield Hit(group, target, at, at + length, text[at : at + length])
                at += length
                break
        else:
            if found := _misspelt(text, at, lexicon):
                for group, target in lexicon.chinese[found]:
                    yield Hit(group, target, at, at + len(found), text[at : at + len(found)], 0.9)
                at += len(found)
            else:
                at += 1


def _misspelt(text: str, at: int, lexicon: Lexicon) -> str | None:
    """The phrase that stands here with one character taken for another of its sound or shape: 行政复义 for 行政复议."""
    start = text[at : at + NEAR_START]
    opened = (start, *(start[:n] + "?" + start[n + 1 :] for n in range(len(start))))
    if lexicon.near_starts.isdisjoint(opened):
        return None
    for length in range(min(12, len(text) - at), NEAR_LENGTH - 1, -1):
        window = text[at : at + length]
        for position in range(length):
            phrase = lexicon.near.get(window[:position] + "?" + window[position + 1 :])
            if phrase and CHINESE.match(window[position]) and _alike(phrase[position], window[position]):
                return phrase
    return None


@lru_cache(maxsize=4096)
def _alike(one: str, other: str) -> bool:
    """Whether two characters sound or look the same."""
    if any(one in group and other in group for group in SHAPES):
        return True
    from pypinyin import lazy_pinyin  # 0.2 s to load, for misspelt questions only

    return lazy_pinyin(one) == lazy_pinyin(other)


def near_hits(text: str, unknown: Sequence[str], lexicon: Lexicon) -> list[Hit]:
    """Short phrases with one character taken for another of its sound or shape: 维特 for 维持.

    `unknown` are the words that nothing else understood: among others a short word may well be another word.
    """
    hits: list[Hit] = []
    for word in unknown:
        if not (SHORTEST_NEAR <= len(word) < NEAR_LENGTH and CHINESE.match(word)):
            continue
        likely = {p for p in phrases_one_off(word, lexicon) if _differ_alike(p, word)}
        meanings = {lexicon.chinese[phrase] for phrase in likely}
        if len(meanings) == 1 and (at := text.find(word)) >= 0:
            hits.extend(Hit(group, target, at, at + len(word), word, 0.9) for group, target in meanings.pop())
    return hits


def _differ_alike(phrase: str, word: str) -> bool:
    return all(one == other or _alike(one, other) for one, other in zip(phrase, word, strict=True))


def phrases_one_off(word: str, lexicon: Lexicon) -> list[str]:
    """The phrases of the form that differ from a word in one character, of its length."""
    open_to = _open_phrases(tuple(lexicon.chinese), tuple(lexicon.chinese.values()))
    return [p for at in range(len(word)) for p in open_to.get(word[:at] + "?" + word[at + 1 :], ())]


@lru_cache(maxsize=1)
def _open_phrases(
    phrases: tuple[str, ...], meanings: tuple[tuple[tuple[str, str], ...], ...]
) -> dict[str, tuple[str, ...]]:
    """The phrases of the form by what is left of them with one character open."""
    found: dict[str, tuple[str, ...]] = {}
    for phrase, meant in zip(phrases, meanings, strict=True):
        if SHORTEST_NEAR <= len(phrase) <= LONGEST_NEAR and {group for group, _ in meant} & SPELLED_GROUPS:
            for at in range(len(phrase)):
                key = phrase[:at] + "?" + phrase[at + 1 :]
                found[key] = (*found.get(key, ()), phrase)
    return found


def _english_hits(text: str, lexicon: Lexicon) -> Iterable[Hit]:
    words = [(found.group(), found.start(), found.end()) for found in LATIN.finditer(text)]
    stems = [corrected(word, lexicon) for word, _, _ in words]
    ends = _runs(text, words)
    at = 0
    while at < len(words):
        longest = min(LONGEST_ENGLISH, ends[at] - at)
        for length in lexicon.lengths.get(stems[at][0], ()):
            if length > longest:
                continue
            phrase = " ".join(word for word, _ in stems[at : at + length])
            if meanings := lexicon.english.get(phrase):
                sure = min(sure for _, sure in stems[at : at + length])
                start, end = words[at][1], words[at + length - 1][2]
                for group, target in meanings:
                    yield Hit(group, target, start, end, text[start:end], sure)
                at += length
                break
        else:
            at += 1


def _runs(text: str, words: Sequence[tuple[str, int, int]]) -> list[int]:
    """For each word the number of the first one behind it that is parted from it: "in 2019 (part-timers …)"."""
    ends = [len(words)] * len(words)
    for number in range(len(words) - 2, -1, -1):
        between = text[words[number][2] : words[number + 1][1]]
        ends[number] = number + 1 if APART.search(between) else ends[number + 1]
    return ends


@lru_cache(maxsize=1)
def _spelled(lexicon_id: int, phrases: tuple[str, ...]) -> dict[str, str]:
    """Chinese phrases by their pinyin without blanks and tones."""
    from pypinyin import lazy_pinyin  # 0.2 s to load, for questions in pinyin only

    return {"".join(lazy_pinyin(phrase)): phrase for phrase in phrases}


def pinyin_hits(text: str, unknown: Sequence[str], lexicon: Lexicon) -> list[Hit]:
    """Phrases written in pinyin: "xingzheng xuke". `unknown` are the Latin words that nothing else understood."""
    if not any(len(word) >= PINYIN_LENGTH or word in SHORT_PINYIN for word in unknown):
        return []
    phrases = tuple(p for p, meant in lexicon.chinese.items() if {group for group, _ in meant} & SPELLED_GROUPS)
    spelled = _spelled(id(lexicon), phrases)
    words = [(found.group(), found.start(), found.end()) for found in LATIN.finditer(text)]
    hits: list[Hit] = []
    at = 0
    while at < len(words):
        for length in range(min(LONGEST_PINYIN, len(words) - at), 0, -1):
            run = words[at : at + length]
            joined = "".join(word for word, _, _ in run)
            if (
                any(word in unknown for word, _, _ in run)
                and (len(joined) >= PINYIN_LENGTH or joined in SHORT_PINYIN)
                and joined in spelled
            ):
                start, end = run[0][1], run[-1][2]
                meanings = lexicon.chinese[spelled[joined]]
                hits.extend(Hit(group, target, start, end, text[start:end], 0.9) for group, target in meanings)
                at += length - 1
                break
        at += 1
    return hits


@lru_cache(maxsize=8192)
def _closest(word: str, lexicon_words: frozenset[str]) -> tuple[str, float]:
    found = process.extractOne(word, lexicon_words, scorer=fuzz.ratio, score_cutoff=FUZZY_WORD)
    return (found[0], found[1] / 100) if found and found[0][0] == word[0] else (word, 1.0)


def corrected(word: str, lexicon: Lexicon) -> tuple[str, float]:
    """An English word's stem; a misspelt one becomes the word of the lexicon it is nearest to, and less sure."""
    plain = stem(word)
    if plain in lexicon.english_words or len(plain) < FUZZY_LENGTH:
        return plain, 1.0
    if plain.endswith("s"):  # a misspelt plural: penaltis
        plain = plain.rstrip("s")
    return _swapped(plain, lexicon.english_words) or _closest(plain, lexicon.english_words)


def _swapped(word: str, known: frozenset[str]) -> tuple[str, float] | None:
    """The one word of the lexicon that two neighbouring letters changed places in: chnage."""
    swaps = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)} & known
    return (swaps.pop(), 0.9) if len(swaps) == 1 else None
