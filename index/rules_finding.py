"""A failed instance of a rule → the finding: its cells, the places that show it, its numbers, its sentence."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from index.expression import Expression
from index.form import APPLICANTS
from index.report import Figure, Finding, Source
from index.rules_cells import Cells, Instance, Words, cell_label
from index.rules_file import PRINTED, Check, Rule, completed


@dataclass(frozen=True, slots=True)
class Shown:
    """A printed cell of a finding: under which name its number goes, and whether it is shown where it is 0."""

    name: str
    cell: str
    is_part: bool


def make_finding(rule: Rule, check: Check, instance: Instance, cells: Cells) -> Finding:
    """The finding of an instance that fails.

    Its cells are in the order of the expression, parts before the total; cells that only bear witness come first. Its
    places are the prose, then the cells of the expression, then the witnesses; parts and witnesses that are 0 are
    left out of places and numbers.
    """
    named = _named(check.expr, instance, cells)
    witnesses = [w for w in _witnesses(rule, instance, cells) if w.cell not in {shown.cell for shown in named}]
    visible = [shown for shown in (*named, *witnesses) if _is_visible(shown, cells)]
    if instance.places:
        touched = [shown.cell for shown in (*witnesses, *named) if shown in visible]
    else:
        touched = [shown.cell for shown in (*named, *witnesses)] + [blank.cell for blank in instance.blanks]
    numbers = _numbers(rule, check.expr, instance, cells, visible)
    named_numbers = {name: n for name in check.expr.names if (n := cells.lookup(name, instance)) is not None}
    words = instance.words | _lists(visible, check.expr, cells)
    return Finding(
        rule=rule.id,
        kind=rule.kind,
        severity=rule.severity,
        message_zh=sentence(rule.message_zh, numbers | named_numbers, {name: each.zh for name, each in words.items()}),
        message_en=sentence(rule.message_en, numbers | named_numbers, {name: each.en for name, each in words.items()}),
        cells=tuple(dict.fromkeys(touched)),
        sources=_places(instance, visible, cells),
        numbers=numbers,
    )


def _named(expression: Expression, instance: Instance, cells: Cells) -> list[Shown]:
    """The printed cells behind the names of an expression. A cell that is a sum stands for its parts."""
    found: list[Shown] = []
    for name in expression.names:
        cell = None if name in instance.given else completed(name, instance.item, cells.forms)
        if cell is None:
            continue
        leaves = (cell,) if name.startswith(PRINTED) else cells.printed(cell)
        is_sum = leaves != (cell,)
        for leaf in leaves:
            if leaf not in {shown.cell for shown in found}:
                found.append(Shown(leaf if is_sum else name, leaf, is_sum or name in expression.parts))
    return found


def _witnesses(rule: Rule, instance: Instance, cells: Cells) -> list[Shown]:
    found = []
    for name in rule.shows:
        cell = completed(name, instance.item, cells.forms)
        if cell:
            found.append(Shown(name, cell, False))
        elif name in cells.forms.rows:
            own = [f"{name}|{applicant}" for applicant in APPLICANTS]
            found += [Shown(cell, cell, True) for cell in own]
    return found


def _is_visible(shown: Shown, cells: Cells) -> bool:
    figure = cells.figure(shown.cell)
    return figure is not None and not (shown.is_part and figure.number == 0)


def _numbers(
    rule: Rule, expression: Expression, instance: Instance, cells: Cells, visible: Iterable[Shown]
) -> dict[str, Decimal]:
    """The numbers given (narrative, blank …), those of the visible cells, and those the rule names."""
    values: dict[str, Decimal | None] = {
        name: cells.lookup(name, instance) for name in expression.names if name in instance.given
    }
    values |= {name: cells.given[name] for name in expression.names if name in cells.given}
    renamed = {each.names[0] for each in rule.numbers.values() if each.text == each.names[0]}
    for shown in visible:
        figure = cells.figure(shown.cell)
        if figure is not None and shown.name not in renamed:
            values[shown.name] = figure.number
    for name, each in rule.numbers.items():
        value = each.evaluate(lambda wanted: cells.lookup(wanted, instance))
        values[name] = value if isinstance(value, Decimal) else None
    return {name: value for name, value in values.items() if value is not None}


def _lists(visible: Iterable[Shown], expression: Expression, cells: Cells) -> dict[str, Words]:
    """The message variables that list cells: `parts` by the one label that tells them apart, `shown` in full."""
    parts, full = [], []
    for shown in visible:
        figure, cell = cells.figure(shown.cell), cells.forms.cells[shown.cell]
        number = _text(figure.number) if figure and figure.number is not None else ""
        label = cell_label(cell, cells.form(cell.table))
        full.append(Words(f"{label.zh} {number}", f"{label.en} {number}"))
        if shown.is_part:
            short = _short_label(shown, cells)
            parts.append(Words(f"{short.zh} {number}", f"{short.en} {number}"))
    nothing = Words("各项均为 0", "all 0")
    return {
        "parts": Words("、".join(w.zh for w in parts), ", ".join(w.en for w in parts)) if parts else nothing,
        "shown": Words("、".join(w.zh for w in full), "; ".join(w.en for w in full)),
    }


def _short_label(shown: Shown, cells: Cells) -> Words:
    forms, cell = cells.forms, cells.forms.cells[shown.cell]
    if shown.name in forms.applicants:
        return Words(forms.applicants[cell.column].zh, forms.applicants[cell.column].en)
    if cell.table == "t3":
        return Words(forms.rows[cell.row].zh, forms.rows[cell.row].en)
    if cell.column in forms.results:
        return Words(forms.results[cell.column].zh, forms.results[cell.column].en)
    return cell_label(cell, cells.form(cell.table))


def _places(instance: Instance, visible: Iterable[Shown], cells: Cells) -> tuple[Source, ...]:
    figures = [figure.source for shown in visible if (figure := cells.figure(shown.cell))]
    return tuple(dict.fromkeys((*instance.places, *figures, *_ends(instance, cells))))


def _ends(instance: Instance, cells: Cells) -> list[Source]:
    """The first and the last of each run of blank cells; of all of them, where most of the table is blank."""
    if not instance.blanks:
        return []
    table = cells.report.tables[cells.forms.cells[instance.blanks[0].cell].table].figures
    order = {figure.cell: at for at, figure in enumerate(table)}
    runs: list[list[Figure]] = [[]]
    for figure in instance.blanks:
        if runs[-1] and order[figure.cell] > order[runs[-1][-1].cell] + 1 and 2 * len(instance.blanks) <= len(table):
            runs.append([])
        runs[-1].append(figure)
    return [figure.source for run in runs for figure in (run[0], run[-1])]


def _signed(name: str, number: Decimal) -> str:
    return f"减{_text(-number)}" if name == "change" and number < 0 else _text(number)


def _text(number: Decimal) -> str:
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"


def sentence(template: str, numbers: dict[str, Decimal], words: dict[str, str]) -> str:
    """The message with its variables; one that only another check of the rule has is left empty."""
    # A fall is said in words: "-11" in a sentence reads as a dash, and the cell may print 减11.
    written = {name: _signed(name, number) for name, number in numbers.items()}
    return template.format_map(defaultdict(str, written | words))
