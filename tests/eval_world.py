"""Two short invented reports with known cells, and the cases asked about them: what the scorer tests judge by."""

from decimal import Decimal
from typing import Any

from eval.cases import Case
from eval.truth import KnownCell, ReportFacts, Truth

CITY, DISTRICT = "city.txt", "district.txt"

_CITY_LINES = (
    "甲市卫生健康委2020年政府信息公开工作年度报告",
    "2020年受理依申请公开2件，网站公开信息966条，平台公开信息87条，工作人员近93人。",
    "",
    "\t1",
    "\t2",
    "\t2",
    "\t2",
    "\t18",
    "\t-1",
    "\t108",
    "\t122.51万元",
    "\t0",
)
_DISTRICT_LINES = ("丙市乙区卫生健康局2019年政府信息公开工作年度报告", "", "|", "434 |", "减11 |", "20 |", "|")

_CELLS = (
    (CITY, "t3.new|natural", "1", 4),
    (CITY, "t3.new|total", "2", 5),
    (CITY, "t3.res.granted|total", "2", 6),
    (CITY, "t3.res.total|total", "2", 7),
    (CITY, "t2.license.decisions", "18", 8),
    (CITY, "t2.license.change", "-1", 9),
    (CITY, "t2.penalty.decisions", "108", 10),
    (CITY, "t2.procurement.amount", "122.51万元", 11),
    (CITY, "t3.carried_out|total", "0", 12),
    (DISTRICT, "t3.new|total", "", 3),
    (DISTRICT, "t2.license.decisions", "434", 4),
    (DISTRICT, "t2.penalty.change", "减11", 5),
    (DISTRICT, "t2.penalty.decisions", "20", 6),
    (DISTRICT, "t2.coercion.decisions", "", 7),
)


def truth() -> Truth:
    """The two reports and their known cells."""
    reports = (
        ReportFacts(CITY, "甲市卫生健康委", 2020, _CITY_LINES),
        ReportFacts(DISTRICT, "丙市乙区卫生健康局", 2019, _DISTRICT_LINES),
    )
    return Truth(reports, [_known(*cell) for cell in _CELLS])


def cell(file: str, name: str) -> KnownCell:
    """One known cell of the two reports."""
    found = truth().cell(file, name)
    assert found is not None
    return found


def case(kind: str, value: Any = None, **fields: Any) -> Case:
    """A case of that type; `cell` and `report` or `source` as in a case file."""
    answer = {"type": kind, "value": value, "unit": fields.pop("unit", ""), "acceptable": fields.pop("acceptable", [])}
    defaults = {"id": "c", "category": "cell", "question": "多少件？"}
    return Case.model_validate({**defaults, **fields, "answer": answer})


def _known(file: str, name: str, printed: str, line: int) -> KnownCell:
    digits = printed.replace("减", "-").removesuffix("万元")
    value = Decimal(digits) if digits else None
    return KnownCell(file, name, printed, value, "number" if digits else "blank", line)
