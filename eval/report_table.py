"""The evaluation's result as tables for a terminal."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from eval.tally import Group, Tally

UNSEEN = "cases/test"


def print_groups(groups: Iterable[Group], console: Console) -> None:
    """Print one table a group: tallies, then categories, then latency."""
    for group in groups:
        console.print(_tally_table(group))
        if len(group.table) > 1:
            console.print(_category_table(group))
        if group.latency:
            console.print(_latency_table(group))


def print_failures(groups: Iterable[Group], console: Console) -> None:
    """Print each failure with its reason, and what could not be scored; of the test split only how many."""
    for group in groups:
        if group.name.endswith(UNSEEN):
            count = sum(len(tally.failures) for tally in group.tallies)
            console.print(f"{group.name}: {count} failures, not shown: nobody tunes to the test split", highlight=False)
            continue
        for tally in group.tallies:
            for failure in tally.failures:
                console.print(f"{group.name}: {tally.name}: {failure}", markup=False, highlight=False, soft_wrap=True)
        for reason in group.unscored:
            console.print(f"{group.name}: could not be scored: {reason}", markup=False, highlight=False, soft_wrap=True)


def _tally_table(group: Group) -> Table:
    table = Table(title=group.name, title_justify="left", show_edge=False, pad_edge=False)
    table.add_column("figure")
    table.add_column("n", justify="right")
    table.add_column("of", justify="right")
    table.add_column("rate", justify="right")
    for tally in group.tallies:
        table.add_row(tally.name, str(tally.n), "" if tally.of is None else str(tally.of), _rate(tally))
    if group.unscored:
        table.add_row("could not be scored", str(len(group.unscored)), "", "")
    return table


def _rate(tally: Tally) -> str:
    if tally.of is None:
        return ""
    return "could not be scored" if tally.rate is None else f"{tally.rate:.1%}"


def _category_table(group: Group) -> Table:
    header, *rows = group.table
    table = Table(show_edge=False, pad_edge=False)
    for index, name in enumerate(header):
        table.add_column(name, justify="right" if index else "left")
    for row in rows:
        table.add_row(*row)
    return table


def _latency_table(group: Group) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("latency")
    table.add_column("ms", justify="right")
    for name, milliseconds in group.latency.items():
        table.add_row(name, f"{milliseconds:.1f}")
    return table
