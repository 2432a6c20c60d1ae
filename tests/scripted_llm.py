"""An OpenAI-compatible chat server on 127.0.0.1 that says what a script tells it to: well, badly, or with lies."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What the server does with one request: it sends `text` in pieces of `piece` characters, or `raw` as it is."""

    text: str = ""
    piece: int = 7
    raw: bytes | None = None
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    pause: float = 0.0  # seconds before each piece
    drop_after: int | None = None  # pieces after which the connection is closed without an end


Script = Callable[[dict[str, Any]], Reply]


@dataclass
class ScriptedServer:
    """The server's address, its script, and what it was sent."""

    base_url: str
    script: Script = lambda request: Reply("")
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def say(self, reply: Reply | str) -> None:
        """Answer every request with this from now on."""
        said = Reply(reply) if isinstance(reply, str) else reply
        self.script = lambda request: said

    def say_in_turn(self, replies: Sequence[Reply]) -> None:
        """Answer the next requests with these, one each."""
        left = iter(replies)
        self.script = lambda request: next(left)

    @property
    def prompt(self) -> str:
        """All messages of the last request."""
        return "\n".join(str(message["content"]) for message in self.requests[-1]["messages"])


@contextmanager
def scripted_server() -> Iterator[ScriptedServer]:
    """Run a server until the block ends."""
    state = ScriptedServer("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.requests.append(json.loads(body))
            state.headers.append({name.lower(): value for name, value in self.headers.items()})
            try:
                _answer(self, state.script(state.requests[-1]))
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the client had enough

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.base_url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


def _answer(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    handler.send_response(reply.status)
    for name, value in reply.headers:
        handler.send_header(name, value)
    handler.send_header("Content-Type", "text/event-stream" if reply.status == 200 else "application/json")
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    if reply.raw is not None:
        time.sleep(reply.pause)
        handler.wfile.write(reply.raw)
        return
    pieces = [reply.text[at : at + reply.piece] for at in range(0, len(reply.text), reply.piece)]
    for number, piece in enumerate(pieces):
        if reply.drop_after == number:
            return
        time.sleep(reply.pause)
        handler.wfile.write(_event({"content": piece}))
        handler.wfile.flush()
    handler.wfile.write(_event({}, "stop") + b"data: [DONE]\n\n")


def _event(delta: dict[str, str], finish: str | None = None) -> bytes:
    chunk = {
        "id": "scripted",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "scripted",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }
    return f"data: {json.dumps(chunk)}\n\n".encode()
