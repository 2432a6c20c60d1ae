"""What the HTTP door shows and guards: reports, headers, host names, health, OpenAPI, the port."""

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.api import CannotServe, listen
from tests.doors import DoorSettings, client_of
from tests.fake_assistant import FakeAssistant

GET_PATHS = [
    "/",
    "/reports",
    "/reports/003",
    "/docs",
    "/ui/base.css",
    "/openapi.json",
    "/healthz",
    "/readyz",
    "/api/v1/suggestions",
    "/api/v1/reports",
    "/api/v1/reports/003",
    "/api/v1/reports/003/tables",
    "/api/v1/reports/003/tables/t3",
    "/api/v1/reports/003/findings",
    "/api/v1/reports/003/text",
]


@pytest.fixture
def assistant() -> FakeAssistant:
    """The fake behind `client`."""
    return FakeAssistant()


@pytest.fixture
def client(assistant: FakeAssistant) -> Iterator[TestClient]:
    """A client of an application over the fake."""
    with client_of(assistant) as client:
        yield client


def test_reports_are_listed_with_how_they_were_read(client: TestClient) -> None:
    body = client.get("/api/v1/reports").json()
    assert body["index_version"] == "fake-1"
    assert [(r["id"], r["year"], r["findings"], r["sample"]) for r in body["reports"]] == [
        ("000", 2020, 1, True),
        ("003", 2020, 0, True),
        ("004", 2019, 1, False),
    ]
    assert body["reports"][0]["tables"]["t4"]["status"] == "not_extracted"


def test_a_report_has_its_sections_in_order_with_prose_and_tables(client: TestClient) -> None:
    report = client.get("/api/v1/reports/003").json()
    assert [(s["id"], s["tables"]) for s in report["sections"]] == [
        ("s1", []),
        ("s2", ["t2"]),
        ("s3", ["t3"]),
        ("s4", ["t4"]),
    ]
    assert report["sections"][0]["paragraphs"][0]["heading"] == ["一、总体情况", "（一）依申请公开"]


def test_a_table_gives_every_cell_with_state_number_and_rules(client: TestClient) -> None:
    table = client.get("/api/v1/reports/000/tables/t3").json()
    cells = {cell["cell"]: cell for row in table["rows"] for cell in row if cell["cell"]}
    assert len(cells) == 161
    assert cells["t3.new|natural"]["number"] == 25
    assert cells["t3.new|total"]["findings"] == ["T3.ROW"]
    assert cells["t3.carried_out|total"]["findings"] == []
    assert table["findings"][0]["numbers"] == {"sum": 25, "printed_total": 0}


def test_a_blank_cell_is_blank_and_has_no_number(client: TestClient) -> None:
    table = client.get("/api/v1/reports/004/tables/t3").json()
    cell = next(cell for row in table["rows"] for cell in row if cell["cell"] == "t3.new|total")
    assert (cell["state"], cell["number"], cell["text"]) == ("blank", None, "")


def test_a_table_that_was_not_read_says_why(client: TestClient) -> None:
    table = client.get("/api/v1/reports/003/tables/t4").json()
    assert table["status"] == "not_extracted"
    assert table["rows"] == []
    assert table["reason"]


def test_text_is_numbered_from_one(client: TestClient) -> None:
    lines = client.get("/api/v1/reports/003/text").json()["lines"]
    assert lines[4]["n"] == 5
    assert "受理依申请公开2件" in lines[4]["text"]


def test_suggestions_are_questions_on_printed_numbers(client: TestClient) -> None:
    suggestions = client.get("/api/v1/suggestions").json()["suggestions"]
    assert suggestions[0]["zh"] == "宜春市卫生健康委2020年办理了多少件政府信息公开申请？"
    assert len({s["zh"] for s in suggestions}) == 3


@pytest.mark.parametrize("path", GET_PATHS)
def test_head_is_answered_wherever_get_is(client: TestClient, path: str) -> None:
    get, head = client.get(path), client.head(path)
    assert get.status_code == head.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == get.headers["content-type"]


@pytest.mark.parametrize("path", [*GET_PATHS, "/nothing", "/docs/assets/swagger-ui.css"])
def test_every_response_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'self'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        pytest.param("127.0.0.1:8000", 200, id="loopback address"),
        pytest.param("localhost:8000", 200, id="localhost"),
        pytest.param("LOCALHOST", 200, id="capitals"),
        pytest.param("[::1]:8000", 200, id="IPv6 loopback"),
        pytest.param("evil.example", 421, id="another name (DNS rebinding)"),
        pytest.param("127.0.0.1.evil.example", 421, id="a name that begins like loopback"),
        pytest.param("[::1", 421, id="a broken one"),
        pytest.param("", 421, id="none"),
    ],
)
def test_only_this_machines_own_names_are_served(client: TestClient, host: str, status: int) -> None:
    response = client.get("/api/v1/reports", headers={"host": host})
    assert response.status_code == status
    if status == 421:
        assert "NIANBAO_ALLOW_OPEN" in response.json()["detail"]


def test_any_name_is_served_when_opened(assistant: FakeAssistant) -> None:
    with client_of(assistant, DoorSettings(allow_open=True), host="nianbao.example") as client:
        assert client.get("/api/v1/reports").status_code == 200


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        pytest.param("http://127.0.0.1:8000", 200, id="its own page"),
        pytest.param("http://evil.example", 403, id="another site"),
        pytest.param("http://127.0.0.1:9999", 403, id="another port"),
        pytest.param("null", 403, id="a sandboxed frame"),
    ],
)
def test_questions_from_other_sites_are_refused(client: TestClient, origin: str, status: int) -> None:
    response = client.post("/api/v1/ask", json={"question": "宜春"}, headers={"origin": origin})
    assert response.status_code == status


def test_ready_says_why_not() -> None:
    with client_of(FakeAssistant(reason="还没有建立索引：请运行 nianbao build 文件夹")) as client:
        assert client.get("/healthz").status_code == 200
        response = client.get("/readyz")
    assert (response.status_code, response.json()["detail"]) == (503, "还没有建立索引：请运行 nianbao build 文件夹")


def test_openapi_is_3_1_and_every_reference_resolves(client: TestClient) -> None:
    text = client.get("/openapi.json").text
    schema = json.loads(text)
    assert schema["openapi"].startswith("3.1")
    used = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert used <= set(schema["components"]["schemas"])
    body = schema["components"]["schemas"]["AskBody"]
    assert body["examples"][0]["question"]
    ok = schema["paths"]["/api/v1/ask"]["post"]["responses"]["200"]["content"]["application/json"]
    assert ok["example"]["figures"][0]["cell"] == "t3.res.total|total"


def test_pages_hold_no_inline_script_or_style(client: TestClient) -> None:
    for path in ("/", "/reports", "/reports/003", "/docs"):
        page = client.get(path).text
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page
        assert all(" src=" in part.split(">")[0] for part in page.split("<script")[1:])


def test_the_page_of_an_unknown_report_is_a_404(client: TestClient) -> None:
    response = client.get("/reports/nobody")
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")


@pytest.mark.loopback
def test_a_taken_port_is_named_with_another_to_choose() -> None:
    with listen("127.0.0.1", 0, allow_open=False) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotServe, match=rf"port {port} .*already in use.* --port {port + 1}"):
            listen("127.0.0.1", port, allow_open=False)


@pytest.mark.loopback
@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::"])
def test_other_addresses_are_refused_until_opened(host: str) -> None:
    with pytest.raises(CannotServe, match="NIANBAO_ALLOW_OPEN=1"):
        listen(host, 0, allow_open=False)


@pytest.mark.loopback
def test_a_port_that_is_none_is_refused() -> None:
    with pytest.raises(CannotServe, match="1 to 65535"):
        listen("127.0.0.1", 70_000, allow_open=False)
