"""Words that nothing understood: beside a cell only taken by default, or where they narrow it, they are asked back."""

import re
from collections.abc import Sequence

from assistant.any_asked import any_asked
from assistant.asking import Asking
from assistant.first_look import Look
from assistant.intent import words_of_intent
from assistant.left_out import rest_said
from assistant.leftover import leftover, without_stories
from assistant.lexicon import CHINESE, Lexicon
from assistant.list_members import lost_members
from assistant.meant import MEASURES_OF, VERBS
from assistant.narrowing import narrowed, only_of
from assistant.prose_plan import asked_part, counted_noun
from assistant.query import Scope
from assistant.reading import Library, Reading
from assistant.terms import DEFAULT, Terms, defaults

NOUN_OF_TABLE_2 = re.compile(
    r"项|事项|金额|钱|数量|件数|万元|decisions?\b|document|item|project|amount|money|yuan|fee|value|cost|spen"
)
COUNTED_THING = re.compile(
    r"(?<![余他它下外那这的述头前各])(?:多少|几)(?:家|所|名|户|位|台|套|辆|栋|吨|箱)(?!单位|机关|部门|报告|卫|[来了呢吗的呀啊吧么里中内当之合加总共一])([\u4e00-\u9fff]{2,4})"
)  # no cases
COURT = {
    "法院",
    "当事人",
    "法庭",
    "复议机关",
    "court",
    "courts",
    "judge",
    "judges",
    "tribunal",
}  # take part in every case
COLUMN = re.compile(r"[.|]((?:org\.)?\w+)$")
# Who goes to court at all, in the words of every day: no kind of applicant is meant.
SINGLED_OUT = Look(r"自然人|个人|(?:natural|private) (?:person|individual)s?|individuals?")
ANYBODY = {
    *("老百姓", "百姓", "市民", "居民", "老乡", "普通人", "群众个人", "普通老百姓", "老百姓个人"),
    *("citizen", "citizens", "resident", "residents", "person", "ordinary people", "ordinary person"),
}
ADVERB = re.compile(r"[a-z]{3,}ly")
BARE = 12  # letters of unknown words that a row named by its noun may stand beside


def vague(reading: Reading, asked: Asking) -> tuple[str, ...]:
    """Words that a guess by meaning passed over: it found what the others say, "requests about vaccines"."""
    refined = asked.refined
    own = refined.taken in ("t3.new", "t3.res.total") and reading.terms.requests
    narrow = narrowed(asked_part(reading.about), reading.hits, (), lambda _: False) if own else ()
    return tuple(word for word in narrow if word in refined.words)


def strange_measures(reading: Reading, asked: Asking) -> tuple[str, ...]:
    """Measures of table 2 and words not understood beside rows of another table: they may name a row of table 2."""
    if not (asked.terms.firm and asked.cells) or any(cell.startswith(("t2.", "d.")) for cell in asked.cells):
        return ()
    if not leftover(asked_part(reading.about), reading.hits):
        return ()
    named = (hit for hit in reading.hits if hit.group == "measures" and hit.target in asked.terms.measures)
    return tuple(hit.text for hit in named if NOUN_OF_TABLE_2.search(hit.text))


def unsure_words(reading: Reading, terms: Terms, cells: tuple[str, ...], library: Library) -> tuple[str, ...]:
    """The words not understood: beside a cell only taken by default they may ask for another; or a row left out."""
    left_out = words_of_intent("excluded", reading.text)
    rows = [hit.text for hit in reading.hits if hit.group in ("rows", "results", "blocks")]
    still = [hit.text for hit in reading.hits if hit.group != "rows" or hit.target in terms.rows]
    rows = [row for row in rows if row in still]
    if excluding := tuple(words for words in left_out if any(row in words for row in rows)):
        return excluding
    places = library.names.gazetteer.by_pinyin
    offices = [mention.text for mention in reading.mentions if mention.bare_office]
    labels = {word for row in terms.rows if row in library.forms.rows for word in _words(library.forms.rows[row].en)}
    labels |= COURT if terms.blocks else set()
    narrow = narrowed(asked_part(reading.about), reading.hits, offices, places.__contains__)
    if narrow := tuple(word for word in narrow if word not in labels):
        return narrow
    if only := only_of(reading.about, reading.hits):
        return only
    verbs = {*terms.rows} <= VERBS and not (terms.noun or terms.requests or terms.applicants)
    other = not terms.rows or (verbs and counted_noun(reading))  # "how many villages got …" counts no requests
    if manner := _manner(reading) or _for_whom(reading, terms):
        return manner
    counted = [] if any_asked(reading.text) else COUNTED_THING.findall(reading.about)
    things = counted or counted_noun(reading)  # restaurants that were fined
    if things and any(row.startswith("t2.") for row in terms.rows):
        return tuple(things[:1])
    by_default = other and not terms.metrics and not terms.blocks
    bare_block = bool(terms.blocks) and not terms.results and not terms.rows
    bare_row = any(cell.endswith(DEFAULT) for cell in cells)
    asking = without_stories(asked_part(reading.about), reading.hits)
    words = leftover(asking, reading.hits) if reading.terms.any or reading.terms.requests else ()
    if bare_block and (results := _behind_block(words, reading, library.lexicon)):
        return results
    return words if by_default or ((bare_block or bare_row) and len("".join(words)) > BARE) else ()


def _behind_block(words: Sequence[str], reading: Reading, lexicon: Lexicon) -> tuple[str, ...]:
    """A word right behind 复议, 诉讼 that half is one for a result, its other half wrong: the total is not meant."""
    named = "|".join(re.escape(hit.text) for hit in reading.hits if hit.group == "blocks")
    likely = [word for word in words if CHINESE.search(word) and any(_half(word, said) for said in _results(lexicon))]
    if not (named and likely):
        return ()
    behind = re.compile(rf"(?:{named})(?:案件|案子|案|的|结果|里|中|被|后|有)*({'|'.join(map(re.escape, likely))})")
    found = behind.search(reading.about)
    return (found.group(1),) if found else ()


def _results(lexicon: Lexicon) -> list[str]:
    """The Chinese words for results of reviews and suits."""
    return [said for said, meant in lexicon.chinese.items() if any(group == "results" for group, _ in meant)]


def _half(word: str, said: str) -> bool:
    """Whether two words of one length have at least half of their characters alike, each in its place."""
    alike = sum(one == other for one, other in zip(word, said, strict=False))
    return len(word) == len(said) and 2 * alike >= len(said)


def wished(reading: Reading, cells: tuple[str, ...], scope: Scope, library: Library) -> tuple[str, ...]:
    """The cells without those that the question says it does not want; () where none is left."""
    if not reading.unwanted:
        return cells
    form = _form_of(scope, library)
    meant = [defaults(c[: -len(DEFAULT)], form, single=False) if c.endswith(DEFAULT) else (c,) for c in cells]
    kept = tuple(cell for group in meant for cell in group if not _unwanted(reading, cell))
    return cells if len(kept) == sum(map(len, meant)) else kept


def instead_of_unwanted(reading: Reading, cells: tuple[str, ...], scope: Scope, library: Library) -> tuple[str, ...]:
    """The other cells of the rows of these."""
    form = _form_of(scope, library) or ""
    rows = {cell.removesuffix(DEFAULT).rpartition("|" if "|" in cell else ".")[0] or cell for cell in cells}
    rows |= {cell.removesuffix(DEFAULT) for cell in cells if cell.endswith(DEFAULT)}
    there = (c for c, cell in library.forms.cells.items() if cell.row in rows and library.forms.is_printed(c, form))
    return tuple(cell for cell in there if not _unwanted(reading, cell))


def _form_of(scope: Scope, library: Library) -> str | None:
    report = next((s for s in library.summaries if scope.reports and s.id == scope.reports[0]), None)
    return report.tables["t2"].form if report and "t2" in report.tables else None


def _unwanted(reading: Reading, cell: str) -> bool:
    column = COLUMN.search(cell)
    return column is not None and column[1] in {MEASURES_OF.get(name, name) for name in reading.unwanted}


def _for_whom(reading: Reading, terms: Terms) -> tuple[str, ...]:
    """Applicants beside rows of table 2 or cases of table 4 alone, which tell none apart: "suits by companies"."""
    kinds = [kind for kind in terms.applicants if kind.startswith("org") or terms.blocks or _singled_out(reading)]
    if not kinds or not (terms.rows or terms.blocks) or "total" in terms.applicants:
        return ()
    requests = terms.blocks and terms.requests
    if any(not row.startswith("t2.") for row in terms.rows) or requests:
        return ()
    said = (hit.text for hit in reading.hits if hit.group == "applicants" and hit.target in kinds)
    return tuple(dict.fromkeys(words for words in said if not (terms.blocks and words in ANYBODY)))


def _manner(reading: Reading) -> tuple[str, ...]:
    """English adverbs not understood right beside a verb that names a row: "answered orally"."""
    said = [hit.text for hit in reading.hits if hit.group == "rows" and hit.target in VERBS]
    words = [word for word in leftover(reading.about, reading.hits) if ADVERB.fullmatch(word)] if said else []
    beside = [re.compile(rf"\b(?:{word} {verb}|{verb} {word})\b") for verb in map(re.escape, said) for word in words]
    return tuple(words) if any(pattern.search(reading.about) for pattern in beside) else ()


def _singled_out(reading: Reading) -> bool:
    """Whether natural persons are named as such: "how many people were fined" asks for cases."""
    return any(hit.group == "applicants" and SINGLED_OUT.fullmatch(hit.text) for hit in reading.hits)


def _words(label: str) -> list[str]:
    return re.findall(r"[a-z]+", label.lower())


def rest_of_nobody(reading: Reading, asked: Asking, scope: Scope) -> str:
    """The words for the rest of the bodies, where neither the question nor the one before left any out; else ""."""
    before = reading.context.issuers if reading.context else ()
    if (
        (asked.order and asked.order.kind == "majority")
        or not scope.whole
        or asked.prose
        or not asked.cells
        or reading.mentions
        or reading.excluded
        or before
    ):
        return ""
    others = {hit.text for hit in reading.hits if hit.group in ("applicants", "others", "rows")}
    said = rest_said(reading.text)
    return said if said and not any(word in said for word in others) else ""


def lost_said(reading: Reading) -> list[str]:
    """That a member of a list was not understood, where the others are answered."""
    if not (lost := lost_members(reading.masked, reading.hits)):
        return []
    if reading.language == "zh":
        return [f"没有听懂“{'、'.join(lost)}”指的是表里的哪一项，以上没有它的数。"]
    return [f'It is not clear which row "{", ".join(lost)}" means: its figure is not among these.']
