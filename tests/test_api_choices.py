"""What the list of reports can be narrowed by: every choice counts what it would show, however long the list is."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.api_choices import MOST_ISSUERS, ChoicesOut, choices
from assistant.api_filters import ReportPage
from index.report_summary import ReportSummary
from tests.doors import PROBLEM, client_of
from tests.fake_assistant import FakeAssistant, FakeStore

CITIES = ("江西省/宜春市", "江西省/南昌市", "湖南省/长沙市", "贵州省/遵义市")


@pytest.fixture
def client() -> Iterator[TestClient]:
    """A client of an application over three reports, one of which has an older version."""
    fake = FakeAssistant()
    fake.store.held["005"] = replace(fake.store.held["004"], id="005", file="old.txt", superseded_by="004")
    with client_of(fake) as client:
        yield client


def asked(client: TestClient, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/choices?{query}").json()
    ChoicesOut.model_validate(found)
    return found


def values(found: dict[str, Any], name: str) -> dict[str, int]:
    return {one["value"]: one["reports"] for one in found[name]}


def test_every_choice_shows_as_many_reports_as_it_says(client: TestClient) -> None:
    for before in (
        "all_versions=false",
        "all_versions=false&year=2020",
        "q=卫生&all_versions=true",
        "quality=findings",
    ):
        found = asked(client, before)
        assert found["reports"] == len(client.get(f"/api/v1/reports?{before}").json()["reports"])
        for name in ("region", "issuer", "year", "form", "quality"):
            others = "&".join(part for part in before.split("&") if not part.startswith(f"{name}="))
            for value, count in values(found, name).items():
                shown = client.get(f"/api/v1/reports?{others}&{name}={value}")
                assert len(shown.json()["reports"]) == count, (before, name, value)


def test_the_counts_are_of_what_is_shown(client: TestClient) -> None:
    found = asked(client, "all_versions=false&year=2020")
    assert (found["reports"], found["of"], found["issuers"]) == (2, 3, 2)
    assert values(found, "year") == {"2020": 2, "2019": 1}
    assert asked(client, "all_versions=true")["of"] == 4


def test_words_must_all_stand_in_the_report(client: TestClient) -> None:
    def issuers(words: str) -> list[str]:
        found = client.get("/api/v1/reports", params={"q": words, "all_versions": "false"}).json()
        return [report["issuer"] for report in found["reports"]]

    assert issuers("江西 2020") == ["宜春市卫生健康委"]
    assert issuers("江西 2019") == []
    assert len(issuers("")) == 3


def test_a_slip_is_refused(client: TestClient) -> None:
    for query in ("colour=red", "quality=good", "q=" + "长" * 101):
        response = client.get(f"/api/v1/choices?{query}")
        assert (response.status_code, response.headers["content-type"]) == (422, PROBLEM)


def many(count: int) -> list[ReportSummary]:
    one = FakeStore().reports()[0]
    places = [f"{city}/第{number}县" for number in range(30) for city in CITIES]
    return [
        replace(one, id=f"{n:06}", issuer=f"第{n // 5}局", year=2019 + n % 5, region=place, sample=False)
        for n, place in enumerate(islice(cycle(places), count))
    ]


def test_many_places_are_opened_one_by_one_and_many_issuers_found_by_words() -> None:
    reports = many(5_000)
    whole = choices(ReportPage(), reports, "v")
    assert [one["value"] for one in whole["region"]] == sorted({*CITIES, "江西省", "湖南省", "贵州省"})
    assert (len(whole["issuer"]), whole["more_issuers"]) == (MOST_ISSUERS, 1_000 - MOST_ISSUERS)
    opened = choices(ReportPage(region=["江西省/宜春市"]), reports, "v")
    assert sum(one["value"].startswith("江西省/宜春市/") for one in opened["region"]) == 30
    named = choices(ReportPage(q="第77局"), reports, "v")
    assert ([one["value"] for one in named["issuer"]], named["more_issuers"]) == (["第77局"], 0)
