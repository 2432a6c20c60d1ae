"""A query given piece by piece: it decides what is looked up, and holds only what is there."""

from typing import Any

import pytest

from assistant.api_ask_models import EDITED, AskBody
from assistant.chain import Assistant
from assistant.edited import SHAPES, EditedQuery
from index.errors import BadQuestion
from tests.doors import client_of, events_of
from tests.fake_assistant import FakeAssistant


def report_of(assistant: Assistant, issuer: str) -> str:
    """The id of the one report whose issuer holds this word."""
    return next(report.id for report in assistant.store.reports() if issuer in report.issuer)


def test_the_query_decides_whatever_the_question_says(five: Assistant) -> None:
    query = EditedQuery(cells=("t2.license.decisions",), reports=(report_of(five, "宜春"),))
    answer = five.ask("湖南2020年收到多少件？", query=query)
    assert [(f.cell, f.value) for f in answer.figures] == [("t2.license.decisions", "18")]
    assert answer.citations[0].issuer == "宜春市卫生健康委"
    assert answer.query["scope"]["issuers"] == ("宜春市卫生健康委",)


def test_an_edited_query_answers_as_the_same_question_in_words(five: Assistant) -> None:
    asked = five.ask("湖南2020年收到多少件？")
    edited = five.ask("再问", query=EditedQuery(cells=("t3.new|total",), reports=(report_of(five, "湖南"),)))
    assert (edited.text, edited.figures, edited.findings) == (asked.text, asked.figures, asked.findings)


@pytest.mark.parametrize(
    ("cell", "follow_up", "expected"),
    [
        ("t3.new|natural", "宜春呢", "t3.new|natural"),
        ("t2.license.decisions", "宜春呢", "t2.license.decisions"),
        ("t4.review.upheld", "宜春呢", "t4.review.upheld"),
    ],
    ids=["an applicant of table 3", "a measure of table 2", "a result of table 4"],
)
def test_the_next_question_leans_on_the_edited_one(five: Assistant, cell: str, follow_up: str, expected: str) -> None:
    first = five.ask("查", query=EditedQuery(cells=(cell,), reports=(report_of(five, "黎平"),)))
    after = five.ask(follow_up, conversation_id=first.conversation_id)
    assert {figure.cell for figure in after.figures} == {expected}
    assert {figure.issuer for figure in after.figures} == {"宜春市卫生健康委"}


def test_a_ranking_over_all_reports_of_a_year(five: Assistant) -> None:
    answer = five.ask("排名", query=EditedQuery(cells=("t3.new|total",), whole=True, years=(2020,), operation="rank"))
    assert answer.query["operation"] == "rank"
    assert len(answer.query["scope"]["reports"]) == 3
    assert "湖南省中医药管理局" in answer.text


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"cells": ("t3.nonsense|total",)}, "t3.nonsense"),
        ({"cells": ("t3.new|total",), "reports": ("nobody",)}, "nobody"),
        ({"cells": ("t3.new|total",), "reports": ()}, "names no report"),
        ({"cells": ("t3.new|total",), "whole": True, "years": (1999,)}, "these years"),
        ({"cells": ("t3.new|total",), "operation": "rank"}, "rank"),
        ({"cells": ("t3.new|total",), "operation": "count"}, "count"),
        ({"cells": ("t3.new|total", "t3.new|natural"), "operation": "sum"}, "part of another"),
        ({"cells": ("t3.res.total|total", "t3.res.granted|total"), "operation": "sum"}, "part of another"),
        ({"cells": ("t3.new|org", "t3.new|org.legal"), "operation": "sum"}, "part of another"),
        ({"cells": ("t4.review.total", "t4.review.upheld"), "operation": "sum"}, "part of another"),
        ({"cells": ("t2.fees.amount", "t2.license.decisions"), "operation": "sum"}, "units"),
    ],
    ids=[
        "an unknown cell", "an unknown report", "no report", "a year that is not there", "a ranking of one",
        "an operation without its number", "a total and its applicant", "a total and its result",
        "organisations and one kind of them", "a review total and its part", "money and cases",
    ],
)  # fmt: skip
def test_what_is_not_there_or_cannot_be_done_is_refused(five: Assistant, values: dict[str, Any], reason: str) -> None:
    query = EditedQuery(**{"reports": (report_of(five, "宜春"),), **values})
    with pytest.raises(BadQuestion, match=reason):
        five.ask("查", query=query)


def test_parts_beside_each_other_are_added(five: Assistant) -> None:
    query = EditedQuery(
        cells=("t3.new|total", "t3.carried_in|total"), reports=(report_of(five, "宜春"),), operation="sum"
    )
    assert [f.value for f in five.ask("合计", query=query).figures if f.state == "computed"] == ["2"]


@pytest.mark.parametrize("path", ["/api/v1/ask", "/api/v1/ask/stream"])
def test_the_api_passes_an_edited_query_on(path: str) -> None:
    assistant = FakeAssistant()
    with client_of(assistant) as client:
        response = client.post(path, json=EDITED)
        assert response.status_code == 200
    assert assistant.asked[0]["query"] == AskBody.model_validate(EDITED).edited()
    if path.endswith("stream"):
        assert events_of(response.text)[-1][0] == "answer"


@pytest.mark.parametrize(
    "query",
    [{}, {"cells": []}, {"cells": ["t3.new|total"], "operation": "guess"}, {"cells": ["t3.new|total"], "sql": "x"}],
    ids=["empty", "no cell", "no operation of the list", "a word it has not"],
)
def test_a_query_outside_the_vocabulary_is_422(query: dict[str, Any]) -> None:
    with client_of(FakeAssistant()) as client:
        assert client.post("/api/v1/ask", json={"question": "查", "query": query}).status_code == 422


def test_unknown_ids_are_a_problem_that_says_where_to_look(five: Assistant) -> None:
    with client_of(five) as client:
        body = {"question": "查", "query": {"cells": ["t3.new|total"], "reports": ["nobody"]}}
        problem = client.post("/api/v1/ask", json=body)
    assert problem.status_code == 422
    assert "/api/v1/reports" in problem.json()["detail"]


def test_the_vocabulary_of_queries_is_listed() -> None:
    with client_of(FakeAssistant()) as client:
        body = client.get("/api/v1/cells").json()
    assert {cell["row"] for cell in body["cells"] if cell["table"] == "t3"} <= set(body["rows"])
    assert body["applicants"]["natural"] == {"zh": "自然人", "en": body["applicants"]["natural"]["en"]}
    assert [entry["operation"] for entry in body["operations"]] == [shape.operation for shape in SHAPES]


def test_the_examples_of_the_document_are_bodies_that_pass() -> None:
    for example in AskBody.model_json_schema()["examples"]:
        AskBody.model_validate(example)
