"""What a question asks for: a closed, typed plan. Every value is an id of the form, an id of a report, or a year."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from assistant.answer import Language, Reason
from index.quick import as_dict, quick

Operation = Literal[
    "lookup", "sum", "difference", "ratio", "share", "rank", "max", "min", "average", "trend", "count", "list_where"
]
# What an order of many is further put to: the gap or factor between two places, both ends, the first ones' sum or share
# of all, the middle, which of them lie above or below a level, and whether one outweighs all the others together.
Further = Literal[
    "",
    "gap",
    "times",
    "ends",
    "top_sum",
    "top_share",
    "median",
    "above_average",
    "below_average",
    "above_median",
    "below_median",
    "majority",
]
Comparison = Literal["==", "!=", ">", ">=", "<", "<=", "blank"]


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What `count` and `list_where` look for: a comparison of the cell with a number, or its being blank.

    `beside` is a second bound that must hold as well.
    """

    comparison: Comparison
    number: str = "0"
    beside: "Condition | None" = None
    said: str = ""  # the number in the question's own words, where these are not its digits
    unit: Literal["", "万元"] = ""  # of an amount of money, whatever unit the question names


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """A condition on another cell than the one asked, which says which reports take part."""

    cell: str
    condition: Condition


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which reports: their ids, in the order asked, and the words they were found by.

    `issuers` and `years` are what was asked; `whole` says that all reports (of those years) are meant.
    """

    reports: tuple[str, ...]
    issuers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    whole: bool = False


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class FigureQuery:
    """Figures of cells (printed or derived) or rates, over reports, with an operation."""

    cells: tuple[str, ...]
    scope: Scope
    operation: Operation = "lookup"
    condition: Condition | None = None
    order: Literal["descending", "ascending"] = "descending"
    limit: int | None = None
    also: tuple[str, ...] = ()  # cells that are stated beside the asked ones
    unit: str = ""  # the unit the question itself gives a number in
    place: int | None = None  # of a ranking: only this place is asked for, 1 the first
    either: bool = False  # one word stands for all the cells: only one of them is meant
    of_sum: bool = False  # of a share: of the sum of all the values, the first among them
    then: tuple[str, ...] = ()  # of a ranking: cells that are asked of the report in its first (or asked) place
    own: str = ""  # of a ranking: the report whose place is asked for
    further: Further = ""
    among: bool = False  # the condition says which of the values are worked with at all
    by: Narrowing | None = None  # only the reports for which this holds take part
    between: tuple[int, ...] = ()  # of a gap or factor: two places of the order, 1 the highest and -1 the lowest
    relative: bool = False  # of a share of two reports: by how much the first is above or below the second, its base
    kind: Literal["figure"] = "figure"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class PassageQuery:
    """Prose: the sentences of these reports that answer the text. `unit` is the measure word a number must have."""

    text: str
    scope: Scope
    section: str | None = None
    units: tuple[str, ...] = ()
    each: bool = False  # every report is asked: one quote of each, not the best of all
    operation: Operation = "lookup"  # "sum": the numbers the quotes give for the things named are added up
    must: tuple[str, ...] = ()  # words one of which the quote must hold: "上半年" is not answered by the whole year
    parts: tuple[str, ...] = ()  # the questions of the text, where it asks for several things
    pair: tuple[str, ...] = ()  # two numbers of the prose, in the words of the question, that are put together
    naming: str = ""  # the names of what the tables count are asked for: the id of a kind of naming.yaml
    kind: Literal["passage"] = "passage"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class CheckQuery:
    """Does a report add up? `tables` and `cells` narrow what is asked about; empty means everything."""

    scope: Scope
    tables: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    text: str = ""  # set where the prose is asked about too: the sentence is quoted beside the cells
    kind: Literal["check"] = "check"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """Which reports there are; where a table is named, sorted by whether it holds anything."""

    scope: Scope
    table: Literal["", "t2", "t3", "t4"] = ""
    held: Literal["", "zero", "blank"] = ""  # what of such a table is asked for, which is told first
    kind: Literal["list"] = "list"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionQuery:
    """What terms of the form mean: ids of definitions, or of articles."""

    terms: tuple[str, ...]
    kind: Literal["definition"] = "definition"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Clarify:
    """Several readings that differ: what is unclear, and questions that would each be clear."""

    about: Literal["issuer", "year", "row", "rest"]
    reports: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    operation: Operation = "lookup"
    words: tuple[str, ...] = ()  # what was not understood
    offered: bool = False  # `cells` are the readings to choose from, not the row that was understood
    kind: Literal["clarify"] = "clarify"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse:
    """Nothing that can be answered: why, what was asked for, and the reports nearest to it."""

    reason: Reason
    asked: str = ""
    years: tuple[int, ...] = ()
    nearest: tuple[str, ...] = ()  # report ids
    cells: tuple[str, ...] = ()
    kind: Literal["refuse"] = "refuse"


Plan = FigureQuery | PassageQuery | CheckQuery | ListQuery | DefinitionQuery | Clarify | Refuse


SlotName = Literal["issuer", "year", "row", "applicant", "measure", "result", "rate", "operation"]


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One thing understood: what it was read as, the words it came from, how surely (0 to 1), and by what.

    `source`: the question's own words, their meaning, the conversation before, or what a question that leaves the slot
    out is taken to mean; only the first two have words.
    """

    slot: SlotName
    value: str
    words: str = ""
    sure: float
    source: Literal["words", "meaning", "conversation", "taken"] = "words"


@dataclass(frozen=True, slots=True)
class Claim:
    """A number as the question says it, the rows it says it of, and whether they rose (1) or fell (-1) by it."""

    said: str
    number: Decimal  # in 万元 where it is an amount of money
    rows: tuple[str, ...]
    way: int = 0
    money: bool = False


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A question understood: its plan, its language, and what was assumed or not understood."""

    text: str
    language: Language
    plan: Plan
    assumptions: tuple[str, ...] = ()
    not_understood: tuple[str, ...] = ()
    premises: tuple[str, ...] = ()  # numbers the question itself claims
    claimed: tuple[Claim, ...] = ()  # those of them that it says of rows it names
    slots: tuple[Slot, ...] = ()  # of a plan on figures
    also: tuple["Understood", ...] = ()  # the other parts of a question that asks for figures and for prose
    held: Claim | None = None  # a number that the text of the report is said to give, held against its table
    moved: int = 0  # 1 where the question takes for granted that its figure rose, -1 that it fell


_PLANS: dict[str, Any] = {
    "figure": FigureQuery,
    "passage": PassageQuery,
    "check": CheckQuery,
    "list": ListQuery,
    "definition": DefinitionQuery,
    "clarify": Clarify,
    "refuse": Refuse,
}


def plan_of(raw: dict[str, Any] | None) -> Plan | None:
    """The plan that `as_dict` told; None for none, and for one of a version whose plans had other parts."""
    if raw is None or raw.get("kind") not in _PLANS:
        return None
    values = {name: _frozen(value) for name, value in raw.items()}
    try:
        if "scope" in values:
            values["scope"] = Scope(**_values(raw["scope"]))
        if values.get("condition"):
            values["condition"] = _condition(raw["condition"])
        if values.get("by"):
            values["by"] = Narrowing(cell=raw["by"]["cell"], condition=_condition(raw["by"]["condition"]))
        plan: Plan = _PLANS[raw["kind"]](**values)
    except TypeError:
        return None
    return plan


def _condition(raw: dict[str, Any]) -> Condition:
    beside = raw.get("beside")
    return Condition(**{**_values(raw), "beside": _condition(beside) if beside else None})


def _values(raw: dict[str, Any]) -> dict[str, Any]:
    return {name: _frozen(value) for name, value in raw.items()}


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def reports_of_plan(plan: Plan) -> tuple[str, ...]:
    """The ids of the reports that a plan names."""
    if isinstance(plan, Clarify):
        return plan.reports
    if isinstance(plan, Refuse):
        return plan.nearest
    return () if isinstance(plan, DefinitionQuery) else plan.scope.reports


def query_json(understood: Understood) -> dict[str, Any]:
    """The plan as JSON for the answer's `query`, with its slots."""
    plan = {key: value for key, value in as_dict(understood.plan).items() if value not in ((), None, "")}
    return {**plan, "slots": [as_dict(slot) for slot in understood.slots]} if understood.slots else plan
