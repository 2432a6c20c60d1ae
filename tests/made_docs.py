"""The parts of the READMEs that are made by running the product; `python -m tests.made_docs` writes them anew.

Made are the answers in ```console blocks, the output below a ```python block, and the tables under a mark:
`<!-- answers -->`, `<!-- settings -->` and, from the committed baseline, `<!-- measured -->`.
"""

import io
import json
import re
import shlex
import tempfile
from contextlib import chdir, redirect_stdout
from dataclasses import fields
from pathlib import Path

import typer
from typer.testing import CliRunner

from assistant.chain import Assistant, open_assistant
from assistant.cli import app
from eval.cli import BASELINE, register
from index.build import Builder
from index.settings import PREFIX, Settings, sentences
from tests.conftest import ROOT, CharacterEmbedder, sample_files

READMES = ("README.md", "README.zh-CN.md")
INDEX = Path("data/samples")  # where `make run` puts the samples
CONSOLE = re.compile(r"(```console\n\$ (nianbao [^\n]+)\n)(.*?)(```\n)", re.DOTALL)
PYTHON = re.compile(r"(```python\n(.*?)```\n\n```text\n)(.*?)(```\n)", re.DOTALL)
TABLE = r"(<!-- {} -->\n\n[^\n]+\n\|[-| :]+\|\n)((?:\|[^\n]+\n)+)"
ANSWERS, SETTINGS, MEASURED = (re.compile(TABLE.format(name)) for name in ("answers", "settings", "measured"))
TALLIES = (
    "questions right",
    "wrong figures",
    "citation on the cell",
    "refusals right",
    "refusals false",
    "right table first",
)


def cli() -> typer.Typer:
    """The command line with the command that the evaluation adds."""
    whole = typer.Typer()
    whole.registered_callback = app.registered_callback
    whole.registered_commands = [*app.registered_commands]
    register(whole)
    return whole


def build_samples(folder: Path) -> None:
    """Build the samples into data/samples of a folder, with an embedder that loads no weights."""
    builder = Builder(Settings(data=folder / INDEX), embedder=CharacterEmbedder())
    try:
        builder.build(sample_files())
    finally:
        builder.close()


def read(page: str) -> str:
    """The text of a page of the project."""
    return (ROOT / page).read_text(encoding="utf-8")


def made_anew(text: str, folder: Path) -> str:
    """The page with every made part written by what the code does now; `folder` holds data/samples."""
    assistant = open_assistant(Settings(data=folder / INDEX), embedder=CharacterEmbedder())
    with chdir(folder):
        text = CONSOLE.sub(lambda found: found[1] + _printed(found[2]) + found[4], text)
        text = PYTHON.sub(lambda found: found[1] + _output(found[2]) + found[4], text)
    text = ANSWERS.sub(lambda found: found[1] + _answered(found[2], assistant), text)
    text = MEASURED.sub(lambda found: found[1] + (_measured() or found[2]), text)
    return SETTINGS.sub(lambda found: found[1] + _settings(), text)


def _printed(command: str) -> str:
    return CliRunner().invoke(cli(), shlex.split(command)[1:], catch_exceptions=False).output


def _output(code: str) -> str:
    out = io.StringIO()
    with redirect_stdout(out):
        exec(compile(code, "README", "exec"), {"__name__": "readme"})
    return out.getvalue()


def _answered(table: str, assistant: Assistant) -> str:
    questions = [line.split(" | ")[0].removeprefix("| ") for line in table.splitlines()]
    answers = [assistant.ask(question) for question in questions]
    texts = [answer.text.strip().replace("\n", "<br>") for answer in answers]
    return "".join(f"| {q} | `{a.kind}` | {text} |\n" for q, a, text in zip(questions, answers, texts, strict=True))


def _settings() -> str:
    """One row a setting; what it is without being set stands in the second column."""
    defaults = {f"{PREFIX}{item.name.upper()}": item.metadata["default"] for item in fields(Settings)}
    shown = {name: f"`{int(d) if isinstance(d, bool) else d}`" if str(d) else "" for name, d in defaults.items()}
    return "".join(f"| `{name}` | {shown[name]} | {sentence} |\n" for name, sentence in sentences().items())


def _measured() -> str:
    """One row a group of questions of the committed baseline; empty before there is one."""
    baseline = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.is_file() else {}
    groups = {name: tallies for name, tallies in baseline.items() if TALLIES[0] in tallies}
    return "".join(f"| `{name}` | {_counts(tallies)} |\n" for name, tallies in groups.items())


def _counts(tallies: dict[str, dict[str, int]]) -> str:
    counts = [(tallies[name]["n"], tallies[name]["of"]) for name in TALLIES]
    return " | ".join(f"{n} / {of}" if of else "-" for n, of in counts)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as own:
        build_samples(Path(own))
        for readme in READMES:
            (ROOT / readme).write_text(made_anew(read(readme), Path(own)), encoding="utf-8")
