"""A model that lies: whatever it types, no number is shown that the cited quotes do not print."""

from collections.abc import Iterator

import pytest

from assistant.bound import Unsound, bind, sound
from tests.llm_world import PROBLEMS, WORKS, answer_of, unbound
from tests.lying_run import tell_lies, told_unbound
from tests.scripted_llm import ScriptedServer, scripted_server


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as running:
        yield running


@pytest.mark.loopback
def test_of_500_lying_answers_none_shows_an_unbound_number(server: ScriptedServer) -> None:
    told = tell_lies(server, 500)

    assert told.unbound == ()
    assert told.answers == 1000  # each once whole and once streamed
    assert 200 < told.worded < 500  # good sentences beside the lies are kept


def test_a_lie_that_were_shown_would_be_counted() -> None:
    assert set(told_unbound(["公开信息967条[1]。"], "公开信息966条[1]。")) == {"967"}
    assert told_unbound(["公开信息", "966条[1]。"], "公开信息966条[1]。") == []


def test_the_reading_of_shown_texts_finds_what_must_not_be_there() -> None:
    for number in ("967", "９６７", "九百六十七件", "百分之九十", "⑨", "Ⅻ", "dozens", "96", "一半", "九百", "XIV"):
        assert unbound(f"公开信息{number}[1]。"), number
    assert unbound(answer_of().text) == []


BOUND = bind([(1, "总体情况", WORKS), (2, "存在的问题", PROBLEMS)])


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        pytest.param("公开信息⟦n1⟧条[1]。", "公开信息966条[1]。", id="a mark"),
        pytest.param("公开信息⟦ n1 ⟧条【1】。", "公开信息966条[1]。", id="blanks in a mark, another bracket"),
        pytest.param("支出经费⟦n6⟧元[1]。", "支出经费122.51万元[1]。", id="an amount keeps its scale"),
        pytest.param("参加人员约⟦n5⟧人[1]。", "参加人员约300人[1]。", id="a qualifier that the quote has too"),
        pytest.param(
            "依托两微一端公开三公经费[1]。", "依托两微一端公开三公经费[1]。", id="numerals that count nothing"
        ),
        pytest.param(
            "2. 便民性需要进一步提高[2]。", "便民性需要进一步提高[2]。", id="the number of a list item is dropped"
        ),
        pytest.param("一是公开信息，二是召开发布会[1]。", "一是公开信息，二是召开发布会[1]。", id="ordinals of a list"),
    ],
)
def test_a_sound_sentence_is_shown_with_its_numbers(sentence: str, shown: str) -> None:
    assert sound(sentence, BOUND, "", "zh").text == shown


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        pytest.param("公开信息⟦n1⟧条。", "cites nothing", id="no citation"),
        pytest.param("公开信息⟦n1⟧条[7]。", "cites what is not there", id="an unknown citation"),
        pytest.param("公开信息⟦n1⟧条[2]。", "not in what it cites", id="the number of another quote"),
        pytest.param("公开信息⟦n77⟧条[1]。", "not in what it cites", id="an unknown mark"),
        pytest.param("公开信息⟦n1⟧场[1]。", "another unit", id="another measure word"),
        pytest.param("超过⟦n1⟧条信息公开[1]。", "before a number", id="a qualifier of its own"),
        pytest.param("公开信息⟦n1⟧条以上[1]。", "after a number", id="a qualifier behind it"),
        pytest.param("参加人员⟦n5⟧[1]人。", "reads as a number", id="a citation inside a clause"),
        pytest.param("主动公开信息共[1]。", "reads as a number", id="a citation in the place of a number"),
        pytest.param("占⟦n3⟧一是公开信息[1]。", "joined to a numeral", id="a mark before a numeral"),
        pytest.param("公开信息三条[1]。", "typed by the model: 三", id="a Chinese numeral"),
        pytest.param("没有召开新闻发布会[1]。", "a denial of its own", id="a zero in words"),
        pytest.param("院长贪污受贿被立案调查[1]。", "words are not in what it cites", id="words of no quote"),
        pytest.param("公开信息，详见 https://example.org [1]。", "markup", id="an address"),
        pytest.param("公开信\u200b息[1]。", "does not belong", id="a hidden character"),
        pytest.param("Information was disclosed [1].", "another language", id="the wrong language"),
    ],
)
def test_an_unsound_sentence_is_dropped(sentence: str, reason: str) -> None:
    with pytest.raises(Unsound, match=reason):
        sound(sentence, BOUND, "", "zh")


def test_an_english_denial_needs_one_in_the_quote() -> None:
    with pytest.raises(Unsound, match="a denial"):
        sound("No press conference was held [1].", BOUND, "", "en")
    quoted = bind([(1, "", "全年未收到申请。")])
    assert sound("No request was received [1].", quoted, "", "en").text == "No request was received [1]."
    assert sound("全年未收到申请[1]。", quoted, "", "zh").text == "全年未收到申请[1]。"


def test_an_english_unit_must_be_that_of_the_quote() -> None:
    with pytest.raises(Unsound, match="another unit"):
        sound("It spent ⟦n1⟧ yuan [1].", BOUND, "", "en")
    assert sound("It spent ⟦n6⟧ yuan [1].", BOUND, "", "en").text == "It spent 122.51万 yuan [1]."


@pytest.mark.parametrize(
    ("question", "sentence", "language"),
    [
        pytest.param("如何评估网站工作？", "如何评估网站工作？[1]", "zh", id="the question itself"),
        pytest.param("如何改进信息公开工作？", "改进信息公开工作[1]。", "zh", id="the question as a statement"),
        pytest.param("How is the website assessed?", "The website is assessed [1].", "en", id="in English"),
    ],
)
def test_a_question_given_back_is_no_answer(question: str, sentence: str, language: str) -> None:
    with pytest.raises(Unsound, match="no more than the question"):
        sound(sentence, BOUND, question, "zh" if language == "zh" else "en")


def test_a_sentence_that_adds_a_number_or_a_word_is_more_than_the_question() -> None:
    assert sound("公开信息⟦n1⟧条[1]。", BOUND, "公开信息多少条？", "zh").text == "公开信息966条[1]。"
    assert sound("便民性需要进一步提高[2]。", BOUND, "便民性怎么样？", "zh").citations == (2,)
