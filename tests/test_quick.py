"""Values made quickly are the dataclasses they would be, frozen and complete."""

import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from decimal import Decimal

import pytest

from index.quick import Remembered, as_dict, changed, maker, quick, series
from index.report import Figure, GridCell, Source
from index.table_rows import Row


@quick
@dataclass(frozen=True, slots=True)
class Spot:
    """Two places and one by name only."""

    x: int
    y: int = 2
    name: str = field(default="here", kw_only=True)

    def __post_init__(self) -> None:
        if self.x < 0:
            raise ValueError("left of everything")


def test_defaults_places_and_names_are_the_dataclasss_own() -> None:
    assert (Spot(1).x, Spot(1).y, Spot(1).name) == (1, 2, "here")
    assert repr(Spot(1, y=3, name="there")) == "Spot(x=1, y=3, name='there')"
    assert Spot(1) == Spot(x=1, y=2, name="here") and hash(Spot(1)) == hash(Spot(1))


@pytest.mark.parametrize("wrong", [(), (1, 2, "named by place"), (1, 2, 3, 4)], ids=["too few", "by place", "too many"])
def test_what_a_dataclass_does_not_take_is_not_taken(wrong: tuple[int, ...]) -> None:
    with pytest.raises(TypeError, match="Spot"):
        Spot(*wrong)


def test_what_is_checked_after_is_still_checked() -> None:
    with pytest.raises(ValueError, match="left of everything"):
        Spot(-1)
    with pytest.raises(ValueError, match="state 'blank' with number"):
        Figure(cell="t3.new|total", printed="", state="blank", number=Decimal(1), unit="件", source=Source("a.txt"))


def test_a_maker_makes_what_the_class_makes() -> None:
    spot = maker(Spot)
    assert spot(1, name="there") == Spot(1, name="there") and type(spot(1)) is Spot
    with pytest.raises(TypeError):
        spot(1, 2, "named by place")  # type: ignore[call-arg, arg-type, misc]
    with pytest.raises(ValueError, match="left of everything"):
        spot(-1)


VALUES = [GridCell("1", 3), Source("a.txt", cell=(1, 2)), Spot(4)]


@pytest.mark.parametrize("value", VALUES, ids=["cell", "source", "own"])
def test_a_value_is_frozen_copied_and_carried_as_before(value: object) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(value, fields(value)[0].name, 9)  # type: ignore[arg-type]
    assert pickle.loads(pickle.dumps(value)) == value
    assert replace(value) == value  # type: ignore[type-var]


def test_a_quick_value_has_no_subclass() -> None:
    with pytest.raises(TypeError, match="cannot be subclassed"):
        type("Corner", (Spot,), {})


def test_a_row_keeps_what_it_works_out() -> None:
    row = Row(1, ())
    assert row.labels is row.labels
    with pytest.raises(FrozenInstanceError):
        row.number = 2  # type: ignore[misc]


def test_a_field_made_by_a_factory_is_made_anew_for_each_value() -> None:
    @quick
    @dataclass(frozen=True, slots=True)
    class Made:
        held: dict[str, int] = field(default_factory=dict)

    given = {"a": 1}
    assert Made().held == {} and Made().held is not Made().held
    assert Made(given).held is given and Made(held={}) == Made()


def test_a_field_may_have_any_name() -> None:
    @quick
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Plan:
        kind: str = "figure"
        new: int = 1

    assert repr(Plan(kind="list")).endswith("Plan(kind='list', new=1)")


def test_a_field_that_init_does_not_set_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Counted:
        held: int = field(default=0, init=False)

    with pytest.raises(TypeError, match="held is not set by __init__"):
        quick(Counted)


def test_a_value_is_told_as_the_dataclass_tells_it() -> None:
    source = Source("a.txt", 3, None, (1, 2))
    figure = Figure(cell="t3.new|total", printed="2", state="number", number=Decimal(2), unit="件", source=source)
    assert as_dict(figure) == asdict(figure)
    assert as_dict(Spot(1, y=3)) == asdict(Spot(1, y=3))


def test_a_changed_value_is_what_replace_makes() -> None:
    spot = Spot(1, name="there")
    assert changed(spot, y=5) == replace(spot, y=5) and changed(spot) == spot and changed(spot) is not spot
    with pytest.raises(ValueError, match="left of everything"):
        changed(spot, x=-1)
    with pytest.raises(TypeError):
        changed(spot, z=1)


def test_a_series_is_the_values_of_the_class_one_by_one() -> None:
    made = series(GridCell)([("1", 3, None, 1, 2, None, 1.0), ("2", None, 4, 2, 1, None, 0.5)])
    assert made == [GridCell("1", 3, col_span=2), GridCell("2", page=4, row_span=2, certainty=0.5)]
    assert all(type(cell) is GridCell for cell in made)


def test_what_a_text_makes_is_worked_out_once_and_forgotten_when_there_is_too_much() -> None:
    asked: list[str] = []
    made = Remembered(lambda text: (asked.append(text), text.upper())[1])  # type: ignore[func-returns-value]
    assert [made["a"], made["a"], made["b"]] == ["A", "A", "B"] and asked == ["a", "b"]
    long = "x" * (Remembered.LONGEST + 1)
    assert [made[long], made[long]] == [long.upper()] * 2 and len(made) == 2
    for number in range(Remembered.MOST):
        made[str(number)]
    assert len(made) <= Remembered.MOST
