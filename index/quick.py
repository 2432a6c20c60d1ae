"""Frozen values made in a third of the time, and told in a fifth of it: a report is some two thousand of them.

A frozen dataclass sets each field through `object.__setattr__`, which looks the name up again. Here a value with slots
is made as one of an open class with the same slots, which plain assignments fill, and becomes one of its own class at
the end; a value without slots gets its fields at once. All else is the dataclass's own, frozen as before. `maker`
leaves out the way through the class too, and `series` the call for each, where values are made by the hundred.

`Remembered` is what was worked out of a text before: every report prints the same labels, blanks and small numbers.
"""

from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields, is_dataclass
from operator import attrgetter
from typing import Any, ParamSpec, TypeVar

Value = TypeVar("Value")
Fields = ParamSpec("Fields")
_KNOWN: dict[type, tuple[str, ...]] = {}
_MAKERS: dict[Any, Callable[..., Any]] = {}
_SERIES: dict[Any, Callable[..., Any]] = {}


def quick(kind: type[Value]) -> type[Value]:
    """A frozen dataclass that is made quicker, the same to its callers. It cannot be subclassed.

    Raises:
        TypeError: a field is not set by `__init__`.
    """
    known: dict[str, Any] = {"_kind": kind, "_MISSING": MISSING}
    places: list[str] = []
    named: list[str] = []
    given: dict[str, str] = {}  # name → the expression that its field is set to
    for field in fields(kind):  # type: ignore[arg-type]
        if not field.init:
            raise TypeError(f"{kind.__name__}.{field.name} is not set by __init__")
        written = given[field.name] = field.name
        if field.default_factory is not MISSING:
            known[f"_make_{field.name}"] = field.default_factory
            given[field.name] = f"_make_{field.name}() if {field.name} is _MISSING else {field.name}"
            written = f"{field.name}=_MISSING"
        elif field.default is not MISSING:
            known[f"_default_{field.name}"] = field.default
            written = f"{field.name}=_default_{field.name}"
        (named if field.kw_only else places).append(written)
    parameters = ", ".join([*places, *(["*", *named] if named else [])])
    if "__slots__" in vars(kind):
        _with_slots(kind, parameters, given, known)
        kind.__reduce__ = _reducing(kind, list(given), bool(named))  # type: ignore[method-assign, assignment]
    else:
        body = [
            f"self.__dict__.update({', '.join(f'{name}={value}' for name, value in given.items())})",
            *_checks(kind),
        ]
        kind.__init__ = _written("__init__", f"self, {parameters}", body, known)  # type: ignore[method-assign]
    return kind


def maker(kind: Callable[Fields, Value]) -> Callable[Fields, Value]:
    """What makes the same values as a quick class with slots when it is called, in half the time."""
    return _MAKERS[kind]


def series(kind: type[Value]) -> Callable[[Iterable[tuple[Any, ...]]], list[Value]]:
    """What makes one value of a quick class with slots of each tuple of all its fields, in their order.

    What the class checks of its fields is not checked: the caller knows it.
    """
    return _SERIES[kind]


def _with_slots(kind: type[Value], parameters: str, given: dict[str, str], known: dict[str, Any]) -> None:
    known["_Open"] = type(kind.__name__, (), {"__slots__": tuple(given)})
    filled = [f"self.{name} = {value}" for name, value in given.items()]
    body = ["self = _Open()", *filled, "self.__class__ = _kind", *_checks(kind), "return self"]
    made: Any = kind
    made.__new__ = staticmethod(_written("__new__", f"cls, {parameters}", body, known))
    _MAKERS[kind] = _written("maker", parameters, body, known)
    _SERIES[kind] = _written("series", "_values", _loop(list(given)), known)
    del made.__init__  # it would set all again
    made.__init_subclass__ = classmethod(_refuse)


def _loop(names: list[str]) -> list[str]:
    filled = [f"_one.{name} = {name}" for name in names]
    inside = ["_one = _open()", *filled, "_one.__class__ = _own", "_add(_one)"]
    head = ["_made, _open, _own = [], _Open, _kind", "_add = _made.append", f"for {', '.join(names)}, in _values:"]
    return [*head, *(f"    {line}" for line in inside), "return _made"]


def _checks(kind: type[Value]) -> list[str]:
    return ["self.__post_init__()"] if hasattr(kind, "__post_init__") else []


def _written(name: str, parameters: str, body: list[str], known: dict[str, Any]) -> Callable[..., Any]:
    """A function whose text is made of the names of fields only, as those that `dataclass` itself runs."""
    exec(f"def {name}({parameters}):\n    " + "\n    ".join(body), known)
    function: Callable[..., Any] = known.pop(name)
    function.__qualname__ = f"{known['_kind'].__qualname__}.{name}"
    return function


def _reducing(kind: type[Value], names: list[str], by_name: bool) -> Callable[[Value], tuple[Any, ...]]:
    """How a value is pickled: as what made it."""
    fields_of = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
    if by_name:
        return lambda value: (_again, (kind, *fields_of(value)))
    return lambda value: (kind, fields_of(value))


def _again(kind: type[Value], *values: object) -> Value:
    """A value as it was before it was pickled."""
    return kind(**{field.name: value for field, value in zip(fields(kind), values, strict=True)})  # type: ignore[arg-type]


def _refuse(cls: type[Any], /, **_: object) -> None:
    raise TypeError(f"{cls.__name__}: the base is made quickly and cannot be subclassed")


def changed(value: Value, **changes: Any) -> Value:
    """A quick value with slots with some of its fields changed: `dataclasses.replace` in a third of the time."""
    kind = type(value)
    return _MAKERS[kind](**{name: getattr(value, name) for name in _fields(kind)} | changes)  # type: ignore[no-any-return]


def as_dict(value: Any) -> dict[str, Any]:
    """The fields of a frozen dataclass as `dataclasses.asdict` gives them, in a fifth of the time.

    For values of texts, numbers, tuples and other such dataclasses: a dict or a list in it is not copied.
    """
    return {name: _told(getattr(value, name)) for name in _fields(type(value))}


def _told(value: Any) -> Any:
    kind = type(value)
    if kind is str or kind is int or value is None or kind is bool:
        return value
    if kind is tuple:
        return tuple(map(_told, value))
    return as_dict(value) if _fields(kind) else value


def _fields(kind: type) -> tuple[str, ...]:
    """The names of a dataclass's fields; () for any other kind."""
    names = _KNOWN.get(kind)
    if names is None:
        names = _KNOWN[kind] = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
    return names


class Remembered(dict[str, Value]):
    """Text → what `work` makes of it, worked out once: `MOST` texts are kept, none longer than `LONGEST`.

    What it makes must not be changed. It is a dict, so that a look-up is one: an lru_cache takes three times as long.
    """

    MOST, LONGEST = 16384, 500

    def __init__(self, work: Callable[[str], Value]) -> None:
        super().__init__()
        self.work = work

    def __missing__(self, text: str) -> Value:
        found = self.work(text)
        if len(text) <= self.LONGEST:
            if len(self) >= self.MOST:
                self.clear()
            self[text] = found
        return found
