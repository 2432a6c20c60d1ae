"""What the tests of the HTTP door share: settings, a client, the events of a stream."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.api_ports import AssistantPort
from assistant.history import History
from assistant.uploads import Uploads
from index.settings import Limits

PROBLEM = "application/problem+json"


@dataclass(frozen=True)
class DoorSettings:
    """The settings that the doors read."""

    allow_open: bool = False
    public_url: str = ""
    limits: Limits = field(default_factory=Limits)
    data: Path = Path("/nowhere")  # nothing may be written
    max_upload_mb: int = 1
    rate: int = 0
    embed_origins: str = ""


def client_of(
    assistant: AssistantPort,
    settings: DoorSettings | None = None,
    host: str = "127.0.0.1",
    *,
    history: History | None = None,
    uploads: Uploads | None = None,
) -> TestClient:
    """A client that sees errors as a browser would: as responses."""
    app = create_app(assistant, settings or DoorSettings(), history=history or History(None), uploads=uploads)
    return TestClient(app, base_url=f"http://{host}:8000", raise_server_exceptions=False)


def events_of(text: str) -> list[tuple[str, dict[str, object]]]:
    """The (event, value) pairs of an event stream."""
    blocks = [block for block in text.replace("\r\n", "\n").split("\n\n") if "data:" in block]
    pairs = [dict(line.split(": ", 1) for line in block.splitlines() if ": " in line) for block in blocks]
    return [(pair["event"], json.loads(pair["data"])) for pair in pairs]
