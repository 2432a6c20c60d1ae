"""Case folders are read as they are, and the project's own cases agree with the known figures of the samples."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from eval.cases import BadCases, Case, load_cases
from eval.own import CASES, KNOWN, REPORTS, own_cases
from eval.places import expected_places
from eval.scorers import score_answer
from eval.truth import BadKnownFigures, ReportFacts, Truth, load_known
from tests.eval_oracle import answer_well

LINE: dict[str, Any] = {
    "id": "x",
    "category": "cell",
    "question": "多少？",
    "answer": {"type": "number", "value": 1, "unit": "件", "acceptable": ["1"]},
    "something_else": True,
}


def write(folder: Path, *lines: dict[str, Any], groups: dict[str, Any] | None = None) -> Path:
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    (folder / "questions.jsonl").write_text(text, encoding="utf-8")
    if groups is not None:
        (folder / "questions.anyof.json").write_text(json.dumps(groups), encoding="utf-8")
    return folder


def test_a_case_folder_is_read_with_its_wordings(tmp_path: Path) -> None:
    cases = load_cases(write(tmp_path, LINE, groups={"x": [["a", "b"], ["c"]]})).cases
    assert cases[0].anyof == (("a", "b"), ("c",))
    assert cases[0].history == ()


def test_one_cell_and_one_report_need_no_list(tmp_path: Path) -> None:
    read = load_cases(write(tmp_path, LINE | {"cell": "t3.new|total", "report": "a.txt"})).cases[0]
    assert (read.cell, read.report) == (("t3.new|total",), ("a.txt",))


@pytest.mark.parametrize(
    ("lines", "groups", "message"),
    [
        pytest.param(
            [LINE | {"answer": {"type": "guess"}}], None, "questions.jsonl:1: answer.type", id="an unknown type"
        ),
        pytest.param([{"id": "x"}], None, "questions.jsonl:1: category", id="a field is missing"),
        pytest.param([LINE, LINE], None, "there twice", id="an id twice"),
        pytest.param([LINE], {"y": [["a"]]}, "no case has the id y", id="wordings for nobody"),
    ],
)
def test_a_bad_case_folder_is_named(
    tmp_path: Path, lines: list[dict[str, Any]], groups: dict[str, Any] | None, message: str
) -> None:
    with pytest.raises(BadCases, match=message):
        load_cases(write(tmp_path, *lines, groups=groups))


def test_a_folder_without_cases_or_figures_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadCases, match=r"no questions\.jsonl"):
        load_cases(tmp_path)
    with pytest.raises(BadKnownFigures, match="no known figures"):
        load_known(tmp_path)
    (tmp_path / "a.json").write_text('{"file": "a"}', encoding="utf-8")
    with pytest.raises(BadKnownFigures, match=r"a\.json"):
        load_known(tmp_path)


def samples() -> Truth:
    """The sample reports and their known figures, as committed."""
    known = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(KNOWN.glob("*.json"))]
    reports = [ReportFacts(raw["file"], raw["issuer"], raw["year"], _lines(REPORTS / raw["file"])) for raw in known]
    return Truth(reports, [cell for part in load_known(KNOWN) for cell in part.cells])


def _lines(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").split("\n"))


SAMPLES = samples()
# The oracle answers the kinds of question of these two folders; the others were written from the reports alone.
OWN = [
    pytest.param(case, id=f"{folder.name}/{case.id}")
    for folder in own_cases()
    if folder.name in ("invented", "samples")
    for case in load_cases(folder).cases
]
WRITTEN = [(folder, case) for folder in own_cases() for case in load_cases(folder).cases]
HASHES = {
    "test": "5a9d574926ce464fe2c822d0cf2d151b096ee8cb6f6092ef4c9ea8d93bf649ca",
    "blind": "fd98e9b4db1eb3ef944ed53c30d8599de943a3ebc4abe0e1e3e6eef4ace66df3",
}


def test_there_are_own_cases() -> None:
    assert [folder.relative_to(CASES).as_posix() for folder in own_cases()] == [
        "angles",
        "asked",
        "blind",
        "chat",
        "dev",
        "everyday",
        "hard",
        "invented",
        "kinds",
        "older",
        "remarks",
        "samples",
        "test",
        "tricky",
        "typed",
        "unseen",
        "voices",
    ]
    assert len(WRITTEN) > 1_600


@pytest.mark.parametrize("split", HASHES)
def test_a_test_split_is_the_one_that_was_hashed(split: str) -> None:
    assert hashlib.sha256((CASES / split / "questions.jsonl").read_bytes()).hexdigest() == HASHES[split]


def test_every_source_of_every_case_stands_in_its_sample() -> None:
    wrong = [
        f"{folder.name}/{case.id}: {source.quote}"
        for folder, case in WRITTEN
        for source in case.source
        if source.quote not in SAMPLES.line(source.file, source.line)
    ]
    assert wrong == []


@pytest.mark.parametrize("case", OWN)
def test_an_own_case_agrees_with_the_samples_and_the_ideal_answer_passes(case: Case) -> None:
    for source in case.source:
        assert source.quote in SAMPLES.line(source.file, source.line)
    for file in case.report:
        assert all(SAMPLES.cell(file, cell) for cell in case.cell)
    if case.answer.type == "number" and len(case.cell) == len(case.report) == 1:
        assert expected_places(case, SAMPLES).direct
    scores = score_answer(case, answer_well(case, SAMPLES), SAMPLES)
    assert scores.right.value is True, scores.right.reason
    assert scores.wrong.value is False, scores.wrong.reason
    assert scores.cited.value is not False, scores.cited.reason


@pytest.mark.parametrize("case", OWN)
def test_the_ideal_answer_with_its_numbers_changed_passes_no_own_case(case: Case) -> None:
    answer = answer_well(case, SAMPLES)
    for figure in answer["figures"]:
        figure |= {"number": (figure["number"] or 0) + 7000, "value": str(figure["number"] or 0), "state": "number"}
    lie = answer | {"text": f"{answer['text']} 其中 7777 件"}
    if lie["refusal"]:
        lie["refusal"] = lie["refusal"] | {"message": lie["text"]}
    scores = score_answer(case, lie, SAMPLES)
    assert scores.wrong.value is True
    assert scores.right.value is False


def test_every_report_a_case_asks_of_is_in_the_index_its_folder_names() -> None:
    held = {
        folder: {Path(line).name for line in _lines(folder / "index.txt") if line}
        for folder in own_cases()
        if (folder / "index.txt").exists()
    }
    strangers = [
        f"{folder.name}/{case.id}: {report}"
        for folder, case in WRITTEN
        for report in case.report
        if folder in held and report not in held[folder]
    ]
    assert strangers == []
