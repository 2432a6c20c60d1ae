"""Settings are read from NIANBAO_… once, with a default and a sentence each."""

from pathlib import Path

import pytest

from index.errors import BadSetting
from index.settings import Settings, sentences


def test_with_nothing_set_everything_stays_on_this_machine() -> None:
    settings = Settings()

    assert settings.data == Path("data")
    assert not any([settings.embedding, settings.database, settings.chroma, settings.llm_base_url, settings.allow_open])


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        pytest.param("data", "elsewhere", Path("elsewhere"), id="the data folder"),
        pytest.param("embedding", "models/bge-m3", "models/bge-m3", id="another embedding model"),
        pytest.param("allow_open", "1", True, id="a switch"),
        pytest.param("max_file_mb", "7", 7, id="a limit"),
    ],
)
def test_the_environment_sets(name: str, value: str, expected: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"NIANBAO_{name.upper()}", value)

    assert getattr(Settings(), name) == expected


def test_an_option_of_a_command_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_DATA", "from-environment")

    assert Settings(data=Path("from-option")).data == Path("from-option")


def test_a_setting_that_cannot_be_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_MAX_FILE_MB", "0")

    with pytest.raises(BadSetting, match="NIANBAO_MAX_FILE_MB"):
        Settings()


def test_a_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_LLM_API_KEY", "a-secret")

    assert "a-secret" not in repr(Settings())
    assert Settings().llm_api_key == "a-secret"


@pytest.mark.parametrize("name", sentences())
def test_every_setting_has_a_sentence(name: str) -> None:
    assert sentences()[name].endswith(".")
