"""Prompts: each file declares what it uses, and is given exactly that."""

from pathlib import Path

import pytest

from assistant.llm_prompts import PROMPTS, load_prompt, read_prompt
from index.errors import PromptError

GOOD = """---
name: greet
version: 2
variables: [who, mood]
---
--- system
Be {{mood}}.
--- user
Hello, {{who}}.
"""


def test_a_prompt_is_rendered_into_its_messages() -> None:
    prompt = read_prompt(GOOD, "greet")

    assert (prompt.name, prompt.version) == ("greet", 2)
    assert prompt.render(who="Li", mood="kind") == (("system", "Be kind."), ("user", "Hello, Li."))


def test_a_value_that_looks_like_a_variable_stays_as_it_is() -> None:
    rendered = read_prompt(GOOD, "greet").render(who="{{mood}} \\1", mood="kind")

    assert rendered[1] == ("user", "Hello, {{mood}} \\1.")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param({"who": "Li"}, "no value for mood", id="a value is missing"),
        pytest.param({"who": "Li", "mood": "kind", "age": "3"}, "no variable age", id="a value is not asked for"),
    ],
)
def test_values_must_fit_the_declaration(given: dict[str, str], told: str) -> None:
    with pytest.raises(PromptError, match=told):
        read_prompt(GOOD, "greet").render(**given)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(GOOD.replace("[who, mood]", "[who]"), "mood is used and not declared", id="undeclared"),
        pytest.param(GOOD.replace("mood]", "mood, age]"), "age is declared and not used", id="unused"),
        pytest.param("Hello.\n", "front matter", id="no front matter"),
        pytest.param(GOOD.replace("version: 2", "version: two"), "must state", id="a version in words"),
        pytest.param(GOOD.replace("[who, mood]", "[who"), "no YAML", id="front matter that is no YAML"),
        pytest.param(GOOD.replace("--- system\n", "").replace("--- user\n", ""), "parts", id="no messages"),
    ],
)
def test_a_file_that_is_not_right_is_refused(text: str, told: str) -> None:
    with pytest.raises(PromptError, match=told):
        read_prompt(text, "greet")


@pytest.mark.parametrize("path", sorted(PROMPTS.glob("*")), ids=lambda path: path.name)
def test_every_prompt_file_can_be_loaded_by_its_name(path: Path) -> None:
    prompt = load_prompt(path.stem)

    assert prompt.name == path.stem and prompt.version >= 1
    assert [role for role, _ in prompt.messages] == ["system", "user"]


@pytest.mark.parametrize("name", ["nothing", "../pyproject", ""])
def test_a_prompt_that_is_not_there_is_an_error(name: str) -> None:
    with pytest.raises(PromptError, match="there is no prompt"):
        load_prompt(name)
