"""What a question says it does not want, "别给我事项数", "I don't want the total": it is never the answer."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from assistant.asides import set_aside
from assistant.first_look import AnyOf, Look
from assistant.lexicon import Hit, Lexicon
from assistant.matching import find_hits
from index.yaml_file import read_yaml

WORDS_FILE = Path(__file__).with_name("unwanted.yaml")
STOP = Look(r"[,，。;；:：！!?？()（）—]|\.(?!\d)|-(?= )")
TOTAL = Look(r"总[计数量共和]|合计|共计|总的|\b(?:grand |over-?all |whole )?(?:totals?|sum)\b")
SHORT = 40  # characters of a clause that may be on the total only
RHETORICAL = Look(r"[吗么嘛]\s*$")  # 不是有项目吗
NAMES = ("rows", "blocks", "measures", "applicants")


class Wanted(NamedTuple):
    """A question with blanks for what it does not want, the same without names; the measures and applicants of that."""

    text: str
    masked: str
    unwanted: frozenset[str] = frozenset()


class _Clause(NamedTuple):
    start: int
    end: int
    firm: bool


def without_unwanted(text: str, masked: str, lexicon: Lexicon) -> Wanted:
    """Take out the clauses that say what is not wanted, where something else is named to be answered."""
    unwanted: set[str] = set()
    for clause in _clauses(masked):
        inside = _of_clause(masked[clause.start : clause.end], lexicon)
        outside = _named(set_aside(masked, [(clause.start, clause.end)]), lexicon) if inside else []
        if not inside or not _answerable(inside, outside, firm=clause.firm):
            continue
        others = {(hit.group, hit.target) for hit in outside}
        unwanted |= {h.target for h in inside if h.group in ("measures", "applicants")} - {t for _, t in others}
        span = [(clause.start, clause.end)]
        text, masked = set_aside(text, span), set_aside(masked, span)
    return Wanted(text, masked, frozenset(unwanted))


def _answerable(inside: list[Hit], outside: list[Hit], *, firm: bool) -> bool:
    """Whether what stands outside of a clause can be answered without it: another row, or the row of its measure."""
    groups = {hit.group for hit in inside}
    rows, others = ({h.target for h in hits if h.group in ("rows", "blocks")} for hits in (inside, outside))
    measured = any(hit.group == "measures" for hit in outside)
    if "measures" in groups:
        return bool(others) or (measured and not rows)
    if rows:
        same_table = all(any(_table(row) == _table(other) for other in others) for row in rows)
        return bool(others - rows) and same_table and (firm or not any(row.startswith("t3.") for row in rows))
    applicants, kinds = ({h.target for h in hits if h.group == "applicants"} for hits in (inside, outside))
    return bool(kinds - applicants) or (applicants == {"total"} and bool(others))


def _table(row: str) -> str:
    return row[:2]


def _named(text: str, lexicon: Lexicon) -> list[Hit]:
    return [hit for hit in find_hits(text, lexicon) if hit.group in NAMES]


def _of_clause(clause: str, lexicon: Lexicon) -> list[Hit]:
    """What a clause names; the total where it names nothing else."""
    total = TOTAL.search(clause)
    return _named(clause, lexicon) or (
        [Hit("applicants", "total", *total.span(), total.group())] if total and len(clause) < SHORT else []
    )


def _clauses(text: str) -> Iterator[_Clause]:
    """Where such clauses stand: from the words that say so to the next stop or turn, or back to the stop before."""
    words = _words()
    for said in words["behind"].finditer(text):
        start = max((stop.end() for stop in STOP.finditer(text[: said.start()])), default=0)
        yield _Clause(start, said.end(), firm=True)
    there = [name for name in ("firm", "soft") if _any_of()[name].stand_in(text)]
    found = [(said, name == "firm") for name in there for said in words[name].finditer(text)]
    past = 0
    for said, firm in sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end())):
        stop = STOP.search(text, said.end())
        end = stop.start() if stop else len(text)
        if turn := words["turn"].search(text[:end], said.end()):
            end = turn.start()
        if said.start() >= past and not RHETORICAL.search(text[said.end() : end]):
            past = end
            yield _Clause(said.start(), end, firm)


@lru_cache(maxsize=1)
def _parts() -> dict[str, list[str]]:
    return dict(read_yaml(WORDS_FILE))


@lru_cache(maxsize=1)
def _words() -> dict[str, Look]:
    return {name: Look("|".join(f"(?:{part})" for part in parts)) for name, parts in _parts().items()}


@lru_cache(maxsize=1)
def _any_of() -> dict[str, AnyOf]:
    """The same, told sooner that none is there."""
    return {name: AnyOf(parts) for name, parts in _parts().items()}
