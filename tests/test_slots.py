"""Every slot of a plan tells its words, its source and how sure it is."""

import pytest

from assistant.chain import Assistant

YICHUN, LIPING = "宜春市卫生健康委", "黎平县卫生健康局"
Slots = dict[str, tuple[str, str, str]]  # slot → (value, words, source)


def slots(assistant: Assistant, *turns: str) -> Slots:
    conversation = None
    for turn in turns:
        answer = assistant.ask(turn, conversation_id=conversation)
        conversation = answer.conversation_id
    return {s["slot"]: (s["value"], s["words"], s["source"]) for s in answer.query["slots"]}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param(
            "宜春市卫健委2020年律师提了多少申请",
            {"issuer": (YICHUN, "宜春市卫健委", "words"), "applicant": ("org.legal", "律师", "words")},
            id="a body and an applicant by the words as typed",
        ),
        pytest.param("黎平2020年罚单多少", {"row": ("t2.penalty", "罚单", "words")}, id="a row in everyday words"),
        pytest.param("二〇二〇年宜春许可多少", {"year": ("2020", "2020", "words")}, id="a year"),
        pytest.param(
            "Liping licence decisions 2020",
            {"measure": ("decisions", "decisions", "words"), "operation": ("lookup", "", "taken")},
            id="a measure in English; an operation that nothing names",
        ),
        pytest.param(
            "宜春和黎平2020年许可合计多少", {"operation": ("sum", "合计", "words")}, id="an operation by its word"
        ),
        pytest.param("湘乡许可多少", {"issuer": ("湘乡市卫生健康局", "湘乡", "words")}, id="a place for its body"),
    ],
)
def test_a_slot_holds_the_words_it_came_from(question: str, expected: Slots, five: Assistant) -> None:
    found = slots(five, question)
    assert {name: found[name] for name in expected} == expected


def test_what_the_conversation_said_is_told_from_what_the_question_says(five: Assistant) -> None:
    found = slots(five, "宜春2020年行政许可多少件", "行政处罚呢")
    assert found["issuer"] == (YICHUN, "", "conversation")
    assert found["row"] == ("t2.penalty", "行政处罚", "words")


def test_what_is_misspelt_is_less_sure_than_what_is_written_right(five: Assistant) -> None:
    def sure(question: str) -> float:
        found = five.ask(question).query["slots"]
        return min(float(slot["sure"]) for slot in found if slot["slot"] in ("issuer", "row"))

    assert sure("Xiangxang penaltys 2023") < sure("Xiangxiang penalties 2023") == 1.0


def test_a_name_that_several_bodies_have_makes_none_of_them_sure(five: Assistant) -> None:
    found = [slot for slot in five.ask("卫健局的行政处罚是多少").query["slots"] if slot["slot"] == "issuer"]
    assert len(found) > 1
    assert all(slot["sure"] <= 0.5 for slot in found)
