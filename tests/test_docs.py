"""The documents are true: what they print is printed, what they name is there, and nothing is left out."""

import json
import re
import shlex
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.chain import Assistant, open_assistant
from assistant.history import History
from index.settings import Settings, sentences
from tests.conftest import ROOT, CharacterEmbedder
from tests.doors import events_of
from tests.made_docs import INDEX, PYTHON, READMES, build_samples, cli, made_anew, read

PAGES = (*READMES, "CONTRIBUTING.md", "CHANGELOG.md", *(f"docs/adr/{p.name}" for p in (ROOT / "docs/adr").glob("*.md")))
SERVER = "http://127.0.0.1:8000"
BLOCK = re.compile(r"```(\w+)\n(.*?)```\n", re.DOTALL)
TERM = re.compile(r"`([^`\n]+)`")


class Option(NamedTuple):
    """One option or argument of a command, as the command line takes it."""

    name: str
    help: str


# ---- what the documents are checked against


def commands() -> dict[str, tuple[str, list[Option]]]:
    """Command → its help and its parameters."""
    found = {}
    for name, command in _each(typer.main.get_command(cli()), ""):
        parameters = [Option(p.opts[0], getattr(p, "help", None) or "") for p in command.params]
        found[name] = (command.help or "", parameters)
    return found


def _each(group: Any, before: str) -> Iterator[tuple[str, Any]]:
    """Every command below a group with its whole name: eval, eval generate."""
    for name, command in group.commands.items():
        yield before + name, command
        yield from _each(command, f"{before}{name} ") if hasattr(command, "commands") else ()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like the project's after `make run`."""
    folder = tmp_path_factory.mktemp("docs")
    build_samples(folder)
    return folder


@pytest.fixture
def assistant(built: Path) -> Assistant:
    """The assistant over the samples."""
    return open_assistant(Settings(data=built / INDEX), embedder=CharacterEmbedder())


@pytest.fixture
def client(assistant: Assistant) -> Iterator[TestClient]:
    """A client of the server that `make run` starts."""
    with TestClient(create_app(assistant, Settings(), history=History(None)), base_url=SERVER) as client:
        yield client


@pytest.mark.parametrize("page", READMES)
def test_what_a_readme_prints_is_what_the_product_prints(page: str, built: Path) -> None:
    assert read(page) == made_anew(read(page), built), "to write these parts anew: python -m tests.made_docs"


@pytest.mark.parametrize("page", READMES)
def test_a_readme_shows_an_answer_with_the_notice_of_the_samples(page: str) -> None:
    first_screen = read(page).split("\n## ", 2)[1]

    assert "make run" in first_screen and "make test" in first_screen
    assert "样例：数字取自公开年报，文字为改写，请勿引用" in read(page)


@pytest.mark.parametrize("page", READMES)
def test_every_python_block_shows_its_output(page: str) -> None:
    blocks = [code for language, code in BLOCK.findall(read(page)) if language == "python"]

    assert blocks
    assert blocks == [found[2] for found in PYTHON.finditer(read(page))]


# ---- commands, options and settings


@pytest.mark.parametrize("page", READMES)
@pytest.mark.parametrize("name", commands())
def test_a_readme_tells_a_command_and_its_options(name: str, page: str) -> None:
    rows = [line for line in read(page).splitlines() if re.match(rf"\| `nianbao {name}(?: [A-Z\[][^`]*)?`", line)]

    assert len(rows) == 1
    for option in commands()[name][1]:
        assert option.name in rows[0] or option.name.upper() in rows[0], option.name


@pytest.mark.parametrize("name", commands())
def test_a_command_and_its_options_have_help(name: str) -> None:
    text, options = commands()[name]

    assert text.endswith(".")
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("page", READMES)
def test_every_command_line_of_a_readme_is_taken(page: str) -> None:
    group = typer.main.get_command(cli())
    lines = re.findall(r"^(?:\$ )?nianbao .*$", "".join(code for _, code in BLOCK.findall(read(page))), re.MULTILINE)

    assert lines
    for line in lines:
        words = shlex.split(line.removeprefix("$ "), comments=True)[1:]
        name = next(word for word in words if word in commands())
        at = words.index(name) + 1
        group.make_context("nianbao", words[:at]).close()
        group.commands[name].make_context(name, words[at:]).close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", READMES)
def test_a_readme_tells_every_setting_in_order(page: str) -> None:
    assert re.findall(r"^\| `(NIANBAO_\w+)` \|", read(page), re.MULTILINE) == list(sentences())


@pytest.mark.parametrize("page", [*READMES, "CONTRIBUTING.md"])
def test_every_make_target_that_is_named_is_there(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))

    assert set(re.findall(r"\bmake ([a-z]+)\b", "".join(TERM.findall(read(page))))) <= targets


@pytest.mark.parametrize("page", READMES)
@pytest.mark.parametrize("target", ["install", "run", "test", "check", "eval", "bench"])
def test_a_readme_tells_a_make_target(target: str, page: str) -> None:
    assert f"make {target}" in read(page)


# ---- the HTTP interface


def requests_of(page: str) -> list[tuple[str, str | None]]:
    """The (path, JSON body) of every curl line of a page."""
    found = []
    for line in re.findall(r"^curl .*$", read(page), re.MULTILINE):
        _, _, url, *rest = shlex.split(line)
        assert rest[:1] in ([], ["--json"])
        found.append((url.removeprefix(SERVER), rest[1] if rest else None))
    return found


@pytest.mark.parametrize(("path", "body"), requests_of("README.md"))
def test_a_curl_line_gets_an_answer(path: str, body: str | None, client: TestClient) -> None:
    response = client.post(path, json=json.loads(body)) if body else client.get(path)

    assert response.status_code == 200, response.text
    if body:
        answer = events_of(response.text)[-1][1] if path.endswith("stream") else response.json()
        assert answer["kind"] in ("figure", "blank")


def test_both_readmes_make_the_same_requests() -> None:
    assert [path for path, _ in requests_of(READMES[0])] == [path for path, _ in requests_of(READMES[1])]


@pytest.mark.parametrize("page", READMES)
def test_a_readme_tells_every_address_of_the_interface(page: str, client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]

    assert [path for path in paths if f"`{path.replace('{report_id}', '{id}')}`" not in read(page)] == []


# ---- links and the map of the tree


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_links_to_is_there(page: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", read(page)) if not link.startswith("http")]

    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


def owners() -> dict[str, list[str]]:
    """Folder → the file patterns that CONTRIBUTING.md gives an owner's line."""
    found: dict[str, list[str]] = {}
    for line in read("CONTRIBUTING.md").splitlines():
        if heading := re.match(r"\*\*`([\w/]+)/`\*\*", line):
            folder = found.setdefault(heading[1], [])
        elif line.startswith("| `") and found:
            folder.extend(TERM.findall(line.split(" | ")[0]))
    return found


@pytest.mark.parametrize("folder", ["index", "index/readers", "assistant", "eval", "scripts", "prompts"])
def test_every_file_has_a_line_that_says_what_it_owns(folder: str) -> None:
    patterns = [*owners()[folder], "__init__.py", "baseline.json", "baseline.outcomes.json"]
    files = [path.name for path in (ROOT / folder).iterdir() if path.is_file()]

    assert [name for name in files if not any(fnmatch(name, pattern) for pattern in patterns)] == []
    assert [pattern for pattern in owners()[folder] if not list((ROOT / folder).glob(pattern))] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_file_of_the_project_that_a_page_names_is_there(page: str) -> None:
    folders = "index|assistant|eval|tests|scripts|licences|docs"
    named = [term for term in TERM.findall(read(page)) if re.match(rf"(?:{folders})/[\w./*-]+$", term)]

    assert [term for term in named if not list(ROOT.glob(term.rstrip("/")))] == []
