"""Cases: questions with what a right answer holds, read from a folder.

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
    """A case folder cannot be used; the message names the file and the line."""


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
    note: str = ""

    @field_validator("cell", "report", mode="before")
    @classmethod
    def _one_or_more(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value


class CaseSet(_Value):
    """The cases of one folder, in the order of the file."""

    name: str
    cases: tuple[Case, ...] = Field(default=())


def load_cases(folder: Path, name: str | None = None) -> CaseSet:
    """Read a case folder.

    Raises:
        BadCases: no questions.jsonl, a line that is no case, an id twice, or wordings for an id that no case has.
    """
    path = folder / "questions.jsonl"
    if not path.is_file():
        raise BadCases(f"{folder}: no questions.jsonl in it")
    groups = _load_groups(folder / "questions.anyof.json")
    cases: dict[str, Case] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        case = _load_case(line, f"{path.name}:{number}")
        if case.id in cases:
            raise BadCases(f"{path.name}:{number}: the id {case.id} is there twice")
        cases[case.id] = case.model_copy(update={"anyof": groups.get(case.id, ())})
    if unknown := sorted(set(groups) - set(cases)):
        raise BadCases(f"questions.anyof.json: no case has the id {', '.join(unknown)}")
    return CaseSet(name=name or folder.name, cases=tuple(cases.values()))


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
