"""Lists over all reports: narrowed, sorted, paged, in JSON, CSV and XLSX, each row with its place."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from assistant.api_list_models import FiguresOut, FindingRowsOut, PassagesOut
from assistant.chain import Assistant
from assistant.export_sheets import harmless
from tests.doors import PROBLEM, DoorSettings, client_of
from tests.fake_assistant import FakeAssistant

NEW = "/api/v1/figures?cell=t3.new|total"


@pytest.fixture
def assistant() -> FakeAssistant:
    """The fake behind `client`; its report 004 has an older version."""
    fake = FakeAssistant()
    newest = fake.store.held["004"]
    fake.store.held["005"] = replace(newest, id="005", file="old.txt", superseded_by="004")
    return fake


@pytest.fixture
def client(assistant: FakeAssistant) -> Iterator[TestClient]:
    """A client of an application over the fake."""
    with client_of(assistant) as client:
        yield client


def test_a_figure_comes_with_its_place_and_links(client: TestClient) -> None:
    body = client.get("/api/v1/figures?issuer=宜春&cell=t3.res.total|total").json()
    FiguresOut.model_validate(body)
    row = body["figures"][0]
    assert (row["number"], row["printed"], row["state"], row["year"]) == (2, "2", "number", 2020)
    assert row["row"] == ["三、本年度办理结果", "（七）总计"]
    assert row["href"] == "/reports/003#t3.res.total%7Ctotal"
    assert row["source"]["line"] > 0 and len(row["source"]["cell"]) == 2
    assert body["next"] is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("", ["000", "003", "004"], id="everything, newest versions only"),
        pytest.param("&all_versions=true", ["000", "003", "004", "005"], id="older versions too"),
        pytest.param("&issuer=湖南&issuer=宜春", ["000", "003"], id="one of two issuers"),
        pytest.param("&region=江西省", ["003"], id="a province and what lies in it"),
        pytest.param("&region=宜春市", ["003"], id="a city"),
        pytest.param("&year=2019", ["004"], id="a year"),
        pytest.param("&from_year=2020", ["000", "003"], id="from a year on"),
        pytest.param("&to_year=2019&all_versions=1", ["004", "005"], id="up to a year"),
        pytest.param("&state=blank", ["004"], id="blank cells"),
        pytest.param("&report=003", ["003"], id="one report"),
        pytest.param("&quality=findings", ["000", "004"], id="reports that fail a rule"),
        pytest.param("&form=F2021", [], id="a form that none has"),
        pytest.param("&sort=year", ["004", "000", "003"], id="by year"),
        pytest.param("&sort=-number", ["003", "000", "004"], id="the largest number first, what has none last"),
    ],
)
def test_figures_are_narrowed_and_sorted(query: str, expected: list[str], client: TestClient) -> None:
    assert [row["report"] for row in client.get(NEW + query).json()["figures"]] == expected


@pytest.mark.parametrize("sort", ["issuer", "-year", "number"])
@pytest.mark.parametrize("path", ["/api/v1/figures?row=t3.new&all_versions=true", "/api/v1/findings?all_versions=true"])
def test_pages_together_are_the_whole_list(path: str, sort: str, client: TestClient) -> None:
    path += f"&sort={sort}" if "figures" in path else ""
    name = path.split("?")[0].rsplit("/", 1)[-1]
    whole = client.get(f"{path}&limit=10000").json()[name]
    paged: list[Any] = []
    url: str | None = f"{path}&limit=1" if name == "findings" else f"{path}&limit=5"
    while url:
        response = client.get(url)
        paged += response.json()[name]
        url = response.links.get("next", {}).get("url")
        assert (url is None) == (response.json()["next"] is None)

    assert len(whole) > 2
    assert paged == whole


def test_reports_are_paged_and_narrowed(client: TestClient) -> None:
    first = client.get("/api/v1/reports?limit=2").json()
    rest = client.get("/api/v1/reports", params={"limit": 2, "cursor": first["next"]}).json()
    ids = [report["id"] for report in first["reports"] + rest["reports"]]

    assert (ids, rest["next"]) == (["000", "003", "004", "005"], None)
    assert [r["id"] for r in client.get("/api/v1/reports?quality=not_extracted&year=2019").json()["reports"]] == [
        "004",
        "005",
    ]
    assert rest["reports"][1]["superseded_by"] == "004"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        pytest.param("/api/v1/figures?cell=t9.nothing", "unknown_cell", id="a cell that no form has"),
        pytest.param("/api/v1/figures?row=new", "unknown_cell", id="a row that no form has"),
        pytest.param("/api/v1/figures?isuer=x", "invalid", id="a slip in the name of a filter"),
        pytest.param("/api/v1/figures?limit=0", "invalid", id="no rows"),
        pytest.param("/api/v1/figures?limit=10001", "invalid", id="too many rows"),
        pytest.param("/api/v1/figures?state=zero", "invalid", id="a state that is none"),
        pytest.param("/api/v1/figures?format=pdf", "invalid", id="a format that is none"),
        pytest.param("/api/v1/figures?cursor=x", "bad_cursor", id="a cursor that is no text"),
        pytest.param("/api/v1/figures?cursor=WyJ4IiwieSJd", "bad_cursor", id="a cursor of a report that is gone"),
        pytest.param("/api/v1/figures?cursor=WyIwMDMiLCJ5Il0", "bad_cursor", id="a cursor of a cell that is gone"),
        pytest.param("/api/v1/figures?cursor=%F0%9F%98%80", "bad_cursor", id="a cursor of other letters"),
        pytest.param("/api/v1/findings?cursor=WzFd", "bad_cursor", id="a cursor of a number"),
        pytest.param("/api/v1/passages", "invalid", id="a search for nothing"),
        pytest.param("/api/v1/passages?q=%20", "invalid", id="a search for a blank"),
    ],
)
def test_a_wrong_list_is_a_problem_that_says_what_to_do(path: str, code: str, client: TestClient) -> None:
    response = client.get(path)
    assert (response.status_code, response.json()["code"]) == (422, code)
    assert response.headers["content-type"] == PROBLEM


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        pytest.param("&format=csv", "application/json", id="named"),
        pytest.param("", "text/csv", id="by the Accept header"),
    ],
)
def test_csv_holds_every_row_and_no_formula(
    query: str, accept: str, client: TestClient, assistant: FakeAssistant
) -> None:
    assistant.store.held["003"] = replace(assistant.store.held["003"], title="=cmd|'/c calc'!A0", url="@evil")
    response = client.get("/api/v1/figures?report=003" + query, headers={"accept": accept})
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))

    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert "Accept" in response.headers["vary"]
    assert len(rows) == len(assistant.store.held["003"].figures) > 100
    assert rows[0]["title"] == "'=cmd|'/c calc'!A0"
    assert {row["printed"] for row in rows if row["cell"] == "t2.license.change"} == {"-1"}


def test_xlsx_holds_numbers_as_numbers_and_no_formula(client: TestClient, assistant: FakeAssistant) -> None:
    assistant.store.held["003"] = replace(assistant.store.held["003"], title="=1+1")
    response = client.get("/api/v1/figures?report=003&format=xlsx")
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    header, *rows = sheet.iter_rows(values_only=True)
    by_cell = {row[header.index("cell")]: dict(zip(header, row, strict=True)) for row in rows}

    assert by_cell["t3.res.total|total"]["number"] == 2
    assert by_cell["t3.res.total|total"]["title"] == "'=1+1"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-1+1", "@SUM", "\t=1", " =1", "\n=1", "＝1"])
def test_what_a_spreadsheet_would_run_is_escaped(text: str) -> None:
    assert harmless(text) == f"'{text}"


def test_a_printed_negative_number_is_no_formula() -> None:
    assert [harmless(value) for value in ("-1", "+3.5", -1, None)] == ["-1", "+3.5", -1, None]


def test_findings_tell_whose_figures_do_not_add_up(client: TestClient) -> None:
    body = client.get("/api/v1/findings?rule=T3.ROW").json()
    FindingRowsOut.model_validate(body)

    assert [(row["report"], row["numbers"]) for row in body["findings"]] == [("000", {"sum": 25, "printed_total": 0})]
    assert body["findings"][0]["href"].startswith("/reports/000#t3.new")
    sheet = load_workbook(io.BytesIO(client.get("/api/v1/findings?format=xlsx").content)).active
    assert sheet is not None and sheet.max_row > 1


def test_passages_are_found_in_the_reports_asked_for(client: TestClient) -> None:
    body = client.get("/api/v1/passages", params={"q": "新闻发布会", "issuer": "宜春"}).json()
    PassagesOut.model_validate(body)
    assert body["passages"][0]["report"] == "003"
    assert body["passages"][0]["href"] == "/reports/003#line-5"
    assert client.get("/api/v1/passages?q=a&issuer=nobody").json()["passages"] == []


def test_cells_name_every_printed_cell_of_the_forms(client: TestClient) -> None:
    cells = {cell["cell"]: cell for cell in client.get("/api/v1/cells").json()["cells"]}
    assert cells["t3.new|total"]["row"] == "t3.new"
    assert client.get("/api/v1/figures", params={"row": [c["row"] for c in cells.values()][:200]}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/openapi.json",
        "/ui/base.css",
        "/api/v1/reports",
        "/api/v1/figures",
        "/api/v1/findings?sort=severity",
        "/api/v1/findings/choices?year=2020",
        "/api/v1/reports/003/tables/t3",
    ],
)
def test_what_a_reader_has_already_is_not_sent_again(path: str, client: TestClient) -> None:
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": f'"other", {first.headers["etag"]}'})
    head = client.head(path, headers={"if-none-match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert head.status_code == 304
    assert client.get(path, headers={"if-none-match": '"other"'}).content == first.content


def test_the_same_lists_over_the_real_samples(five: Assistant) -> None:
    with client_of(five, DoorSettings(public_url="https://example.gov.cn")) as client:
        total = client.get("/api/v1/figures?issuer=宜春&year=2020&cell=t3.res.total|total").json()["figures"]
        every = client.get("/api/v1/figures?limit=10000").json()
        found = client.get("/api/v1/passages", params={"q": "依申请公开", "issuer": "宜春"}).json()["passages"]
        hard = client.get("/api/v1/findings?severity=error").json()["findings"]

    assert [(row["number"], row["source"]["line"]) for row in total] == [(2, 347)]
    assert total[0]["href"].startswith("https://example.gov.cn/reports/")
    assert len(every["figures"]) == sum(len(five.store.report(r.id).figures) for r in five.store.current_reports())
    FiguresOut.model_validate(every)
    assert found and all(passage["issuer"] == "宜春市卫生健康委" for passage in found)
    assert any(row["rule"] == "T3.ROW" for row in hard)


def test_every_rule_is_listed_with_its_words(client: TestClient) -> None:
    rules = {rule["rule"]: rule for rule in client.get("/api/v1/rules").json()["rules"]}
    assert rules["T3.ROW"]["severity"] == "error"
    assert all(rule["label"]["zh"] and rule["label"]["en"] for rule in rules.values())
    assert {row["rule"] for row in client.get("/api/v1/findings").json()["findings"]} <= rules.keys()


def test_scans_are_a_quality_of_their_own(assistant: FakeAssistant, client: TestClient) -> None:
    assistant.store.held["003"] = replace(assistant.store.held["003"], recognised=True)
    found = client.get("/api/v1/reports?quality=scan").json()["reports"]
    assert [(report["id"], "scan" in report["quality"]) for report in found] == [("003", True)]
