"""What a run writes: outcomes beside the baseline, what changed against them, and the page."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval.baseline import BadBaseline
from eval.cases import Case, CaseSet
from eval.html_page import FILTERS, page
from eval.measures import QuestionResult
from eval.outcomes import Change, beside, changes, outcomes, read_outcomes, write_outcomes
from eval.runner import run_cases
from eval.tally import Group
from tests.eval_oracle import answer_well
from tests.eval_world import CITY, case, truth

GOOD = case("number", 2, cell="t3.new|total", report=CITY, id="good", lang="zh", question="新收多少件？")
BAD = case("number", 2, cell="t3.new|total", report=CITY, id="bad", lang="en", question="<script>alert(1)</script>?")


def run(name: str = "mine") -> tuple[Group, list[tuple[str, QuestionResult]]]:
    def ask(question: str, conversation: str | None) -> dict[str, object]:
        if question == BAD.question:
            return {"kind": "refuse", "text": "no & no", "refusal": {"reason": "row", "message": "no & no"}}
        return answer_well(GOOD, truth())

    group, results = run_cases(CaseSet(name=name, cases=(GOOD, BAD)), ask, None, truth())
    return group, [(name, result) for result in results]


def test_outcomes_are_kept_compactly_and_read_back(tmp_path: Path) -> None:
    path = beside(tmp_path / "baseline.json")
    found = outcomes(run()[1])
    write_outcomes(path, found)
    write_outcomes(path, {"other": {"x": "right"}})
    assert read_outcomes(path) == {"mine": {"good": "right", "bad": "not right"}, "other": {"x": "right"}}
    assert path.name == "baseline.outcomes.json"
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(BadBaseline):
        read_outcomes(path)


def test_of_the_test_split_no_outcome_is_kept_and_no_case_is_shown() -> None:
    group, results = run("eval/cases/test")
    assert outcomes(results) == {}
    shown = page([group], results, ())
    assert "eval/cases/test" in shown
    assert GOOD.question not in shown and "no &amp; no" not in shown


@pytest.mark.parametrize(
    ("was", "now", "better"),
    [
        pytest.param("not right", "right", True, id="became right"),
        pytest.param("right", "not right", False, id="fell"),
        pytest.param("not right", "wrong figure", False, id="now wrong"),
        pytest.param("wrong figure", "not right", True, id="no longer wrong"),
    ],
)
def test_a_case_that_changed_is_told(was: str, now: str, better: bool) -> None:
    found = changes({"g": {"a": now, "b": "right", "new": "right"}}, {"g": {"a": was, "b": "right"}})
    assert [(change.case, change.better) for change in found] == [("a", better)]


class Seen(HTMLParser):
    """What a browser would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.ids += [value or ""] if name == "id" else []
            self.links += [value or ""] if name == "href" else []
            self.loads += [value or ""] if name in ("src", "srcset", "data", "action") else []


def test_the_page_shows_failures_whole_and_loads_and_runs_nothing() -> None:
    group, results = run()
    shown = page([group], results, (Change("mine", "bad", "right", "not right"),))
    seen = Seen()
    seen.feed(shown)
    assert seen.loads == [] and not {"script", "link", "img", "iframe"} & set(seen.tags)
    assert "url(" not in shown and "@import" not in shown and "http" not in re.sub(r"http-equiv", "", shown)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    for part in ("no &amp; no", "refuse instead of the number", "fell to", "t3.new|total", "95 %"):
        assert part in shown


def test_every_filter_is_a_link_to_a_place_that_the_style_knows() -> None:
    group, results = run()
    shown = page([group], results, ())
    seen = Seen()
    seen.feed(shown)
    assert [link for link in seen.links if link.removeprefix("#") not in seen.ids] == []
    for name in FILTERS:
        assert f"#only-{name}" in seen.links
        assert f"body:has(#only-{name}:target) article:not(.{name})" in shown
    assert "<article class='en number not-right'>" in shown and "<article class='zh number right'>" in shown


def test_a_case_without_language_is_shown_too() -> None:
    plain = Case.model_validate({**GOOD.model_dump(), "lang": ""})
    group, results = run_cases(
        CaseSet(name="mine", cases=(plain,)), lambda q, c: answer_well(GOOD, truth()), None, truth()
    )
    assert "<article class='other number right'>" in page([group], [("mine", r) for r in results], ())
