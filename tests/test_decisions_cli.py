"""What people decided about tables counts on the command line as it does in answers."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner, Result

from assistant.chain import open_assistant
from assistant.cli import app
from index.settings import Settings
from tests.conftest import SAMPLE_REPORTS, CharacterEmbedder
from tests.doors import DoorSettings, client_of
from tests.doubtful import ISSUER, build, doubtful_text
from tests.test_decisions import RECEIVED, decide


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder over a doubtful report and an ordinary one."""
    files = tmp_path / "files"
    files.mkdir()
    (files / "doubtful.txt").write_text(doubtful_text(), encoding="utf-8")
    shutil.copy(SAMPLE_REPORTS / "yichun-2020.txt", files)
    build(tmp_path / "data", files)
    return tmp_path / "data"


@pytest.fixture
def page(data: Path) -> Iterator[TestClient]:
    """The server on whose page people decide."""
    assistant = open_assistant(Settings(data=data), embedder=CharacterEmbedder())
    with client_of(assistant, DoorSettings(data=data)) as client:
        yield client
    assistant.store.close()


def command(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--data", str(data), *arguments])


def listed(data: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in command(data, "figures").stdout.splitlines()]


def test_an_accepted_table_is_listed(page: TestClient, data: Path) -> None:
    def received() -> list[str]:
        return [row["printed"] for row in listed(data) if (row["issuer"], row["cell"]) == (ISSUER, "t3.new|total")]

    assert received() == []
    decide(page, "accept", note="已逐格核对")
    assert received() == [RECEIVED]
    assert "核对接受，未经合计证明（已逐格核对）" in command(data, "check").stdout
    assert "核对接受" in command(data, "show", f"{ISSUER} 2020", "--table", "t3").stdout


def test_a_rejected_table_is_listed_no_more(page: TestClient, data: Path) -> None:
    def tables() -> set[str]:
        return {row["table"] for row in listed(data) if "宜春" in row["issuer"]}

    assert tables() == {"t2", "t3", "t4"}
    decide(page, "reject", "宜春", note="数据有误")
    assert tables() == {"t2", "t4"}
    assert "认定不得引用（数据有误）" in command(data, "show", "yichun-2020.txt", "--table", "t3").stdout


def test_a_correction_is_told_and_the_printed_value_stays(page: TestClient, data: Path) -> None:
    before = command(data, "figures").stdout
    decide(page, "correct", "宜春", cell="t3.res.total|total", value="9", note="原件第三页")
    told = [row["message"] for row in json.loads(command(data, "check", "--json").stdout) if "DECISION" in row["rule"]]
    assert len(told) == 1 and "应为“9”" in told[0] and "（原件第三页）" in told[0]
    assert command(data, "figures").stdout == before
    assert "应为“9”" in command(data, "show", "yichun-2020.txt", "--table", "t3").stdout
