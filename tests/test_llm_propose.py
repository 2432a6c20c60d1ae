"""A model may propose a query; only cells of the form, over reports that the question itself names, become one."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.lexicon import load_lexicon
from assistant.llm_chat import ChatModel
from assistant.llm_propose import OFFERED, note, propose, read_proposal, vocabulary
from assistant.names import load_names
from assistant.query import FigureQuery, Scope
from assistant.reading import Library
from index.form import load_forms
from index.gazetteer import load_gazetteer
from tests.llm_world import XIANGXIANG, YICHUN
from tests.scripted_llm import Reply, ScriptedServer, scripted_server

pytestmark = pytest.mark.loopback
QUESTION = "宜春市卫健委2020年有几个人来敲过门要材料？"
FORMS = load_forms()


@pytest.fixture(scope="module")
def library() -> Library:
    reports = (YICHUN, XIANGXIANG)
    return Library(FORMS, load_lexicon(), load_names(reports, load_gazetteer()), reports)


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as running:
        yield running


def proposal(**changes: Any) -> str:
    good = {"cells": ["t3.new|natural"], "issuers": [YICHUN.issuer], "years": [2020], "operation": "lookup"}
    return json.dumps(good | changes, ensure_ascii=False)


def proposed(server: ScriptedServer, library: Library, said: str, question: str = QUESTION) -> FigureQuery | None:
    server.say(said)
    return propose(question, library, ChatModel(server.base_url, "tiny", seconds=60))


def test_a_proposal_that_holds_becomes_a_query(server: ScriptedServer, library: Library) -> None:
    query = proposed(server, library, proposal())

    assert query is not None
    assert (query.cells, query.scope.reports, query.operation) == (("t3.new|natural",), (YICHUN.id,), "lookup")


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("```json\n" + proposal() + "\n```", id="in a code fence"),
        pytest.param("Here it is: " + proposal(), id="after a sentence"),
        pytest.param(proposal(issuers=[], years=[]), id="leaving the names to the rules"),
    ],
)
def test_a_proposal_may_be_written_loosely(server: ScriptedServer, library: Library, said: str) -> None:
    query = proposed(server, library, said)

    assert query is not None and query == proposed(server, library, proposal())


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(proposal(cells=["t3.bribes|total"]), id="a cell that no form has"),
        pytest.param(proposal(cells=["t3.new|natural", "t9"]), id="one wrong cell beside a right one"),
        pytest.param(proposal(cells=[]), id="no cell"),
        pytest.param(proposal(cells=["t3.new|total"] * 40), id="far too many cells"),
        pytest.param(proposal(cells="t3.new|natural"), id="a text for a list"),
        pytest.param(proposal(cells=[["t3.new|natural"]]), id="a list in the list"),
        pytest.param(proposal(issuers=["湖南省卫生健康委员会"]), id="a body that is not in the collection"),
        pytest.param(proposal(issuers=[XIANGXIANG.issuer]), id="a body that the question does not name"),
        pytest.param(proposal(years=[2023]), id="a year that the question does not name"),
        pytest.param(proposal(years=[True]), id="a year that is no number"),
        pytest.param(proposal(operation="delete"), id="an operation that does not exist"),
        pytest.param(proposal(operation="count"), id="an operation that needs a number"),
        pytest.param(proposal(operation=["sum"]), id="a list for an operation"),
        pytest.param(proposal(order="random"), id="an order that does not exist"),
        pytest.param(proposal(value=22), id="a figure of its own"),
        pytest.param("22", id="a bare figure"),
        pytest.param("{cells: [}", id="bad JSON"),
        pytest.param("{" + "[" * 3_000 + "}", id="JSON nested without end"),
        pytest.param("I cannot help with that.", id="a refusal"),
        pytest.param("{" * 5_000, id="a flood"),
    ],
)
def test_anything_else_is_thrown_away(server: ScriptedServer, library: Library, said: str) -> None:
    assert proposed(server, library, said) is None


def test_an_error_of_the_server_is_no_proposal(server: ScriptedServer, library: Library) -> None:
    server.say(Reply(status=500, raw=b"{}"))

    assert propose(QUESTION, library, ChatModel(server.base_url, "tiny")) is None


def test_a_body_outside_the_collection_is_not_even_asked_about(server: ScriptedServer, library: Library) -> None:
    server.requests.clear()

    assert proposed(server, library, proposal(), "武汉市卫健委2020年有几个人来要材料？") is None
    assert server.requests == []


def test_with_no_body_named_only_an_operation_over_all_reports_holds(server: ScriptedServer, library: Library) -> None:
    question = "哪里来要材料的人最热闹？"

    over_all = proposed(server, library, proposal(issuers=[], years=[], operation="max"), question)

    assert over_all is not None and over_all.scope.whole and len(over_all.scope.reports) == 2
    assert proposed(server, library, proposal(issuers=[], years=[]), question) is None


def test_the_model_is_shown_the_vocabulary_and_no_figure(server: ScriptedServer, library: Library) -> None:
    proposed(server, library, proposal())

    assert vocabulary(FORMS) in server.prompt and QUESTION in server.prompt
    assert server.requests[-1]["response_format"] == {"type": "json_object"}
    for identifier in ("t3.new", "org.commercial", "t2.license.decisions", "t4.review.total"):
        assert identifier in vocabulary(FORMS)
    assert "count" not in OFFERED


def test_the_answer_is_told_who_read_the_question() -> None:
    query = FigureQuery(cells=("t3.new|natural",), scope=Scope(reports=(YICHUN.id,)))

    assert note(query, "tiny", "zh", FORMS).startswith("问题由语言模型 tiny 理解为问“")
    assert note(query, "tiny", "en", FORMS).startswith("The language model tiny read this as asking for")


def test_the_object_is_found_between_other_words() -> None:
    assert read_proposal('so: {"cells": []} done') == {"cells": []}
    assert read_proposal('{"cells": [], "sql": "drop"}') is None
