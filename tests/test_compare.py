"""Reports beside each other: differences with their sign, what is blank or not there, and what cannot be compared."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from assistant.api_compare import ComparisonOut, signed
from assistant.chain import Assistant
from tests.doors import PROBLEM, client_of
from tests.fake_assistant import FakeAssistant

YICHUN, KONGTONG, XIANGXIANG, HUNAN, LIPING = "yichun-2020", "kongtong-2019", "xiangxiang-2023", "hunan-tcm", "liping"


@pytest.fixture
def client(five: Assistant) -> Iterator[TestClient]:
    """A client over the five samples whose figures are real."""
    with client_of(five) as client:
        yield client


def ids(client: TestClient, *files: str) -> list[str]:
    reports = client.get("/api/v1/reports").json()["reports"]
    return [next(r["id"] for r in reports if r["file"].startswith(file)) for file in files]


def compared(client: TestClient, *files: str, **more: Any) -> dict[str, Any]:
    response = client.get("/api/v1/compare", params={"report": ids(client, *files), **more})
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    ComparisonOut.model_validate(body)
    return body


def row(body: dict[str, Any], cell: str) -> dict[str, Any]:
    return next(row for row in body["rows"] if row["cell"] == cell)


def test_a_difference_is_that_to_the_first_report_with_its_sign(client: TestClient) -> None:
    there = row(compared(client, YICHUN, LIPING), "t3.res.total|total")["values"]
    back = row(compared(client, LIPING, YICHUN), "t3.res.total|total")["values"]
    assert there[0]["difference"] is None and there[0]["why_not"] is None
    assert there[1]["difference"]["number"] == there[1]["number"] - there[0]["number"] != 0
    assert back[1]["difference"]["number"] == -there[1]["difference"]["number"]
    assert there[1]["difference"]["text"][0] != back[1]["difference"]["text"][0]


@pytest.mark.parametrize(
    ("number", "text"), [("3", "+3"), ("-3", "−3"), ("0", "0"), ("-122.51", "−122.51"), ("1342", "+1342")]
)
def test_signs(number: str, text: str) -> None:
    assert signed(Decimal(number)) == text


def test_a_blank_is_shown_as_one_and_has_no_difference(client: TestClient) -> None:
    body = compared(client, YICHUN, KONGTONG)
    found = [v["values"][1] for v in body["rows"] if v["values"][1]["state"] == "blank"]
    assert found
    assert all(v["number"] is None and v["difference"] is None and v["why_not"] == "blank" for v in found)


def test_what_a_form_does_not_have_is_absent_and_the_sum_of_new_rows_is_computed(client: TestClient) -> None:
    body = compared(client, YICHUN, XIANGXIANG)
    other = row(body, "t3.res.other|total")["values"]
    assert (other[0]["state"], other[1]["state"]) == ("number", "computed")
    new = row(body, "t3.res.other.rest|total")["values"]
    assert (new[0]["state"], new[1]["state"]) == ("absent", "number")
    assert (new[1]["difference"], new[1]["why_not"]) == (None, "absent")
    assert len(body["notes"]) == 2


def test_table_2_of_two_forms_is_compared_only_where_both_count_the_same(client: TestClient) -> None:
    rows = [r for r in compared(client, YICHUN, XIANGXIANG, table="t2")["rows"] if r["table"] == "t2"]
    with_difference = {r["cell"].rsplit(".", 1)[1] for r in rows if r["values"][1]["difference"]}
    assert with_difference <= {"made", "decisions"} and with_difference
    both = [r["values"][1]["why_not"] for r in rows if all(v["number"] is not None for v in r["values"])]
    assert set(both) <= {None, "forms"}


def test_a_contradicted_total_gives_the_difference_of_its_parts_too(client: TestClient) -> None:
    value = row(compared(client, YICHUN, HUNAN), "t3.new|total")["values"][1]
    assert (value["printed"], value["contradicted"]) == ("0", True)
    assert value["difference"] == {"number": -2, "text": "−2", "supported": "+23"}


def test_every_printed_cell_of_every_report_is_there_once(client: TestClient) -> None:
    body = compared(client, YICHUN, XIANGXIANG, LIPING)
    cells = [row["cell"] for row in body["rows"]]
    assert len(cells) == len(set(cells))
    figures = client.get("/api/v1/figures", params={"report": [r["id"] for r in body["reports"]], "limit": 10000})
    printed = {(f["report"], f["cell"]): f["printed"] for f in figures.json()["figures"]}
    shown = {
        (report["id"], line["cell"]): line["values"][at]["printed"]
        for at, report in enumerate(body["reports"])
        for line in body["rows"]
        if line["values"][at]["state"] not in ("absent", "computed")
    }
    assert shown == printed


def test_only_what_differs(client: TestClient) -> None:
    everything, some = compared(client, YICHUN, LIPING), compared(client, YICHUN, LIPING, differing=True)
    assert 0 < len(some["rows"]) < len(everything["rows"])
    assert [r for r in everything["rows"] if r["differs"]] == some["rows"]


def test_sheets_say_the_same(client: TestClient) -> None:
    body = compared(client, YICHUN, KONGTONG)
    query = {"report": ids(client, YICHUN, KONGTONG)}
    text = client.get("/api/v1/compare", params={**query, "format": "csv"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(body["rows"])
    first, second = list(rows[0])[4:6]
    for line, flat in zip(body["rows"], rows, strict=True):
        for at, name in enumerate((first, second)):
            value = line["values"][at]
            assert (
                flat[name] == ("空白" if value["state"] == "blank" else value["printed"].lstrip("增"))
                or value["number"]
            )
        difference = line["values"][1]["difference"]
        assert flat[f"{second} − {first}"] == ("" if difference is None else str(difference["number"]))
    book = client.get("/api/v1/compare", params={**query, "format": "xlsx"}).content
    sheet = load_workbook(io.BytesIO(book)).active
    assert sheet is not None and sheet.max_row == len(rows) + 1


@pytest.mark.parametrize(
    ("reports", "status"),
    [
        pytest.param([], 422, id="none"),
        pytest.param(["a"], 422, id="one"),
        pytest.param(["a", "b"], 404, id="unknown ones"),
        pytest.param([str(n) for n in range(9)], 422, id="nine"),
    ],
)
def test_too_few_too_many_and_unknown_reports_are_refused(reports: list[str], status: int, client: TestClient) -> None:
    response = client.get("/api/v1/compare", params={"report": reports})
    assert response.status_code == status
    assert response.headers["content-type"] == PROBLEM


def test_a_report_is_not_compared_with_itself(client: TestClient) -> None:
    (one,) = ids(client, YICHUN)
    response = client.get("/api/v1/compare", params={"report": [one, one]})
    assert (response.status_code, response.json()["code"]) == (422, "same_report")


def test_a_hostile_issuer_runs_in_no_spreadsheet() -> None:
    assistant = FakeAssistant()
    for key, issuer in {"000": '=HYPERLINK("http://x","y")', "003": "@SUM(1,2)\n3"}.items():
        assistant.store.held[key] = replace(assistant.store.held[key], issuer=issuer)
    with client_of(assistant) as client:
        query = {"report": ["000", "003"]}
        text = client.get("/api/v1/compare", params={**query, "format": "csv"}).content.decode("utf-8-sig")
        book = client.get("/api/v1/compare", params={**query, "format": "xlsx"}).content
    rows = list(csv.reader(io.StringIO(text)))
    assert {len(row) for row in rows} == {7}
    assert [name[:2] for name in rows[0][4:]] == ["'=", "'@", "'@"]
    sheet = load_workbook(io.BytesIO(book)).active
    assert sheet is not None
    assert {cell.data_type for cell in next(sheet.iter_rows())} == {"s"}
