"""Damaged tables: what is read is exactly what the cell prints, or the table is not extracted."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.damage import DAMAGE, mutant
from tests.mutants import document, read, sample_names, wrong_figures


@pytest.mark.parametrize("name", sample_names())
def test_an_undamaged_sample_is_read_whole_and_right(name: str) -> None:
    doc = document(name)
    tables = read(doc)
    assert {table.status for table in tables.values()} == {"ok"}
    assert wrong_figures(doc, tables) == []


@settings(
    derandomize=True, max_examples=300, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(st.sampled_from(sample_names()), st.integers(min_value=0, max_value=2**31))
def test_a_damaged_table_gives_right_figures_or_none(name: str, seed: int) -> None:
    doc = mutant(name, seed)
    assert wrong_figures(doc, read(doc)) == [], doc.damage


@pytest.mark.parametrize("name", ["invented-songyi-2020", "hunan-tcm-2020"])
def test_a_header_printed_again_with_its_heading_moved_refuses_the_table(name: str) -> None:
    doc = mutant(name, 12502)  # 总计 and 法人或其他组织 have changed places in the second header
    assert read(doc)["t3"].status == "not_extracted"


def test_every_kind_of_damage_is_dealt() -> None:
    dealt = {name for seed in range(120) for name in mutant("invented-heting-2019", seed).damage}
    assert dealt == {damage.__name__ for damage in DAMAGE}
