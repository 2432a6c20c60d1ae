"""Guesses by meaning: examples decide, the margin is honest, and nothing is loaded where words suffice."""

from pathlib import Path

import pytest

from assistant.paraphrase import MARGIN, NOTHING, Example, Paraphrases, load_examples
from index.errors import ModelUnavailable
from index.form import load_forms

EXAMPLES = (
    Example("because of state secrets", "secret"),
    Example("classified material", "secret"),
    Example("went to court", "court"),
    Example("sued before a judge", "court"),
    Example("page views of the site", NOTHING),
)


class Letters:
    """An embedder whose vectors count letters: near texts have near vectors. Counts its calls."""

    fingerprint = "letters"

    def __init__(self) -> None:
        self.calls = 0

    def embed_query(self, text: str) -> list[float]:
        self.calls += 1
        return [float(text.lower().count(letter)) + 0.1 for letter in "abcdefghijklmnopqrstuvwxyz"]


def guesses(text: str, cache: Path | None = None, embedder: Letters | None = None) -> list[str]:
    made = Paraphrases(lambda: embedder or Letters(), cache, EXAMPLES)
    return [guess.target for guess in made.guess(text)]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("refused because it is classified", "secret"),
        ("someone sued in court", "court"),
        ("how many page views", NOTHING),
    ],
)
def test_the_nearest_example_leads(text: str, target: str) -> None:
    assert guesses(text)[0] == target


def test_every_target_is_ranked_and_the_same_question_gets_the_same_guesses() -> None:
    assert sorted(guesses("a judge")) == ["court", NOTHING, "secret"]
    assert guesses("a judge") == guesses("a judge")


def test_vectors_of_the_examples_are_kept_between_runs(tmp_path: Path) -> None:
    first, second = Letters(), Letters()
    assert guesses("a judge", tmp_path, first) == guesses("a judge", tmp_path, second)
    assert (first.calls, second.calls) == (len(EXAMPLES) + 1, 1)


def test_a_broken_cache_is_made_anew(tmp_path: Path) -> None:
    guesses("a judge", tmp_path)
    (kept,) = tmp_path.glob("examples-*.npy")
    kept.write_bytes(b"not numpy")
    assert guesses("a judge", tmp_path)[0] == "court"


def test_an_example_itself_is_surer_than_the_margin() -> None:
    best, second, *_ = Paraphrases(Letters, None, EXAMPLES).guess("went to court")
    assert best.target == "court" and best.score - second.score > MARGIN


def test_without_a_model_there_are_no_guesses() -> None:
    def missing() -> Letters:
        raise ModelUnavailable("no model")

    assert Paraphrases(missing, None, EXAMPLES).guess("went to court") == ()


def test_examples_name_targets_that_the_form_has() -> None:
    forms = load_forms()
    known = {*forms.rows, *forms.cells, *forms.metrics, NOTHING}
    assert {example.target for example in load_examples()} <= known
    assert len({example.text for example in load_examples()}) == len(load_examples())
