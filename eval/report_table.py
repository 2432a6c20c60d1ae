"""The evaluation's result as tables for a terminal."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from eval.cases import Case
from eval.outcomes import Change
from eval.own import unseen
from eval.tally import Group, Tally, rate_with_interval
from eval.tally import Table as Rows


def print_groups(groups: Iterable[Group], console: Console) -> None:
    """Print one table a group: tallies, then categories, then latency."""
    for group in groups:
        console.print(_tally_table(group))
        for rows in group.tables:
            if len(rows) > 1:
                console.print(_breakdown(rows))
        if group.latency:
            console.print(_latency_table(group))


def print_failures(groups: Iterable[Group], console: Console) -> None:
    """Print each failure with its reason, and what could not be scored; of the test split only how many."""
    for group in groups:
        if unseen(group.name):
            count = sum(len(tally.failures) for tally in group.tallies)
            console.print(f"{group.name}: {count} failures, not shown: nobody tunes to the test split", highlight=False)
            continue
        for tally in group.tallies:
            for failure in tally.failures:
                console.print(f"{group.name}: {tally.name}: {failure}", markup=False, highlight=False, soft_wrap=True)
        for reason in group.unscored:
            console.print(f"{group.name}: could not be scored: {reason}", markup=False, highlight=False, soft_wrap=True)


def print_languages(cases: Iterable[Case], console: Console) -> None:
    """Print how many cases were asked, by language."""
    counts = Counter(case.lang or "no language named" for case in cases)
    if counts:
        told = ", ".join(f"{count} {language}" for language, count in sorted(counts.items()))
        console.print(f"cases: {counts.total()} ({told})", markup=False, highlight=False)


def print_changes(changed: Sequence[Change], console: Console) -> None:
    """Print what became of each case that has another outcome than in the baseline."""
    for change in changed:
        text = f"{'became' if change.better else 'fell'}: {change.group} {change.case}: {change.was} -> {change.now}"
        console.print(text, markup=False, highlight=False, soft_wrap=True)


def _tally_table(group: Group) -> Table:
    table = Table(title=group.name, title_justify="left", show_edge=False, pad_edge=False)
    table.add_column("figure")
    table.add_column("n", justify="right")
    table.add_column("of", justify="right")
    table.add_column("rate (95 % interval)", justify="right")
    for tally in group.tallies:
        table.add_row(tally.name, str(tally.n), "" if tally.of is None else str(tally.of), _rate(tally))
    if group.unscored:
        table.add_row("could not be scored", str(len(group.unscored)), "", "")
    return table


def _rate(tally: Tally) -> str:
    if tally.of is None:
        return ""
    return rate_with_interval(tally.n, tally.of) if tally.of else "could not be scored"


def _breakdown(rows: Rows) -> Table:
    header, *rest = rows
    table = Table(show_edge=False, pad_edge=False)
    for index, name in enumerate(header):
        table.add_column(name, justify="right" if index else "left")
    for row in rest:
        table.add_row(*row)
    return table


def _latency_table(group: Group) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("latency")
    table.add_column("ms", justify="right")
    for name, milliseconds in group.latency.items():
        table.add_row(name, f"{milliseconds:.1f}")
    return table
