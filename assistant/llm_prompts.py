"""The prompts: text files under prompts/, each stored once, with a name, a version and declared variables.

    ---                        front matter (YAML)
    name: word_passages
    version: 1
    variables: [question]
    ---
    --- system                 one message a part: system, user
    …{{question}}…

To change what a model is told, change the file and its version; the code names prompts and gives values.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from index.errors import PromptError

PROMPTS = Path(__file__).resolve().parents[1] / "prompts"
VARIABLE = re.compile(r"\{\{(\w+)\}\}")
FRONT = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)
PART = re.compile(r"^--- (system|user)\n", re.MULTILINE)
Message = tuple[str, str]  # (role, text), as LangChain takes them


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One prompt: its messages with `{{variable}}` where a value goes, and the variables it declares."""

    name: str
    version: int
    variables: tuple[str, ...]
    messages: tuple[Message, ...]

    def render(self, **variables: str) -> tuple[Message, ...]:
        """Return the messages with the values in place. A value is never read for variables itself.

        Raises:
            PromptError: a declared variable is missing, or one is given that the prompt does not declare.
        """
        if missing := [name for name in self.variables if name not in variables]:
            raise PromptError(f"prompt {self.name}: no value for {', '.join(missing)}")
        if unknown := [name for name in variables if name not in self.variables]:
            raise PromptError(f"prompt {self.name}: it has no variable {', '.join(unknown)}")
        return tuple((role, VARIABLE.sub(lambda found: variables[found[1]], text)) for role, text in self.messages)


def load_prompt(name: str) -> Prompt:
    """Return the prompt `prompts/<name>.txt`.

    Raises:
        PromptError: there is no such file, or `read_prompt` refuses it.
    """
    path = PROMPTS / f"{name}.txt"
    if not re.fullmatch(r"\w+", name) or not path.is_file():
        raise PromptError(f"there is no prompt {name!r} in {PROMPTS}")
    prompt = _read_file(path)
    if prompt.name != name:
        raise PromptError(f"prompt {name}: its front matter calls it {prompt.name!r}")
    return prompt


@lru_cache
def _read_file(path: Path) -> Prompt:
    return read_prompt(path.read_text(encoding="utf-8"), path.stem)


def read_prompt(text: str, shown: str) -> Prompt:
    """Read a prompt file's text; `shown` names it in errors.

    Raises:
        PromptError: no front matter, an entry of it missing or of the wrong kind, no message, or the variables
            declared are not those used.
    """
    found = FRONT.fullmatch(text)
    if found is None:
        raise PromptError(f"prompt {shown}: it must begin with front matter between lines of ---")
    name, version, variables = _declared(found[1], shown)
    parts = PART.split(found[2])
    messages = tuple(zip(parts[1::2], (part.strip() for part in parts[2::2]), strict=True))
    if not messages or parts[0].strip():
        raise PromptError(f"prompt {shown}: its text must stand in parts that begin with “--- system” or “--- user”")
    used = {variable for _, part in messages for variable in VARIABLE.findall(part)}
    if undeclared := sorted(used - {*variables}):
        raise PromptError(f"prompt {shown}: {', '.join(undeclared)} is used and not declared")
    if unused := [variable for variable in variables if variable not in used]:
        raise PromptError(f"prompt {shown}: {', '.join(unused)} is declared and not used")
    return Prompt(name=name, version=version, variables=variables, messages=messages)


def _declared(front: str, shown: str) -> tuple[str, int, tuple[str, ...]]:
    try:
        entries = yaml.safe_load(front)
    except yaml.YAMLError as error:
        raise PromptError(f"prompt {shown}: its front matter is no YAML") from error
    entries = entries if isinstance(entries, dict) else {}
    name, version, variables = entries.get("name"), entries.get("version"), entries.get("variables")
    if not isinstance(name, str) or not isinstance(version, int) or not isinstance(variables, list):
        raise PromptError(f"prompt {shown}: its front matter must state name, version (a whole number) and variables")
    return name, version, tuple(str(variable) for variable in variables)
