"""A running server is measured as the library is, and what is wrong with it or with a file of cases is said."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
import typer
from typer.testing import CliRunner

from eval.cases import BadCases, Case, CaseSet, load_cases
from eval.cli import register
from eval.runner import run_cases
from eval.server import BadAnswer, Server, ServerAway
from eval.truth import Truth
from tests.eval_oracle import answer_well
from tests.eval_world import CITY, case, truth

Handler = Callable[[httpx2.Request], httpx2.Response]
ASKED = case("number", 2, cell="t3.new|total", report=CITY)


def server(handler: Handler) -> Server:
    return Server("http://nianbao.test/", transport=httpx2.MockTransport(handler))


def well(request: httpx2.Request) -> httpx2.Response:
    """The two reports of the scorer tests, and the ideal answer to the one question."""
    report = truth().reports[CITY]
    if request.url.path == "/api/v1/reports":
        listed = {"id": "r1", "file": report.file, "issuer": report.issuer, "year": report.year}
        return httpx2.Response(200, json={"reports": [listed]})
    if request.url.path == "/api/v1/reports/r1/text":
        lines = [{"n": n, "text": text} for n, text in enumerate(report.lines, start=1)]
        return httpx2.Response(200, json={"lines": lines})
    body = json.loads(request.content)
    return httpx2.Response(
        200, json=answer_well(ASKED, truth()) | {"conversation_id": body.get("conversation_id", "k")}
    )


def test_cases_are_asked_of_a_server_and_scored_by_its_own_reports() -> None:
    asked = server(well)
    facts = asked.facts()
    assert (facts[0].id, facts[0].lines) == ("r1", truth().reports[CITY].lines)
    cells = list(truth().cells_of(CITY, "t3"))
    cases = load_case(ASKED)
    _, results = run_cases(cases, asked.ask, None, Truth(facts, cells))
    assert results[0].scores is not None
    assert results[0].scores.right.value is True, results[0].scores.right.reason


def test_turns_go_on_in_the_conversation_that_the_server_named() -> None:
    bodies: list[dict[str, Any]] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        bodies.append(json.loads(request.content))
        return well(request)

    follow = ASKED.model_copy(update={"history": ("宜春呢",)})
    run_cases(load_case(follow), server(handler).ask, None, truth())
    assert [body.get("conversation_id") for body in bodies] == [None, "k"]


def away(request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectError("refused")


def slow(request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ReadTimeout("slow")


@pytest.mark.parametrize(
    ("handler", "error", "said"),
    [
        pytest.param(away, ServerAway, "is not there .*`nianbao serve`", id="nobody there"),
        pytest.param(slow, ServerAway, "no answer within", id="too slow"),
        pytest.param(lambda r: httpx2.Response(200, text="<html>"), ServerAway, "is it Nianbao", id="another server"),
        pytest.param(
            lambda r: httpx2.Response(503, json={"detail": "no index"}), ServerAway, "503 no index", id="not ready"
        ),
        pytest.param(
            lambda r: httpx2.Response(422, json={"detail": "too long"}), BadAnswer, "422 too long", id="one refused"
        ),
        pytest.param(lambda r: httpx2.Response(200, json={"a": 1}), BadAnswer, "no answer", id="no answer object"),
    ],
)
def test_what_is_wrong_with_a_server_is_said(handler: Handler, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        server(handler).ask("多少件", None)


def test_a_server_that_goes_away_ends_the_run_and_one_bad_answer_does_not() -> None:
    with pytest.raises(ServerAway):
        run_cases(load_case(ASKED), server(away).ask, None, truth())
    refuses = server(lambda request: httpx2.Response(422, json={"detail": "too long"}))
    _, results = run_cases(load_case(ASKED), refuses.ask, None, truth())
    assert results[0].answer["error"] == "http://nianbao.test/api/v1/ask: 422 too long"


def test_a_server_without_reports_and_an_address_that_is_none_are_told() -> None:
    with pytest.raises(ServerAway, match="has no reports"):
        server(lambda request: httpx2.Response(200, json={"reports": []})).facts()
    with pytest.raises(ServerAway, match="begins with http"):
        Server("localhost:8000")


def load_case(asked: Case) -> CaseSet:
    return CaseSet(name="s", cases=(asked,))


# ---- a user's own file


def line(case_id: str = "a", **changes: Any) -> str:
    raw = {"id": case_id, "category": "cell", "question": "?", "answer": {"type": "number", "value": 1}}
    return json.dumps({**raw, **changes}, ensure_ascii=False)


def test_a_users_own_file_is_read_with_the_wordings_beside_it(tmp_path: Path) -> None:
    (tmp_path / "mine.jsonl").write_text("\ufeff" + line(question="a\u2028b") + "\n\n", encoding="utf-8")
    (tmp_path / "mine.anyof.json").write_text('{"a": [["one", "1"]]}', encoding="utf-8")
    cases = load_cases(tmp_path / "mine.jsonl")
    assert (cases.name, cases.cases[0].anyof, cases.cases[0].question) == ("mine", (("one", "1"),), "a\u2028b")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(f"{line()}\nnot json".encode(), r"mine\.jsonl:2: ", id="no JSON"),
        pytest.param(f"{line()}\n{line()}".encode(), r"mine\.jsonl:2: the id a", id="an id twice"),
        pytest.param(line(answer={"type": "guess"}).encode(), r"mine\.jsonl:1: answer\.type", id="no such type"),
        pytest.param("问题".encode("gb18030"), "UTF-8", id="another encoding"),
        pytest.param(b"\n", "no case in it", id="empty"),
    ],
)
def test_a_bad_file_is_named_with_its_line(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "mine.jsonl").write_bytes(content)
    with pytest.raises(BadCases, match=said):
        load_cases(tmp_path / "mine.jsonl")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadCases, match="no such file"):
        load_cases(tmp_path / "gone.jsonl")


def test_a_server_and_an_index_are_not_measured_at_once(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command("other")(lambda: None)
    register(app)
    done = CliRunner().invoke(app, ["eval", "--url", "http://127.0.0.1:1", "--data", str(tmp_path)])
    assert done.exit_code == 2
    assert "a server is asked for answers alone" in done.output
