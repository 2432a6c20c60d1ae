"""The Model Context Protocol: tools ask, figures, passages, reports and findings, on stdio and over HTTP at /mcp.

Importing the SDK takes as long as hundreds of answers, so the HTTP door does it at its first request.
"""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from anyio.to_thread import run_sync
from pydantic import Field
from starlette.types import Receive, Scope, Send

from assistant.answer import to_json
from assistant.api_filters import FigurePage, FindingPage, ReportFilter
from assistant.api_listing import PassageSearch, figure_listing, finding_listing, passages_found
from assistant.api_ports import Doors
from assistant.api_problems import Problem
from assistant.export_text import as_text
from index.errors import NianbaoError

if TYPE_CHECKING:
    from mcp.server import MCPServer

INSTRUCTIONS = (
    "Figures and prose of Chinese annual reports on open government information (政府信息公开工作年度报告). "
    "Quote figures as given, with their citation. A blank is not zero; what is refused is not in the "
    "collection: do not fill it in."
)
LIMIT = 50
Result = TypeVar("Result")
Words = Annotated[list[str] | None, Field(description="Words that the issuer's name holds")]
Places = Annotated[list[str] | None, Field(description="Places: province, city or county")]
Years = Annotated[list[int] | None, Field(description="Years the reports are about")]
Cursor = Annotated[str | None, Field(description="`next` of the page before")]
Rows = Annotated[int, Field(ge=1, le=500)]


def mcp_server(doors: Doors) -> "MCPServer":
    """Return the server with its tools; every result is text and the same as structured content."""
    from mcp.server import MCPServer

    server: MCPServer = MCPServer("nianbao", title="年报 Nianbao", instructions=INSTRUCTIONS, log_level="WARNING")
    _add_ask(server, doors)
    _add_lists(server, doors)
    return server


def _add_ask(server: "MCPServer", doors: Doors) -> None:
    from mcp.types import CallToolResult, TextContent

    @server.tool(title="Ask 提问", annotations=_reading())
    async def ask(
        question: Annotated[str, Field(min_length=1, max_length=2000, description="Chinese or English")],
        conversation_id: Annotated[str | None, Field(max_length=100, description="To go on with an answer")] = None,
        language: Literal["zh", "en"] | None = None,
    ) -> CallToolResult:
        """Answer a question on annual reports: each figure with the cell it was printed in, or why there is none."""
        answer = await _run(lambda: doors.ask(question, conversation_id=conversation_id, language=language))
        whole = to_json(answer, public_url=doors.public_url)
        return CallToolResult(content=[TextContent(type="text", text=as_text(whole))], structured_content=whole)


def _add_lists(server: "MCPServer", doors: Doors) -> None:
    @server.tool(title="Figures 数字", annotations=_reading())
    async def figures(
        issuer: Words = None,
        region: Places = None,
        year: Years = None,
        row: Annotated[list[str] | None, Field(description="Rows of the form, such as t3.new")] = None,
        cell: Annotated[list[str] | None, Field(description="Cells, such as t3.res.total|total")] = None,
        limit: Rows = LIMIT,
        cursor: Cursor = None,
    ) -> dict[str, Any]:
        """List printed cells of the three statutory tables with their places."""
        wanted = _given(issuer=issuer, region=region, year=year, row=row, cell=cell, cursor=cursor)
        return await _run(lambda: figure_listing(FigurePage(**wanted), doors).page(limit))

    @server.tool(title="Passages 原文", annotations=_reading())
    async def passages(
        q: Annotated[str, Field(min_length=1, max_length=2000, description="Words or a question")],
        issuer: Words = None,
        region: Places = None,
        year: Years = None,
        limit: Annotated[int, Field(ge=1, le=50)] = 5,
    ) -> dict[str, Any]:
        """Find the passages of the reports' prose nearest to a text, best first."""
        wanted = _given(q=q, issuer=issuer, region=region, year=year, limit=limit)
        return await _run(lambda: passages_found(PassageSearch(**wanted), doors))

    @server.tool(title="Reports 报告", annotations=_reading())
    async def reports(issuer: Words = None, region: Places = None, year: Years = None) -> dict[str, Any]:
        """List the reports there are, and how each of their tables was read."""
        wanted = ReportFilter(**_given(issuer=issuer, region=region, year=year))
        return await _run(lambda: _reports(wanted, doors))

    @server.tool(title="Findings 不一致", annotations=_reading())
    async def findings(
        issuer: Words = None,
        region: Places = None,
        year: Years = None,
        rule: Annotated[list[str] | None, Field(description="Rules, such as T3.ROW")] = None,
        limit: Rows = LIMIT,
        cursor: Cursor = None,
    ) -> dict[str, Any]:
        """List what does not add up in the reports: the rule, the cells and the numbers it compares."""
        wanted = _given(issuer=issuer, region=region, year=year, rule=rule, cursor=cursor)
        return await _run(lambda: finding_listing(FindingPage(**wanted), doors).page(limit))


def _reading() -> Any:
    from mcp.types import ToolAnnotations

    return ToolAnnotations(read_only_hint=True, open_world_hint=False)


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


async def _run(work: Callable[[], Result]) -> Result:
    """Run in a thread; what goes wrong is told to the model in words."""
    from mcp.server.mcpserver.exceptions import ToolError

    try:
        return await run_sync(work)
    except (NianbaoError, Problem) as error:
        raise ToolError(str(error)) from error


def _reports(wanted: ReportFilter, doors: Doors) -> dict[str, Any]:
    return {
        "index_version": doors.store.index_version,
        "reports": [
            {
                "report": report.id,
                "issuer": report.issuer,
                "year": report.year,
                "region": report.region,
                "title": report.title,
                "tables": {name: table.status for name, table in sorted(report.tables.items())},
                "findings": report.findings,
                "url": report.url,
            }
            for report in wanted.chosen(doors.store.reports())
        ],
    }


class McpDoor:
    """The server over streamable HTTP, as an ASGI application; each request stands alone, there are no sessions.

    The guard before it has checked Host and Origin.
    """

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self._starting: asyncio.Task[Any] | None = None
        self._running: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if self._starting is None:
            self._starting = asyncio.create_task(self._start())
        manager = await asyncio.shield(self._starting)
        await manager.asgi_app(scope, receive, send)

    async def close(self) -> None:
        """End the server."""
        self._stop.set()
        if self._running is not None:
            await self._running

    async def _start(self) -> Any:
        server = await run_sync(mcp_server, self._doors)
        server.streamable_http_app(stateless_http=True, json_response=True)  # makes the session manager
        manager = server.session_manager
        ready = asyncio.Event()

        async def run() -> None:  # its context must be left by the task that entered it
            async with manager.run():
                ready.set()
                await self._stop.wait()

        self._running = asyncio.create_task(run())
        await ready.wait()
        return manager


def serve_stdio(doors: Doors) -> None:
    """Speak the protocol on standard input and output until the input ends."""
    mcp_server(doors).run("stdio")
