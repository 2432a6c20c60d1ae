"""What sums say about a reading."""

from decimal import Decimal

import pytest

from index.table_sums import add_up, blocks_slipped, plain_number, slid_inside, slipped


def numbers(*values: int) -> list[Decimal | None]:
    return [Decimal(value) for value in values]


RIGHT = [numbers(1, 2, 3, 4), numbers(5, 7, 11, 13)]
TOTAL = [numbers(6, 9, 14, 17)]


def test_columns_that_add_up_have_no_slid_row() -> None:
    assert slipped(RIGHT, TOTAL) is None


@pytest.mark.parametrize("row", [numbers(0, 5, 7, 11), numbers(7, 11, 13, 0)])
def test_a_row_moved_by_one_column_is_told(row: list[Decimal | None]) -> None:
    assert slipped([RIGHT[0], row], TOTAL) == 1


def test_a_total_moved_by_one_column_is_told() -> None:
    assert slipped(RIGHT, [numbers(0, 6, 9, 14)]) == 2


@pytest.mark.parametrize(
    "total",
    [
        pytest.param(numbers(6, 9, 14, 0), id="one wrong column is a mistake of the publisher"),
        pytest.param(numbers(60, 90, 140, 170), id="wrong all over, but no shift explains it"),
    ],
)
def test_a_mistake_is_no_shift(total: list[Decimal | None]) -> None:
    assert slipped(RIGHT, [total]) is None


def test_a_row_part_of_which_slid_is_told() -> None:
    whole = [numbers(1, 2, 3, 6), numbers(5, 7, 11, 23)]
    total = [numbers(6, 9, 14, 29)]
    assert slid_inside(whole, total) is None
    assert slid_inside([whole[0], numbers(0, 5, 11, 23)], total) == 1
    assert slid_inside([whole[0], numbers(5, 7, 12, 23)], total) is None  # one wrong cell is a mistake of the publisher


def test_words_among_the_numbers_leave_it_open() -> None:
    assert slipped([[None, *numbers(1, 2, 3)]], TOTAL) is None


def test_blocks_that_add_up_only_when_moved_have_slid() -> None:
    whole = numbers(1, 2, 3, 4, 5, 9)
    assert not blocks_slipped(whole, 3)
    assert blocks_slipped([Decimal(0), *whole[:-1]], 3)
    assert blocks_slipped([*whole[1:], Decimal(0)], 3)
    assert not blocks_slipped(numbers(0, 0, 0, 0, 0, 0), 3)


def test_rows_add_up_where_each_last_number_is_the_sum() -> None:
    assert add_up([numbers(1, 2, 3), numbers(0, 0, 0)])
    assert not add_up([numbers(1, 2, 4)])
    assert not add_up([numbers(0, 0, 0)])


@pytest.mark.parametrize(("text", "number"), [("", 0), ("１，２３４", 1234), ("-3", -3), ("增3", None), ("无", None)])
def test_a_plain_number_is_what_a_cell_plainly_prints(text: str, number: int | None) -> None:
    assert plain_number(text) == (None if number is None else Decimal(number))
