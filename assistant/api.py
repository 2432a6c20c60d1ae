"""The HTTP door: JSON API, server-sent events and pages over one assistant.

Guard (host, origin, size, headers, HEAD) ─▶ api_ask · api_reports · api_pages ─▶ Assistant
NianbaoError ─api_problems─▶ problem+json
"""

import errno
import ipaddress
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from assistant.api_ask import ask_routes
from assistant.api_charts import chart_routes
from assistant.api_compare import compare_routes
from assistant.api_conversations import conversation_routes
from assistant.api_decisions import decision_routes
from assistant.api_embed import embed_routes
from assistant.api_guard import Guard
from assistant.api_lists import list_routes
from assistant.api_models import HealthOut, ProblemOut, ReadyOut, problems
from assistant.api_originals import original_routes
from assistant.api_pages import add_pages
from assistant.api_ports import ApiSettings, AssistantPort, Doors
from assistant.api_problems import Problem, Wording, add_problem_handlers
from assistant.api_quick_ask import QuickAsk
from assistant.api_reports import report_routes
from assistant.api_tags import Tagged
from assistant.api_uploads import upload_routes
from assistant.decisions import Decisions, open_decisions
from assistant.history import History, open_history
from assistant.mcp import McpDoor
from assistant.openai_door import openai_routes
from assistant.reasons import problem_in_chinese
from assistant.uploads import Uploads
from index.errors import NianbaoError

DESCRIPTION = """Answers questions on annual reports on open government information (政府信息公开工作年度报告).
Every figure is looked up in a printed cell and cited; what is blank or not in the collection is said, never guessed.
Errors are RFC 9457 problem documents whose `detail` says what to do next."""


TAGS = ("ask", "reports", "data", "conversations", "uploads", "decisions", "openai", "health")


class CannotServe(NianbaoError):
    """The address or port cannot be used; the message says what to choose instead."""


def create_app(
    assistant: AssistantPort,
    settings: ApiSettings,
    *,
    history: History | None = None,
    uploads: Uploads | None = None,
    decisions: Decisions | None = None,
) -> FastAPI:
    """Return the application. Nothing is read or loaded here: an index that is missing shows at the first request.

    Raises:
        BadSetting: NIANBAO_EMBED_ORIGINS names something that is no origin.
    """
    doors = Doors(
        assistant=assistant,
        public_url=settings.public_url,
        limits=settings.limits,
        history=history or open_history(settings.data),
        decisions=decisions or open_decisions(settings.data),
        read_only=settings.allow_open,
    )
    mcp_door = McpDoor(doors)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if uploads is not None:
            await run_in_threadpool(uploads.resume)
        yield
        await mcp_door.close()
        if uploads is not None:
            await run_in_threadpool(uploads.close)
        doors.history.close()
        doors.decisions.close()

    app = FastAPI(
        lifespan=lifespan,
        title="年报 Nianbao",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        openapi_tags=[{"name": name} for name in TAGS],
    )
    app.add_middleware(Tagged)
    app.add_middleware(
        Guard, allow_open=settings.allow_open, upload_bytes=settings.max_upload_mb * 1_000_000, rate=settings.rate
    )
    add_problem_handlers(app)
    app.router.routes.append(QuickAsk(doors, app.router))
    app.include_router(ask_routes(doors))
    app.include_router(report_routes(doors))
    app.include_router(original_routes(doors))
    app.include_router(list_routes(doors))
    app.include_router(conversation_routes(doors))
    app.include_router(upload_routes(uploads))
    app.include_router(decision_routes(doors))
    app.include_router(compare_routes(doors))
    app.include_router(chart_routes(doors))
    app.include_router(openai_routes(doors))
    app.include_router(embed_routes(settings.embed_origins))
    app.router.routes.append(Route("/mcp", mcp_door))
    _add_health(app, doors)
    add_pages(app, doors)
    _describe_problems(app)
    return app


def _add_health(app: FastAPI, doors: Doors) -> None:
    @app.get("/healthz", tags=["health"], responses={200: {"model": HealthOut}})
    def healthz() -> JSONResponse:
        """The process answers."""
        return JSONResponse({"status": "ok"})

    @app.get("/readyz", tags=["health"], responses={200: {"model": ReadyOut}, **problems(503)})
    def readyz() -> JSONResponse:
        """Questions can be answered: there is an index."""
        reason = doors.assistant.ready()
        if reason is not None:
            raise Problem(503, "not_ready", Wording(problem_in_chinese(reason), reason))
        return JSONResponse({"status": "ready", "index_version": doors.store.index_version})


def _describe_problems(app: FastAPI) -> None:
    """Put the problem document into the schema; routes only refer to it."""
    generate = app.openapi

    def openapi() -> dict[str, object]:
        if app.openapi_schema is None:
            schema = generate()
            schema["components"]["schemas"]["ProblemOut"] = ProblemOut.model_json_schema()
            for path in schema["paths"].values():
                for operation in path.values():
                    bodied = (400, 403, 413) if "requestBody" in operation else ()
                    for status, told in problems(421, 429, *bodied).items():  # what the guard answers
                        operation["responses"].setdefault(str(status), told)
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def listen(host: str, port: int, *, allow_open: bool) -> socket.socket:
    """Return a listening socket on a loopback address, or on any address where `allow_open`. Port 0 picks a free one.

    Raises:
        CannotServe: the address is not this machine's own, cannot be resolved, or the port is taken.
    """
    if not 0 <= port <= 65_535:  # the resolver would wrap it around without a word
        raise CannotServe(f"{port} is no port. Choose one of 1 to 65535: nianbao serve --port 8000.")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise CannotServe(f"{host} is no address of this machine ({error.strerror}). Use --host 127.0.0.1.") from error
    if not allow_open and not ipaddress.ip_address(str(address[0]).split("%")[0]).is_loopback:
        raise CannotServe(
            f"{host} can be reached from other machines, and there is no access control yet. Use --host 127.0.0.1, "
            "or set NIANBAO_ALLOW_OPEN=1 if the network is trusted."
        )
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            reason = "already in use"
            advice = f"Choose another one: nianbao serve --port {port + 1} (make run PORT={port + 1})."
        else:
            reason = error.strerror or str(error)
            advice = "Choose another one with --port (make run PORT=…)."
        raise CannotServe(f"port {port} on {host} cannot be used: {reason}. {advice}") from error
    return listener


def serve(
    assistant: AssistantPort,
    settings: ApiSettings,
    host: str,
    port: int,
    *,
    announce: Callable[[str], None] = print,
    history: History | None = None,
    uploads: Uploads | None = None,
) -> None:
    """Serve until interrupted. `announce` is told the address once requests are taken.

    Raises:
        CannotServe: see `listen`.
    """
    listener = listen(host, port, allow_open=settings.allow_open)
    name = f"[{host}]" if ":" in host else host
    announce(f"http://{name}:{listener.getsockname()[1]}")
    # Requests under way are given five seconds to end.
    config = uvicorn.Config(
        create_app(assistant, settings, history=history, uploads=uploads),
        log_level="warning",
        access_log=False,  # it would be written out and then dropped: the level is above it
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run(sockets=[listener])
