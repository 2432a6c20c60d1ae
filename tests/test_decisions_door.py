"""Who may decide, and what becomes of a damaged file of decisions."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.decisions import Decisions, DecisionsUnavailable, open_decisions
from tests.doors import DoorSettings, client_of
from tests.fake_assistant import FakeAssistant


@pytest.mark.parametrize(
    ("settings", "headers", "code"),
    [
        pytest.param(DoorSettings(allow_open=True), {}, "read_only", id="read-only"),
        pytest.param(DoorSettings(), {"Origin": "http://elsewhere.example"}, "bad_origin", id="from another site"),
        pytest.param(DoorSettings(), {"Host": "elsewhere.example"}, "bad_host", id="under another name"),
    ],
)
def test_only_this_machine_decides(settings: DoorSettings, headers: dict[str, str], code: str) -> None:
    with client_of(FakeAssistant(), settings) as client:
        assert client.post("/api/v1/decisions", json={}, headers=headers).json()["code"] == code


@pytest.mark.parametrize("use", [Decisions.all, lambda d: d.version], ids=["all", "version"])
def test_a_damaged_file_is_said(tmp_path: Path, use: Callable[[Decisions], object]) -> None:
    (tmp_path / "decisions.sqlite").write_bytes(b"this is no database, but long enough to be taken for one" * 20)
    with pytest.raises(DecisionsUnavailable, match="move the file away"):
        use(open_decisions(tmp_path))
