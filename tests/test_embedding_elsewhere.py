"""Other sites and programs: the widget and its frame, and the typed client in Python."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.api_embed import frame_ancestors
from assistant.chain import Assistant
from assistant.client import Nianbao, NianbaoProblem
from index.errors import BadSetting
from tests.doors import DoorSettings, client_of
from tests.fake_assistant import FakeAssistant
from tests.running import running

PORTAL = "https://portal.example.gov.cn"


@pytest.fixture
def embedding() -> Iterator[TestClient]:
    """A client of a server that one portal may embed."""
    with client_of(FakeAssistant(), DoorSettings(embed_origins=f"{PORTAL} http://localhost:9000")) as client:
        yield client


def test_only_the_sites_of_the_setting_may_frame_the_page(embedding: TestClient) -> None:
    policy = embedding.get("/embed").headers["content-security-policy"]
    assert f"frame-ancestors {PORTAL} http://localhost:9000" in policy
    assert policy.startswith("default-src 'self'") and "unsafe" not in policy
    assert "frame-ancestors 'none'" in embedding.get("/").headers["content-security-policy"]
    with client_of(FakeAssistant()) as client:
        assert "frame-ancestors 'none'" in client.get("/embed").headers["content-security-policy"]


def test_the_script_may_be_loaded_by_other_sites_only_where_one_is_named(embedding: TestClient) -> None:
    shared = embedding.get("/ui/widget.js")
    assert shared.headers["content-type"].startswith("text/javascript")
    assert shared.headers["cross-origin-resource-policy"] == "cross-origin"
    assert embedding.get("/ui/base.css").headers["cross-origin-resource-policy"] == "same-origin"
    with client_of(FakeAssistant()) as client:
        assert client.get("/ui/widget.js").headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "origins", ["portal", "https://a.cn/path", "javascript:1", "https://a.cn; script-src *", "'self'", "https://a.cn,b"]
)
def test_what_is_no_origin_is_refused(origins: str) -> None:
    with pytest.raises(BadSetting, match="NIANBAO_EMBED_ORIGINS"):
        frame_ancestors(origins)


def test_the_frame_holds_no_inline_script_or_style(embedding: TestClient) -> None:
    page = embedding.get("/embed").text
    assert "<style" not in page and " style=" not in page
    assert all(" src=" in part.split(">")[0] for part in page.split("<script")[1:])
    assert "innerHTML" not in embedding.get("/ui/embed.js").text + embedding.get("/ui/widget.js").text


@pytest.mark.loopback
def test_the_typed_client_gets_the_headline_answer_with_its_citation(five: Assistant) -> None:
    with running(five) as address:
        nianbao = Nianbao(address)
        answer = nianbao.ask("how many requests did Yichun handle in 2020")
        figure = answer.figures[0]
        cells = list(nianbao.figures(issuer="宜春", row="t3.new", limit=3))
        nianbao.feedback(answer.id, good=True)
        with pytest.raises(NianbaoProblem, match="/api/v1/cells") as caught:
            list(nianbao.figures(cell="t9"))
        word = nianbao.export(answer.id)
        report = answer.citations[0].report
        exact = nianbao.ask("宜春 新收 自然人", query={"cells": ["t3.new|natural"], "reports": [report]})
        refused = nianbao.ask("武汉市2020年办理多少件申请")
        passages = nianbao.passages("依申请公开", issuer="宜春")

    assert (figure.number, figure.cell) == (2, "t3.res.total|total")
    assert [(found.number, found.cell) for found in exact.figures] == [(1, "t3.new|natural")]
    assert answer.cited(figure)[0].source.line == 347
    assert answer.cited(figure)[0].href.startswith(f"{address}/reports/")
    assert [cell.cell for cell in cells][-1] == "t3.new|total" and len(cells) == 7
    assert cells[-1].source.line == 122
    assert (caught.value.status, caught.value.code) == (422, "unknown_cell")
    assert word.startswith(b"PK")
    assert refused.refusal is not None and refused.refusal.reason == "issuer"
    assert passages[0]["issuer"] == "宜春市卫生健康委"
