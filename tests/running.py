"""A real server on a free port of 127.0.0.1, in a thread of its own."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from assistant.api import create_app, listen
from assistant.api_ports import AssistantPort
from assistant.decisions import Decisions
from assistant.history import History
from assistant.uploads import Uploads
from tests.doors import DoorSettings


@contextmanager
def running(
    assistant: AssistantPort,
    settings: DoorSettings | None = None,
    *,
    uploads: Uploads | None = None,
    decisions: Decisions | None = None,
) -> Iterator[str]:
    """The address of a server that runs until the end of the block."""
    app = create_app(assistant, settings or DoorSettings(), history=History(None), uploads=uploads, decisions=decisions)
    with listen("127.0.0.1", 0, allow_open=False) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()
