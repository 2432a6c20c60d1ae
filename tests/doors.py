"""What the tests of the HTTP door share: settings, a client, the events of a stream."""

import json
from dataclasses import dataclass, field

from fastapi.testclient import TestClient

from assistant.api import create_app
from index.settings import Limits
from tests.fake_assistant import FakeAssistant

PROBLEM = "application/problem+json"


@dataclass(frozen=True)
class DoorSettings:
    """The settings that the doors read."""

    allow_open: bool = False
    public_url: str = ""
    limits: Limits = field(default_factory=Limits)


def client_of(assistant: FakeAssistant, settings: DoorSettings | None = None, host: str = "127.0.0.1") -> TestClient:
    """A client that sees errors as a browser would: as responses."""
    app = create_app(assistant, settings or DoorSettings())
    return TestClient(app, base_url=f"http://{host}:8000", raise_server_exceptions=False)


def events_of(text: str) -> list[tuple[str, dict[str, object]]]:
    """The (event, value) pairs of an event stream."""
    blocks = [block for block in text.replace("\r\n", "\n").split("\n\n") if "data:" in block]
    pairs = [dict(line.split(": ", 1) for line in block.splitlines() if ": " in line) for block in blocks]
    return [(pair["event"], json.loads(pair["data"])) for pair in pairs]
