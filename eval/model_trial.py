"""`python -m eval.model_trial`: prose questions put to a real language model; a report to be judged by hand.

    NIANBAO_LLM_BASE_URL=http://127.0.0.1:8099/v1 NIANBAO_LLM_MODEL=… .venv/bin/python -m eval.model_trial

Asks the questions of `eval/model_trial.yaml` of the sample reports twice, with the model and without, and writes
`build/model-trial.md`: what was sent, who worded it, the seconds, and the quotes that it has to agree with. A judged
run is kept as `eval/model_trial.md`.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from assistant.answer import Answer
from assistant.chain import Assistant, open_assistant
from assistant.llm import ChatWording, open_model
from eval.own import REPORTS
from eval.target import build_index
from eval.truth import INVENTED
from index.embedding import open_embedder
from index.settings import Settings

QUESTIONS = Path(__file__).with_name("model_trial.yaml")


def main() -> None:
    """Ask, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("build/model-trial.md"))
    parser.add_argument("--patience", type=float, default=30, help="seconds the model has for an answer")
    given = parser.parse_args()
    settings = Settings()
    if not settings.llm_model:
        raise SystemExit("no language model: set NIANBAO_LLM_BASE_URL and NIANBAO_LLM_MODEL")
    questions = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="nianbao-trial-") as folder:
        own = replace(settings, data=Path(folder), database="", chroma="")
        reports = sorted(path for path in REPORTS.glob("*.txt") if not path.name.startswith(INVENTED))
        build_index(reports, own, embedder=open_embedder(own))
        given.out.parent.mkdir(parents=True, exist_ok=True)
        for report in _asked(questions, own, given.patience):
            given.out.write_text(report, encoding="utf-8")
    print(f"written to {given.out}")


def _asked(questions: list[str], settings: Settings, patience: float) -> Iterator[str]:
    """The report after each question: a run that is broken off leaves what it has."""
    quoting = open_assistant(replace(settings, llm_base_url="", llm_model=""))
    worded = Assistant(quoting.store, quoting.search, wording=_wording(settings, patience))
    parts, by_model, longest = [], 0, 0.0
    for number, question in enumerate(questions, 1):
        started = time.perf_counter()
        answer = worded.ask(question)
        seconds = time.perf_counter() - started
        by_model, longest = by_model + bool(answer.generated_by), max(longest, seconds)
        parts.append(_part(number, question, answer, quoting.ask(question), seconds))
        head = (
            f"# Trial of {Path(settings.llm_model).name}\n\n{len(parts)} questions, {by_model} answers worded by the "
            f"model, the others quoted without it; longest {longest:.0f} s.\n"
        )
        yield "\n".join([head, *parts])
    quoting.store.close()


def _wording(settings: Settings, patience: float) -> ChatWording:
    """The wording by the model that is set, which has this many seconds for an answer."""
    embedder = open_embedder(settings)
    wording = open_model(settings, lambda: embedder)
    assert wording is not None, "main has looked that a model is set"
    return replace(wording, model=replace(wording.model, seconds=patience))


def _part(number: int, question: str, answer: Answer, quoted: Answer, seconds: float) -> str:
    worded = f"worded by the model, {seconds:.0f} s" if answer.generated_by else f"without the model, {seconds:.0f} s"
    lines = [
        f"## {number}. {question}\n",
        f"{answer.kind}, {worded}:\n",
        *(f"> {line}" for line in answer.text.split("\n")),
    ]
    if answer.generated_by:
        lines += ["\nTo agree with:\n", *(f"> {line}" for line in quoted.text.split("\n"))]
    return "\n".join([*lines, "\nVerdict: \n"])


if __name__ == "__main__":
    main()
