"""Decisions on tables: an accepted reading is answered from and said to be so, nothing printed is ever changed."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.answer import to_json
from assistant.api_decisions import DecisionsOut
from assistant.api_table_models import DecisionOut, TableRowsOut
from assistant.chain import Assistant, open_assistant
from assistant.decisions import Decision, Decisions, open_decisions
from index.report_summary import FindingHead
from index.settings import Settings
from tests.conftest import SAMPLE_REPORTS, CharacterEmbedder
from tests.doors import PROBLEM, DoorSettings, client_of
from tests.doubtful import ADDED, ISSUER, build, doubtful_text

QUESTION = f"{ISSUER}2020年新收多少件政府信息公开申请？"
RECEIVED = "52450"  # printed, 7 more than the sum of its parts
GOOD = "宜春市卫生健康委2020年办理了多少件政府信息公开申请？"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index over a doubtful report and an ordinary one, their files beside it."""
    place = tmp_path_factory.mktemp("decisions")
    files = place / "files"
    files.mkdir()
    (files / "doubtful.txt").write_text(doubtful_text(), encoding="utf-8")
    shutil.copy(SAMPLE_REPORTS / "yichun-2020.txt", files)
    build(place / "data", files)
    return place


@pytest.fixture
def data(built: Path) -> Iterator[Path]:
    """The data folder, without decisions."""
    data = built / "data"
    for old in data.glob("decisions.sqlite*"):
        old.unlink()
    yield data


@pytest.fixture
def assistant(data: Path) -> Iterator[Assistant]:
    """The assistant over it."""
    opened = open_assistant(Settings(data=data), embedder=CharacterEmbedder())
    yield opened
    opened.store.close()


@pytest.fixture
def client(assistant: Assistant, data: Path) -> Iterator[TestClient]:
    """A client of its API; decisions lie in the same file, in a connection of their own."""
    with client_of(assistant, DoorSettings(data=data)) as client:
        yield client


def report_of(client: TestClient, issuer: str) -> str:
    return str(client.get("/api/v1/reports", params={"issuer": issuer}).json()["reports"][0]["id"])


def table_of(client: TestClient, issuer: str = ISSUER, table: str = "t3") -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/reports/{report_of(client, issuer)}/tables/{table}").json()
    TableRowsOut.model_validate(found)
    return found


def decide(client: TestClient, kind: str, issuer: str = ISSUER, table: str = "t3", **more: Any) -> Any:
    seen = table_of(client, issuer, table)
    body = {"report": seen["report"], "table": table, "reading": seen["reading"], "kind": kind, "name": "张三", **more}
    return client.post("/api/v1/decisions", json=body)


def test_a_reading_that_no_sum_proves_is_refused_and_can_be_looked_at(client: TestClient, assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    assert answer.refusal is not None and answer.refusal.reason == "not_extracted"
    assert answer.figures == ()
    table = table_of(client)
    assert (table["status"], table["rows"], table["decision"]) == ("not_extracted", [], None)
    shown = {cell["cell"]: cell["text"] for row in table["proposed"] for cell in row if cell["cell"]}
    assert len(shown) == 161
    assert shown["t3.new|total"] == RECEIVED


def test_an_accepted_table_is_answered_from_and_says_by_whom_and_that_nothing_proves_it(
    client: TestClient, assistant: Assistant
) -> None:
    before = assistant.store.index_version
    response = decide(client, "accept", note="已逐格核对")
    assert response.status_code == 201
    decision = DecisionOut.model_validate(response.json())
    answer = assistant.ask(QUESTION)
    assert answer.index_version != before
    assert [figure.value for figure in answer.figures][:1] == [RECEIVED]
    assert answer.citations[0].cell == "t3.new|total" and answer.citations[0].printed == RECEIVED
    assert f"张三于{decision.created[:10]}核对接受，未经合计证明（已逐格核对）" in answer.text
    english = assistant.ask(f"How many requests did {ISSUER} receive in 2020?", language="en")
    assert f"accepted by 张三 on {decision.created[:10]}: not proved by its sums" in english.text
    assert table_of(client)["status"] == "ok"


def test_an_accepted_total_that_its_parts_contradict_gives_both_numbers(
    client: TestClient, assistant: Assistant
) -> None:
    decide(client, "accept")
    answer = assistant.ask(QUESTION)
    assert str(int(RECEIVED) - ADDED) in answer.text and RECEIVED in answer.text
    assert "T3.ROW" in {finding.rule for finding in answer.findings}
    assert any(
        f["rule"] == "T3.ROW" for f in client.get("/api/v1/findings", params={"issuer": ISSUER}).json()["findings"]
    )


def test_every_door_says_that_nothing_proves_an_accepted_figure(client: TestClient, assistant: Assistant) -> None:
    decide(client, "accept")
    for question in (f"{ISSUER}和宜春市卫生健康委2020年新收合计多少件？", f"{ISSUER}2020年表三的数字对得上吗？"):
        assert "未经合计证明" in assistant.ask(question).text, question
    row = client.get("/api/v1/figures", params={"issuer": ISSUER, "cell": "t3.new|natural"}).json()["figures"][0]
    assert "not proved by its sums" in row["remark"]["en"]
    sheet = client.get("/api/v1/figures", params={"issuer": ISSUER, "format": "csv"}).content.decode("utf-8-sig")
    assert sheet.count("未经合计证明") == 161
    pair = [report_of(client, ISSUER), report_of(client, "宜春")]
    compared = client.get("/api/v1/compare", params={"report": pair, "table": "t3"}).json()["rows"]
    assert all("not proved" in line["values"][0]["remark"]["en"] for line in compared)
    assert all(line["values"][1]["remark"] is None for line in compared)


def test_a_correction_stands_beside_what_is_printed(client: TestClient, assistant: Assistant) -> None:
    printed = assistant.ask(GOOD)
    value = printed.figures[0].value
    decision = decide(client, "correct", "宜春", cell="t3.res.total|total", value="9", note="原件第三页").json()
    answer = assistant.ask(GOOD)
    assert answer.figures[0].value == value != "9"
    assert answer.citations[0].printed == printed.citations[0].printed
    assert f"张三于{decision['created'][:10]}更正：此格应为“9”，报告读作“{value}”（原件第三页）" in answer.text
    row = client.get("/api/v1/figures", params={"cell": "t3.res.total|total", "issuer": "宜春"}).json()["figures"][0]
    assert row["printed"] == value
    table = table_of(client, "宜春")
    assert [c["value"] for c in table["corrections"]] == ["9"]
    assert [c["text"] for row in table["rows"] for c in row if c["cell"] == "t3.res.total|total"] == [value]


def test_other_cells_and_sums_do_not_hear_of_a_correction(client: TestClient, assistant: Assistant) -> None:
    before = assistant.ask("宜春市卫生健康委2020年新收多少件？")
    decide(client, "correct", "宜春", cell="t3.res.total|total", value="9")
    after = assistant.ask("宜春市卫生健康委2020年新收多少件？")
    assert (after.figures, after.findings) == (before.figures, before.findings)
    assert "张三" not in after.text


def test_a_rejected_table_is_quoted_no_more_and_still_shown(client: TestClient, assistant: Assistant) -> None:
    value = assistant.ask(GOOD).figures[0].value
    assert decide(client, "reject", "宜春", note="数据有误").status_code == 201
    answer = assistant.ask(GOOD)
    assert answer.refusal is not None and answer.refusal.reason == "not_extracted"
    assert answer.figures == () and "张三" in answer.text
    table = table_of(client, "宜春")
    assert (table["status"], table["decision"]["kind"]) == ("not_extracted", "reject")
    assert value in {cell["text"] for row in table["rows"] for cell in row if cell["cell"] == "t3.res.total|total"}
    assert client.get("/api/v1/figures", params={"table": "t3", "issuer": "宜春"}).json()["figures"] == []
    assert client.get("/api/v1/figures", params={"table": "t2", "issuer": "宜春"}).json()["figures"] != []


def test_the_list_of_findings_is_narrowed_by_what_people_decided(client: TestClient, assistant: Assistant) -> None:
    def heads() -> dict[str, list[FindingHead]]:
        told = assistant.store.findings([report.id for report in assistant.store.reports()])
        return {key: [FindingHead(f.rule, f.kind, f.severity) for f in found] for key, found in told.items()}

    def narrowed_by() -> dict[str, list[FindingHead]]:
        return {key: list(found) for key, found in assistant.store.finding_heads().items()}

    seen = [heads()]
    assert narrowed_by() == seen[0]
    for kind, issuer in (("accept", ISSUER), ("reject", ISSUER), ("reject", "宜春")):
        decide(client, kind, issuer)
        assert narrowed_by() == heads() != seen[-1]
        seen.append(heads())
    listed = client.get("/api/v1/findings?kind=decision&severity=info").json()["findings"]
    assert {row["rule"] for row in listed} == {"DECISION.REJECTED"} and len(listed) == 2


@pytest.mark.parametrize("kind", ["accept", "reject"])
def test_a_verdict_can_be_taken_back(kind: str, client: TestClient, assistant: Assistant) -> None:
    before = to_json(assistant.ask(QUESTION))
    decide(client, kind)
    decide(client, "withdraw", note="误操作")
    after = to_json(assistant.ask(QUESTION))
    assert (before["text"], before["figures"]) == (after["text"], after["figures"])
    assert table_of(client)["decision"] is None


def test_the_same_decision_twice_is_one(client: TestClient) -> None:
    first = decide(client, "reject", note="a")
    again = decide(client, "reject", note="a")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert decide(client, "reject", note="b").status_code == 201
    body = client.get("/api/v1/decisions").json()
    DecisionsOut.model_validate(body)
    assert [(d["note"], d["stands"]) for d in body["decisions"]] == [("b", True), ("a", False)]


def test_decisions_outlive_a_rebuild_and_end_with_the_reading(built: Path, client: TestClient) -> None:
    decide(client, "accept")
    file = built / "files" / "doubtful.txt"
    kept = file.read_text(encoding="utf-8")
    try:
        fresh = built / "again"
        shutil.rmtree(fresh, ignore_errors=True)
        build(fresh, built / "files")
        shutil.copy(built / "data" / "decisions.sqlite", fresh)
        with_same = open_assistant(Settings(data=fresh), embedder=CharacterEmbedder())
        assert with_same.ask(QUESTION).figures[0].value == RECEIVED
        with_same.store.close()
        file.write_text(kept.replace(RECEIVED, "52451"), encoding="utf-8")
        build(fresh, built / "files")
        with_other = open_assistant(Settings(data=fresh), embedder=CharacterEmbedder())
        assert with_other.ask(QUESTION).refusal is not None
        with_other.store.close()
    finally:
        file.write_text(kept, encoding="utf-8")


def test_a_decision_holds_where_only_the_reader_has_another_version(client: TestClient, data: Path) -> None:
    decide(client, "accept")
    decisions = open_decisions(data)
    made = decisions.all()[-1]
    other = Decisions(None)
    for changed in ({"content_hash": "by another reader"}, {"content_hash": "x", "file_hash": "y"}):
        fields = {name: getattr(made, name) for name in made.__dataclass_fields__}
        other.add(Decision(**(fields | changed)))
    told = [open_assistant(Settings(data=data), embedder=CharacterEmbedder(), decisions=d) for d in (other,)]
    assert told[0].ask(QUESTION).figures[0].value == RECEIVED
    only_wrong = Decisions(None)
    only_wrong.add(other.all()[-1])
    wrong = open_assistant(Settings(data=data), embedder=CharacterEmbedder(), decisions=only_wrong)
    assert wrong.ask(QUESTION).refusal is not None
    for opened in (*told, wrong):
        opened.store.close()
    decisions.close()


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        pytest.param({"reading": "another"}, 409, "reading_changed", id="another reading than is there"),
        pytest.param({"report": "nobody"}, 404, "no_such_report", id="a report that is not there"),
        pytest.param({"table": "t2", "kind": "accept"}, 409, "reading_changed", id="the reading of another table"),
        pytest.param({"kind": "correct"}, 422, "bad_decision", id="a correction without value"),
        pytest.param({"kind": "correct", "value": "1"}, 422, "bad_decision", id="a correction without cell"),
        pytest.param(
            {"kind": "correct", "value": "1", "cell": "t2.license.decisions"}, 422, "bad_decision", id="no such cell"
        ),
        pytest.param(
            {"kind": "correct", "value": "约五件", "cell": "t3.new|total"}, 422, "bad_value", id="a value in words"
        ),
        pytest.param({"kind": "accept", "cell": "t3.new|total"}, 422, "bad_decision", id="a verdict on one cell"),
        pytest.param({"kind": "accept", "value": "1"}, 422, "bad_decision", id="a verdict with a value"),
        pytest.param({"name": " "}, 422, "invalid", id="without a name"),
        pytest.param({"name": "a\nb"}, 422, "invalid", id="a name over two lines"),
        pytest.param({"note": "a" * 301}, 422, "invalid", id="a note without end"),
        pytest.param({"kind": "delete"}, 422, "invalid", id="another kind"),
    ],
)
def test_what_makes_no_sense_is_refused_with_advice(
    change: dict[str, str], status: int, code: str, client: TestClient
) -> None:
    seen = table_of(client)
    body = {"report": seen["report"], "table": "t3", "reading": seen["reading"], "kind": "reject", "name": "张三"}
    response = client.post("/api/v1/decisions", json=body | change)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.headers["content-type"] == PROBLEM
    assert client.get("/api/v1/decisions").json()["decisions"] == []


def test_a_table_read_without_doubt_has_nothing_to_accept(client: TestClient) -> None:
    response = decide(client, "accept", "宜春")
    assert (response.status_code, response.json()["code"]) == (422, "nothing_to_accept")


def test_nothing_is_decided_without_the_original(built: Path, client: TestClient) -> None:
    moved = (built / "files" / "doubtful.txt").rename(built / "moved.txt")
    try:
        response = decide(client, "accept")
    finally:
        moved.rename(built / "files" / "doubtful.txt")
    assert (response.status_code, response.json()["code"]) == (410, "original_gone")


def test_without_decisions_no_file_is_made(client: TestClient, data: Path, assistant: Assistant) -> None:
    assistant.ask(QUESTION)
    assert client.get("/api/v1/decisions").json() == {"decisions": []}
    assert not (data / "decisions.sqlite").exists()
