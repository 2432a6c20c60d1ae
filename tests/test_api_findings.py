"""The list of findings and what it can be narrowed by: filtered, sorted, paged and counted by the server."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import cycle, islice
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.api_choices import MOST_ISSUERS
from assistant.api_filters import FindingFilter
from assistant.api_finding_choices import FindingChoicesOut, finding_choices
from index.report import Finding
from index.report_summary import FindingHead, ReportSummary
from tests.doors import PROBLEM, client_of
from tests.fake_assistant import FakeAssistant, FakeStore

FACETS = ("region", "issuer", "year", "kind", "rule", "severity")


def finding(rule: str, kind: str, severity: Any, words: str = "相差 1") -> Finding:
    return Finding(
        rule=rule, kind=kind, severity=severity, message_zh=words, message_en=words, cells=("t3.new|total",),
        numbers={"sum": Decimal(1)},
    )  # fmt: skip


@pytest.fixture
def assistant() -> FakeAssistant:
    """Three reports with findings of every severity, one of which has an older version."""
    fake = FakeAssistant()
    more = {
        "000": (finding("T4.ROW", "hard", "error"), finding("P.NOTE", "info", "info")),
        "003": (finding("T3.BLANK", "completeness", "warn"), finding("T3.ROW", "hard", "error")),
        "004": (finding("XY.CARRY", "soft", "warn"),),
    }
    for report, told in more.items():
        fake.store.held[report] = replace(fake.store.held[report], findings=(*fake.store.held[report].findings, *told))
    fake.store.held["005"] = replace(fake.store.held["004"], id="005", file="old.txt", superseded_by="004")
    return fake


@pytest.fixture
def client(assistant: FakeAssistant) -> Iterator[TestClient]:
    """A client of an application over them."""
    with client_of(assistant) as client:
        yield client


def listed(client: TestClient, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"/api/v1/findings?{query}").json()["findings"]
    return found


def choices_at(client: TestClient, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/findings/choices?{query}").json()
    FindingChoicesOut.model_validate(found)
    return found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("kind=soft", {("004", "XY.CARRY")}, id="a kind"),
        pytest.param("kind=completeness&report=003", {("003", "T3.BLANK")}, id="a kind and a report"),
        pytest.param("severity=info", {("000", "P.NOTE")}, id="notes, which are left out unless asked for"),
        pytest.param("rule=T4.ROW&rule=T3.BLANK&region=江西省", {("003", "T3.BLANK")}, id="rules and a place"),
        pytest.param("q=江西 2020&severity=error", {("003", "T3.ROW")}, id="words"),
        pytest.param("q=江西 2019", set(), id="words that do not stand together"),
        pytest.param(
            "rule=XY.CARRY&all_versions=true", {("004", "XY.CARRY"), ("005", "XY.CARRY")}, id="older versions too"
        ),
    ],
)
def test_findings_are_narrowed(query: str, expected: set[tuple[str, str]], client: TestClient) -> None:
    assert {(row["report"], row["rule"]) for row in listed(client, query)} == expected


def test_findings_are_sorted_and_ties_stay_in_the_order_of_the_reports(client: TestClient) -> None:
    def keys(sort: str) -> list[tuple[str, str]]:
        return [(row["report"], row["rule"]) for row in listed(client, f"sort={sort}&limit=1000")]

    by_issuer = keys("issuer")
    rows = {(row["report"], row["rule"]): row for row in listed(client, "limit=1000")}
    order = [rule["rule"] for rule in client.get("/api/v1/rules").json()["rules"]]
    assert keys("year") == sorted(by_issuer, key=lambda key: int(rows[key]["year"]))
    assert keys("-year") == sorted(by_issuer, key=lambda key: -int(rows[key]["year"]))
    assert keys("severity") == sorted(by_issuer, key=lambda key: rows[key]["severity"] != "error")
    assert keys("rule") == sorted(by_issuer, key=lambda key: order.index(key[1]) if key[1] in order else len(order))
    assert len({tuple(keys(sort)) for sort in ("issuer", "year", "severity", "rule")}) == 4


@pytest.mark.parametrize("sort", ["issuer", "-year", "severity", "rule"])
def test_pages_together_are_the_whole_list_and_so_is_the_export(sort: str, client: TestClient) -> None:
    query = f"sort={sort}&all_versions=true"
    whole = listed(client, f"{query}&limit=1000")
    paged: list[dict[str, Any]] = []
    url: str | None = f"/api/v1/findings?{query}&limit=2"
    while url:
        response = client.get(url)
        paged += response.json()["findings"]
        url = response.links.get("next", {}).get("url")
    sheet = client.get(f"/api/v1/findings?{query}&format=csv").content.decode("utf-8-sig")

    assert len(whole) > 6 and paged == whole
    assert [(row["report"], row["rule"]) for row in csv.DictReader(io.StringIO(sheet))] == [
        (row["report"], row["rule"]) for row in whole
    ]


def test_the_export_follows_the_filters(client: TestClient) -> None:
    sheet = client.get("/api/v1/findings?kind=hard&q=2020&format=csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert rows and {(row["kind"], row["year"]) for row in rows} == {("hard", "2020")}


def test_every_choice_shows_as_many_findings_as_it_says(client: TestClient) -> None:
    for before in ("", "year=2020", "severity=error", "kind=hard&severity=error", "q=2020&all_versions=true"):
        found = choices_at(client, before)
        rows = listed(client, f"{before}&limit=1000")
        assert (found["findings"], found["reports"]) == (len(rows), len({row["report"] for row in rows}))
        assert found["issuers"] == len({row["issuer"] for row in rows})
        for name in FACETS:
            others = "&".join(part for part in before.split("&") if not part.startswith(f"{name}="))
            for choice in found[name]:
                shown = listed(client, f"{others}&{name}={choice['value']}&limit=1000")
                assert len(shown) == choice["findings"] > 0, (before, name, choice)


def test_notes_are_a_choice_though_they_are_not_counted(client: TestClient) -> None:
    found = choices_at(client)
    severities = {one["value"]: one["findings"] for one in found["severity"]}
    assert list(severities) == ["error", "warn", "info"] and severities["info"] == 1
    assert found["findings"] == found["of"] == severities["error"] + severities["warn"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        pytest.param("/findings?sort=number", "invalid", id="an order of another list"),
        pytest.param("/findings?kind=strict", "invalid", id="a kind that is none"),
        pytest.param("/findings?q=" + "长" * 101, "invalid", id="too many words"),
        pytest.param("/findings?cursor=WyIwMDAiLCI5OTkiXQ", "bad_cursor", id="a cursor of a finding that is gone"),
        pytest.param("/findings?cursor=WyI5OTkiLCIwIl0", "bad_cursor", id="a cursor of a report that is gone"),
        pytest.param("/findings/choices?severity=bad", "invalid", id="a severity that is none"),
        pytest.param("/findings/choices?limit=1", "invalid", id="choices have no pages"),
    ],
)
def test_a_slip_is_refused(path: str, code: str, client: TestClient) -> None:
    response = client.get(f"/api/v1{path}")
    assert (response.status_code, response.json()["code"]) == (422, code)
    assert response.headers["content-type"] == PROBLEM


def many(count: int) -> tuple[list[ReportSummary], dict[str, tuple[FindingHead, ...]]]:
    one = FakeStore().reports()[0]
    places = [f"第{n % 30}省/第{n}市" for n in range(300)]
    reports = [
        replace(one, id=f"{n:06}", issuer=f"第{n // 5}局", year=2019 + n % 5, region=place)
        for n, place in enumerate(islice(cycle(places), count))
    ]
    heads = (FindingHead("T3.ROW", "hard", "error"), FindingHead("T3.BLANK", "completeness", "warn"))
    return reports, {report.id: heads[: 1 + n % 2] for n, report in enumerate(reports) if n % 3}


def test_many_findings_are_counted_and_only_so_many_issuers_named() -> None:
    reports, heads = many(6_000)
    found = finding_choices(FindingFilter(), reports, heads, "v")
    assert (found["findings"], found["reports"]) == (6_000, 4_000)
    assert (len(found["issuer"]), found["more_issuers"]) == (MOST_ISSUERS, 1_200 - MOST_ISSUERS)
    named = finding_choices(FindingFilter(q="第77局", rule=["T3.ROW"]), reports, heads, "v")
    assert ([one["value"] for one in named["issuer"]], named["more_issuers"]) == (["第77局"], 0)
    assert {one["value"]: one["findings"] for one in named["rule"]} == {"T3.ROW": 4, "T3.BLANK": 2}
