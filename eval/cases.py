"""Cases: questions with what a right answer holds, read from a folder or from one file.

    questions.jsonl         one case a line
    questions.anyof.json    optional: id → groups of wordings, one wording of each group stands in a right answer

The project's own cases may name the asked cell (`cell`, `report`) instead of lines; eval/cases/README.md lists
every field.
"""

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from index.errors import NianbaoError

Kind = Literal["number", "text", "list", "blank", "refuse", "clarify"]
OVER_SEVERAL = ("aggregate", "compare", "ratio", "rank")  # the answer rests on all the named cells, not on any one


class BadCases(NianbaoError):
    """Cases cannot be used; the message names the file and the line."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Expected(_Value):
    """What a right answer holds. `acceptable`: any one is as good as `value`."""

    type: Kind
    value: Any = None
    unit: str = ""
    acceptable: tuple[str, ...] = ()


class CaseSource(_Value):
    """A line that carries the value or its label."""

    file: str
    line: int
    quote: str = ""


class Case(_Value):
    """One question. `history` holds the user's earlier turns, asked first in the same conversation."""

    id: str
    category: str
    question: str
    answer: Expected
    lang: str = ""
    history: tuple[str, ...] = ()
    must_mention: tuple[str, ...] = ()
    must_not_mention: tuple[str, ...] = ()
    anyof: tuple[tuple[str, ...], ...] = ()
    source: tuple[CaseSource, ...] = ()
    cell: tuple[str, ...] = ()  # form cell ids of the asked figures
    report: tuple[str, ...] = ()  # files of the reports asked about
    group: str = ""  # cases of one group ask the same in other words: their figures must be the same
    operation: str = ""  # what is to be done with the figures: lookup, sum, rank, …
    reason: str = ""  # of a refusal: issuer, year, row, …
    note: str = ""

    @field_validator("cell", "report", mode="before")
    @classmethod
    def _one_or_more(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value


class CaseSet(_Value):
    """The cases of one folder, in the order of the file."""

    name: str
    cases: tuple[Case, ...] = Field(default=())


def load_cases(place: Path, name: str | None = None) -> CaseSet:
    """Read a case folder, or one JSONL file with the wordings beside it (a.jsonl, a.anyof.json).

    Raises:
        BadCases: nothing there, a line that is no case, an id twice, or wordings for an id that no case has.
    """
    path = place if place.is_file() else place / "questions.jsonl"
    if not path.is_file():
        raise BadCases(f"{place}: no questions.jsonl in it" if place.is_dir() else f"{place}: no such file or folder")
    groups = _load_groups(path.with_name(f"{path.stem}.anyof.json"))
    cases: dict[str, Case] = {}
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        case = _load_case(line, f"{path.name}:{number}")
        if case.id in cases:
            raise BadCases(f"{path.name}:{number}: the id {case.id} is there twice")
        cases[case.id] = case.model_copy(update={"anyof": groups.get(case.id, ())})
    if not cases:
        raise BadCases(f"{path.name}: no case in it")
    if unknown := sorted(set(groups) - set(cases)):
        raise BadCases(f"{path.stem}.anyof.json: no case has the id {', '.join(unknown)}")
    return CaseSet(name=name or (path.stem if place.is_file() else place.name), cases=tuple(cases.values()))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")  # not splitlines: U+2028 may stand in a JSON text
    except (OSError, UnicodeDecodeError) as error:
        raise BadCases(f"{path}: cannot be read as UTF-8 text: {error}") from error


def _load_case(line: str, where: str) -> Case:
    try:
        return Case.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise BadCases(f"{where}: {field}: {first['msg']}") from error


def _load_groups(path: Path) -> dict[str, tuple[tuple[str, ...], ...]]:
    if not path.is_file():
        return {}
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadCases(f"{path.name}: {error}") from error
    return {case: tuple(tuple(group) for group in groups) for case, groups in raw.items()}
