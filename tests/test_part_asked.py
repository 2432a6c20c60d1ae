"""How many of a whole are of one kind: the number said of that kind answers, the sentence of the whole does not."""

import pytest

from assistant.chain import Assistant
from assistant.part_asked import part_asked, part_said, tells_part


@pytest.mark.parametrize(
    ("question", "part"),
    [
        pytest.param("how many of the permits it issued were for hotels?", "for hotels", id="how many of"),
        pytest.param("of the items put out, how many concerned vaccines?", "vaccines", id="of the"),
        pytest.param("公开的许可里有多少条是护士注册", "护士注册", id="里有多少条是"),
        pytest.param("how many of them were refused?", "", id="them"),
        pytest.param("how many permits were issued?", "", id="no part"),
        pytest.param("?", "", id="nothing said"),
    ],
)
def test_the_kind_is_told_from_the_whole(question: str, part: str) -> None:
    assert part_said(question) == part


def test_a_number_is_of_the_kind_when_its_words_stand_beside_it() -> None:
    part = part_asked("许可里有多少条是护士注册")
    assert tells_part(part, "护士执业注册 条")
    assert not tells_part(part, "主动公开信息 条")


@pytest.mark.parametrize(
    "question",
    [
        "How many of the permits Kongtong disclosed were for restaurants?",
        "崆峒公开的许可里有多少条是药店许可",
        "崆峒主动公开的信息中有多少条是视频",
    ],
)
def test_the_whole_never_answers_for_a_part(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind in ("refuse", "clarify") and "499" not in answer.text and "434" not in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param(
            "How many of the permits Kongtong disclosed were hygiene permits for public venues?", "18", id="permits"
        ),
        pytest.param("Of the permits Kongtong disclosed, how many were for public places?", "18", id="of the"),
        pytest.param("崆峒公开的许可里有多少条是医师护士注册", "416", id="注册"),
    ],
)
def test_the_number_of_the_kind_is_quoted(question: str, said: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "passage" and said in answer.text


def test_a_column_of_a_row_is_no_kind_of_it(five: Assistant) -> None:
    answer = five.ask("Of the normative documents of Xiangxiang, how many were still in force by the 2023 table?")
    assert [figure.cell for figure in answer.figures] == ["t2.normative.in_force"]


@pytest.mark.parametrize(
    "question",
    ["Is money set aside for disclosure work in Kongtong, and how?", "Are funds earmarked for disclosure at Kongtong?"],
)
def test_money_kept_for_a_purpose_is_told_by_the_text(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "passage" and "预算" in answer.text


def test_decisions_set_aside_stay_those_of_courts(five: Assistant) -> None:
    assert [f.cell for f in five.ask("Reviews set aside, Xiangxiang 2023").figures] == ["t4.review.corrected"]
