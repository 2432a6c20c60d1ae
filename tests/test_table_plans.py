"""Tables with spans read by the plan of their shape: what is read is what reading each of them anew gives."""

from dataclasses import replace
from random import Random

import pytest

from index.form import load_forms
from index.form_types import Item
from index.labels import likeness, normal
from index.report import Grid
from index.table3_match import EXTRA_WORDINGS, STRANGE
from index.table4 import WORDS
from index.table_plans import READ, read_spans
from index.table_rows import NotExtracted, Reading
from index.table_segments import Segment, segments_of
from index.table_shapes import is_number, shape_of
from tests import span_damage
from tests.mutants import sample_names
from tests.span_sheets import grids, pages

NUMBERS = ("0", "0.0", "增0", "减0.0", "增加0", "减少0", "+0", "0万元", "0.0元", "增0万元", "减少0.0万元")


def is_plain(text: str) -> bool:
    return text.isascii() and text.isdigit()


def with_other_numbers(grid: Grid, rng: Random) -> Grid:
    """A grid of the same shape: every plain number in it another."""
    return replace(
        grid,
        rows=tuple(
            tuple(
                replace(
                    cell, text=str(rng.randrange(3000)) if cell.text.isascii() and cell.text.isdigit() else cell.text
                )
                for cell in row
            )
            for row in grid.rows
        ),
    )  # fmt: skip


def anew(segment: Segment) -> Reading | str:
    try:
        return READ[segment.table](segment.rows, load_forms())
    except NotExtracted as error:
        return str(error)


def by_plan(segment: Segment) -> Reading | str:
    try:
        return read_spans(segment, load_forms())
    except NotExtracted as error:
        return str(error)


@pytest.mark.parametrize("name", sample_names())
def test_undamaged_tables_with_other_numbers_are_read_as_anew(name: str) -> None:
    for seed in range(3):
        built = [with_other_numbers(grid, Random(seed)) for grid in grids(pages(name).sheets)[0]]
        for segment in segments_of(built):
            if segment.table in READ:
                assert by_plan(segment) == anew(segment)


@pytest.mark.parametrize("start", range(0, 300, 60))
def test_damaged_tables_with_other_numbers_are_read_as_anew(start: int) -> None:
    for seed in range(start, start + 60):
        doc = span_damage.mutant(sample_names()[seed % len(sample_names())], seed)
        built = grids(doc.sheets, doc.scanned)[0]
        for version in (built, [with_other_numbers(grid, Random(seed)) for grid in built]):
            for segment in segments_of(version):
                if segment.table in READ:
                    assert by_plan(segment) == anew(segment), (seed, doc.damage)


def test_grids_that_differ_in_numbers_only_have_one_shape() -> None:
    grid = grids(pages(sample_names()[0]).sheets)[0][1]
    assert shape_of(grid) is shape_of(with_other_numbers(grid, Random(1)))


@pytest.mark.parametrize("change", ["words", "spans", "a blank"])
def test_grids_that_differ_in_anything_else_have_shapes_of_their_own(change: str) -> None:
    grid = grids(pages(sample_names()[0]).sheets)[0][1]
    changes = {"words": {"text": "别的"}, "spans": {"col_span": 9}, "a blank": {"text": ""}}[change]
    row = next(at for at, row in enumerate(grid.rows) if any(cell.text.isdigit() for cell in row))
    at = next(at for at, cell in enumerate(grid.rows[row]) if cell.text.isdigit())
    cells = [*grid.rows[row]]
    cells[at] = replace(cells[at], **changes)  # type: ignore[arg-type]
    other = replace(grid, rows=(*grid.rows[:row], tuple(cells), *grid.rows[row + 1 :]))
    assert shape_of(grid) is not shape_of(other)


@pytest.mark.parametrize("written", NUMBERS)
def test_no_word_that_is_looked_for_in_every_cell_is_like_a_number(written: str) -> None:
    """So that a number may be taken for any other; words of measures are looked for in headers only."""
    forms = load_forms()
    tables: list[dict[str, Item]] = [forms.rows, forms.applicants, forms.blocks, forms.legacy]
    labels = [label for items in tables for item in items.values() for label in item.labels]
    labels += [word for words in (*EXTRA_WORDINGS.values(), *WORDS.values()) for word in words]
    for digits in ("0", "1", "7", "11", "2019", "122", "251000", "9999999"):
        text = written.replace("0", digits)
        assert is_number(text)
        assert max(likeness(normal(text), normal(label)) for label in labels) < STRANGE


@pytest.mark.parametrize("text", ["", "-5", "1,234", "１２", "约5", "5件", "第5页", "5 6", "①", "1.", "无", "5万"])
def test_what_may_be_read_as_more_than_a_number_is_a_word_of_its_shape(text: str) -> None:
    assert not is_number(text)
