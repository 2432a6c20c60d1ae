"""Counts what becomes of damaged tables: `python -m tests.mutation_run --mutants 3000`.

Half are flattened text, half have real spans; each is a sample report, damaged by chance but the same every time. A
mutant is right where every table that is read prints exactly its figures, "not extracted" where a table is refused
and the others are right, and wrong where any figure is. Exit status 1 where any is wrong.
"""

import argparse
import sys
import time
from collections import Counter

from tests import damage, mutants, span_damage, span_sheets


def outcome(name: str, seed: int, spans: bool) -> tuple[str, str]:
    """How one mutant ends: right, not extracted or wrong; and what was done to it and what is wrong with it."""
    if spans:
        pages = span_damage.mutant(name, seed)
        bad, refused = span_sheets.wrong(pages)
        dealt = pages.damage
    else:
        text = damage.mutant(name, seed)
        tables = mutants.read(text)
        bad = mutants.wrong_figures(text, tables)
        refused = [table.id for table in tables.values() if table.status != "ok"]
        dealt = text.damage
    state = "wrong" if bad else "not extracted" if refused else "right"
    return state, f"{name} {'spans' if spans else 'text'} seed {seed} {dealt}: {bad[:2]}"


def run(count: int, first: int = 0) -> tuple[Counter[str], list[str]]:
    """The outcomes of `count` mutants, and a line for each wrong one."""
    names = mutants.sample_names()
    found: Counter[str] = Counter()
    wrong: list[str] = []
    for number in range(count):
        name, spans = names[number // 2 % len(names)], bool(number % 2)
        state, told = outcome(name, first + number, spans)
        found[state] += 1
        if state == "wrong":
            wrong.append(told)
    return found, wrong


def main() -> int:
    """Run and print the count; 1 where a mutant is wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--mutants", type=int, default=3000)
    options.add_argument("--first", type=int, default=0, help="the first seed")
    chosen = options.parse_args()
    begun = time.perf_counter()
    found, wrong = run(chosen.mutants, chosen.first)
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(
        f"mutants: {chosen.mutants}, right {found['right']}, not extracted {found['not extracted']}, "
        f"wrong {found['wrong']} ({time.perf_counter() - begun:.0f} s)"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
