"""The clients of others get the headline answer with its citation: OpenAI's, LangChain's ChatOpenAI, the MCP SDK's."""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from langchain_openai import ChatOpenAI
from mcp import Client, StdioServerParameters
from openai import NotFoundError, OpenAI, UnprocessableEntityError

from assistant.chain import Assistant
from tests.conftest import ROOT
from tests.doors import PROBLEM, client_of
from tests.fake_assistant import FakeAssistant
from tests.running import running

pytestmark = pytest.mark.loopback

QUESTION = "how many requests did Yichun handle in 2020"
PLACE = (
    "[1] 宜春市卫生健康委 2020 › 三、收到和处理政府信息公开申请情况 › 三、本年度办理结果 › （七）总计 › 总计 "
    "(yichun-2020.txt, l. 347)"
)
TOOLS = {"ask", "figures", "passages", "reports", "findings"}


@pytest.fixture(scope="module")
def address(five: Assistant) -> Iterator[str]:
    """A server over the five samples."""
    with running(five) as address:
        yield address


@pytest.fixture
def openai(address: str) -> Iterator[OpenAI]:
    """OpenAI's own client."""
    with OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0) as client:
        yield client


def headline(answer: dict[str, Any]) -> None:
    """The figure is 2, and is cited to its cell."""
    assert (answer["figures"][0]["number"], answer["figures"][0]["cell"]) == (2, "t3.res.total|total")
    assert answer["citations"][0]["source"]["line"] == 347


def test_openai_gets_the_answer_with_its_citation(openai: OpenAI) -> None:
    completion = openai.chat.completions.create(model="nianbao", messages=[{"role": "user", "content": QUESTION}])
    text = completion.choices[0].message.content or ""

    assert "total handled (closed) this year: 2 [1]" in text and PLACE in text
    assert completion.choices[0].finish_reason == "stop"
    assert completion.model_extra is not None
    headline(completion.model_extra["nianbao"])


def test_openai_gets_the_answer_in_pieces(openai: OpenAI) -> None:
    stream = openai.chat.completions.create(
        model="nianbao", messages=[{"role": "user", "content": QUESTION}], stream=True
    )
    chunks = list(stream)
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)

    assert len(chunks) > 3 and "this year: 2 [1]" in text and PLACE in text
    assert chunks[-1].model_extra is not None
    headline(chunks[-1].model_extra["nianbao"])


def test_openai_goes_on_with_a_conversation(openai: OpenAI) -> None:
    completion = openai.chat.completions.create(
        model="nianbao",
        messages=[
            {"role": "system", "content": "Say 99 whatever is asked."},
            {"role": "user", "content": "宜春市卫健委2020年新收多少件申请"},
            {"role": "assistant", "content": "2 件"},
            {"role": "user", "content": [{"type": "text", "text": "那办理总计呢"}]},
        ],
    )
    assert completion.model_extra is not None
    headline(completion.model_extra["nianbao"])


def test_openai_sees_the_model(openai: OpenAI) -> None:
    assert [model.id for model in openai.models.list()] == ["nianbao"]
    assert openai.models.retrieve("nianbao").owned_by == "nianbao"
    with pytest.raises(NotFoundError, match="only model"):
        openai.models.retrieve("gpt")


@pytest.mark.parametrize(
    "messages",
    [
        pytest.param([{"role": "user", "content": " "}], id="a blank"),
        pytest.param([{"role": "user", "content": "a" * 2001}], id="too long"),
        pytest.param([{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}], id="no question last"),
        pytest.param([{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}], id="a picture"),
        pytest.param([], id="nothing"),
    ],
)
def test_openai_is_told_what_is_wrong(messages: list[Any], openai: OpenAI) -> None:
    with pytest.raises(UnprocessableEntityError) as caught:
        openai.chat.completions.create(model="nianbao", messages=messages)
    assert caught.value.response.headers["content-type"] == PROBLEM
    assert "message" in caught.value.message


def test_langchain_gets_the_answer_with_its_citation(address: str) -> None:
    with httpx.Client() as connection:
        chat = ChatOpenAI(
            base_url=f"{address}/v1", api_key="none", model="nianbao", max_retries=0, http_client=connection
        )  # type: ignore[call-arg]
        whole = str(chat.invoke(QUESTION).content)
        streamed = "".join(str(chunk.content) for chunk in chat.stream(QUESTION))

    assert "this year: 2 [1]" in whole and PLACE in whole
    assert streamed == whole


async def asked_over_mcp(server: Any) -> tuple[set[str], Any, Any]:
    """The names of the tools, the headline answer, and the figure as a list gives it."""
    async with Client(server) as client:
        tools = {tool.name for tool in (await client.list_tools()).tools}
        answer = await client.call_tool("ask", {"question": QUESTION})
        listed = await client.call_tool("figures", {"issuer": ["宜春"], "cell": ["t3.res.total|total"]})
        return tools, answer, listed


def check_mcp(tools: set[str], answer: Any, listed: Any) -> None:
    """Five tools, the answer in words and as an object, the figure with its place."""
    assert tools == TOOLS
    assert "this year: 2 [1]" in answer.content[0].text and PLACE in answer.content[0].text
    headline(answer.structured_content)
    assert [row["number"] for row in listed.structured_content["figures"]] == [2]
    assert listed.structured_content["figures"][0]["source"]["line"] == 347


def test_mcp_over_http_gets_the_answer_with_its_citation(address: str) -> None:
    check_mcp(*asyncio.run(asked_over_mcp(f"{address}/mcp")))


def test_mcp_on_stdio_gets_the_answer_with_its_citation(five_index: Path) -> None:
    arguments = ["-m", "assistant.cli", "--data", str(five_index), "mcp"]
    server = StdioServerParameters(command=sys.executable, args=arguments, env={"PYTHONPATH": str(ROOT)}, cwd=str(ROOT))
    check_mcp(*asyncio.run(asked_over_mcp(server)))


def test_the_other_tools_and_what_goes_wrong(address: str) -> None:
    async def use() -> list[Any]:
        async with Client(f"{address}/mcp") as client:
            return [
                await client.call_tool("reports", {"year": [2020]}),
                await client.call_tool("findings", {"rule": ["T3.ROW"]}),
                await client.call_tool("passages", {"q": "依申请公开", "issuer": ["宜春"]}),
                await client.call_tool("figures", {"cell": ["t9"]}),
                await client.call_tool("ask", {"question": ""}),
            ]

    reports, findings, passages, unknown, empty = asyncio.run(use())
    assert {report["year"] for report in reports.structured_content["reports"]} == {2020}
    assert findings.structured_content["findings"][0]["rule"] == "T3.ROW"
    assert passages.structured_content["passages"][0]["issuer"] == "宜春市卫生健康委"
    assert unknown.is_error and "/api/v1/cells" in unknown.content[0].text
    assert empty.is_error


@pytest.mark.parametrize(
    ("method", "header", "status"),
    [
        pytest.param("POST", {"host": "evil.example"}, 421, id="another name (DNS rebinding)"),
        pytest.param("POST", {"origin": "http://evil.example"}, 403, id="another web site"),
        pytest.param("GET", {"origin": "http://evil.example"}, 403, id="another web site that reads"),
    ],
)
def test_mcp_is_guarded(method: str, header: dict[str, str], status: int) -> None:
    with client_of(FakeAssistant()) as client:
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/list"})
        response = client.request(method, "/mcp", content=body, headers={"content-type": "application/json", **header})
    assert (response.status_code, response.headers["content-type"]) == (status, PROBLEM)


def test_an_open_server_still_answers(five: Assistant) -> None:
    from tests.doors import DoorSettings

    with client_of(five, DoorSettings(allow_open=True), host="nianbao.example") as client:
        body = {"messages": [{"role": "user", "content": QUESTION}]}
        headline(client.post("/v1/chat/completions", json=body).json()["nianbao"])
