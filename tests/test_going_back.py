"""Short questions that go back to an answer, and figures held against those of the year before."""

from pathlib import Path

import pytest

from assistant.again import gone_back
from assistant.chain import Assistant, open_assistant
from assistant.conversations import Context, context_json, context_of
from index.settings import Settings
from tests.builds import build
from tests.conftest import SAMPLE_REPORTS, CharacterEmbedder

YEARS = {
    2021: ("invented-baishi-2021", "样例省白石县卫生健康局"),
    2022: ("invented-linqiao-2022", "样例省临桥县卫生健康局"),
}


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """One body that no gazetteer has, in two years: 2815 and 8042 licences, 61260 and 59015 requests."""
    folder = tmp_path_factory.mktemp("years")
    for year, (stem, issuer) in YEARS.items():
        text = (SAMPLE_REPORTS / f"{stem}.txt").read_text(encoding="utf-8")
        (folder / f"{year}.txt").write_text(text.replace(issuer, "云杉县水务局"), encoding="utf-8")
    data: Path = tmp_path_factory.mktemp("data")
    build(data, folder)
    return open_assistant(Settings(data=data), embedder=CharacterEmbedder())


def conversation(assistant: Assistant, *questions: str) -> str:
    """The text of the last answer."""
    answer = assistant.ask(questions[0])
    for question in questions[1:]:
        answer = assistant.ask(question, conversation_id=answer.conversation_id)
    return answer.text


@pytest.mark.parametrize(
    "again",
    [
        "再说一遍",
        "没看清，再报一次",
        "刚才那个数是多少来着？",
        "麻烦重复一下，谢谢",
        "啥？",
        "repeat that",
        "Sorry, could you say that again?",
        "what was it again?",
        "come again?",
    ],
)
def test_the_last_answer_is_given_again(again: str, five: Assistant) -> None:
    told = conversation(five, "湘乡2023许可多少", again)
    assert "312" in told


def test_the_answer_before_the_last_one_is_given_and_gone_on_from(five: Assistant) -> None:
    asked = ("湘乡2023许可多少", "宜春2020处罚多少", "上一个呢")
    assert "312" in conversation(five, *asked)
    assert "46 件" in conversation(five, *asked, "那处罚呢")


@pytest.mark.parametrize(
    ("question", "turned", "first"),
    [
        pytest.param("行政许可最多的是哪家", "反过来呢", "最少的是湖南省中医药管理局", id="the least for the most"),
        pytest.param("把五家按处罚从多到少排一下", "倒过来呢", "湖南省中医药管理局", id="a ranking"),
        pytest.param(
            "Which body has the most permits?", "and the other way round?", "湖南省中医药管理局", id="English"
        ),
    ],
)
def test_an_order_is_turned_round(question: str, turned: str, first: str, five: Assistant) -> None:
    text = conversation(five, question, turned)
    others = [name for name in ("宜春市", "平凉市", "湘乡市", "黎平县") if name in text]
    assert first in text
    assert all(text.index(first) < text.index(name) for name in others)


def test_where_a_figure_stands_is_told_with_it(five: Assistant) -> None:
    assert "“行政许可”一行，“处理决定数量”一栏" in conversation(five, "湘乡2023许可多少", "在哪个格子")
    assert "row “Administrative licences”" in conversation(five, "Xiangxiang 2023 permits", "which row is that in?")


def test_what_asks_something_of_its_own_goes_back_to_nothing(five: Assistant) -> None:
    context = Context(issuers=("a",), years=(2020,))
    for question in ("再说一遍处罚多少", "那处罚呢", "repeat applications in 2020?", "上一年呢", "再说一遍"):
        assert gone_back(question, context, five.library, "zh") is None


def test_a_plan_is_the_same_after_it_was_kept(five: Assistant) -> None:
    for question in (
        "湘乡2023许可多少",
        "哪些单位处罚超过50件且少于300件",
        "黎平2020年有什么问题",
        "武汉2020年申请多少",
    ):
        plan = five.understand(question).plan
        kept = Context(plan=plan, assumed=("x",), earlier=Context(plan=plan))
        assert context_of(context_json(kept)) == kept


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("云杉县水务局2022年申请怎么降了", ["61260", "59015", "!相反", "2245"], id="a fall that was one"),
        pytest.param(
            "云杉县水务局2022年许可为什么少了", ["2815", "8042", "与问题里说的相反"], id="a fall that was a rise"
        ),
        pytest.param(
            "Why did Yunshan water bureau's requests go up in 2022?",
            ["61260", "59015", "other way round"],
            id="in English, the body by its pinyin",
        ),
        pytest.param("云杉县水务局2022年许可和去年比", ["2815", "8042", "5227"], id="compared with last year"),
        pytest.param("云杉县水务局2022年处罚同比怎么样", ["8722", "4858"], id="a form without the column"),
        pytest.param("云杉县水务局2021年许可和去年比", ["2815", "没有收录云杉县水务局2020年的报告"], id="not held"),
        pytest.param("云杉县水务局2021年许可为什么少了", ["!2815", "没有收录云杉县水务局2020年的报告"], id="no reason"),
    ],
)
def test_a_figure_is_held_against_the_year_before(question: str, told: list[str], two_years: Assistant) -> None:
    text = two_years.ask(question).text
    assert [words for words in told if (words in text) == words.startswith("!") and words[0] != "!"] == []
    assert [words for words in told if words[0] == "!" and words[1:] in text] == []


def test_the_year_before_is_asked_by_two_words(two_years: Assistant) -> None:
    assert "2815" in conversation(two_years, "云杉县水务局2022年许可多少", "上一年呢")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("崆峒2019年许可怎么少了", "与问题里说的相反", id="a rise"),
        pytest.param("Why did Kongtong's penalties rise in 2019?", "other way round", id="a fall"),
        pytest.param("崆峒2019年许可怎么这么少", "434", id="few is no fall"),
    ],
)
def test_a_report_that_prints_its_change_tells_its_way(question: str, told: str, five: Assistant) -> None:
    assert told in five.ask(question).text


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("Yunshan water bureau", "figure", id="a looser word for its kind"),
        pytest.param("Yunshan County Water Affairs Bureau", "figure", id="its own kind"),
        pytest.param("Yunshan education bureau", "refuse", id="another kind"),
        pytest.param("Yunlin water bureau", "refuse", id="a place that nothing knows"),
    ],
)
def test_a_body_outside_the_gazetteer_has_its_english_name(name: str, kind: str, two_years: Assistant) -> None:
    answer = two_years.ask(f"How many penalties did {name} decide in 2021?")
    assert answer.kind == kind
    assert ("8722" in answer.text) == (kind == "figure")
