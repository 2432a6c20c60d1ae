"""What stands before a question, where a number was heard or what it is for, is no row; a wrong number is corrected."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "printed", "wrong"),
    [
        pytest.param("听说宜春2020年采购花了900万，是吗", "122.51万元", "900万", id="an amount"),
        pytest.param("坊间传宜春采购金额有一个亿", "122.51万元", "一个亿", id="an amount in characters"),
        pytest.param("有人跟我讲湘乡2023年行政许可办了2000件", "312", "2000件", id="somebody told me"),
        pytest.param("群里传黎平办了一万件许可", "1342", "一万件", id="a number in characters"),
        pytest.param("据说黎平2020年罚了500件", "244", "500件", id="it is said"),
        pytest.param("我同事说湘乡2023年罚了一千件", "46", "一千件", id="a colleague"),
        pytest.param("I was told Yichun spent 900万元 on procurement in 2020", "122.51万元", "900万元", id="told"),
        pytest.param(
            "Word is that Yichun's procurement came to 5 million yuan", "122.51万元", "5 million yuan", id="word"
        ),
        pytest.param("rumour has it Liping issued 500 penalties in 2020", "244", "500 penalties", id="rumour"),
        pytest.param(
            "I heard that Xiangxiang granted 2000 licences in 2023, true?", "312", "2000 licences", id="heard"
        ),
        pytest.param(
            "According to a colleague, Xiangxiang handed out 1000 permits", "312", "1000 permits", id="according"
        ),
    ],
)
def test_a_number_heard_is_corrected(question: str, printed: str, wrong: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert [figure.value for figure in answer.figures] == [printed]
    assert f"“{wrong}”与报告不符" in answer.text or f'does not bear out "{wrong}"' in answer.text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("听说宜春2020年采购花了122.51万元，对吗", id="as printed"),
        pytest.param("people say Yichun spent 1.2251 million yuan on procurement", id="in millions"),
        pytest.param("听说宜春采购金额是一百多万", id="about"),
    ],
)
def test_a_number_that_is_right_is_not_corrected(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert [figure.value for figure in answer.figures] == ["122.51万元"]
    assert "不符" not in answer.text
    assert "bear out" not in answer.text


@pytest.mark.parametrize(
    "opener",
    [
        pytest.param("为了写材料，", id="a paper"),
        pytest.param("为了核对材料，", id="checking"),
        pytest.param("做课题需要：", id="a project"),
        pytest.param("因为要写年终总结，", id="because"),
        pytest.param("出于写作需要，", id="out of"),
        pytest.param("为了写论文想知道", id="no comma"),
    ],
)
def test_what_a_difference_is_for_is_no_row(opener: str, five: Assistant) -> None:
    assert "244 − 108 = 136" in five.ask(f"{opener}宜春和黎平2020年处罚差多少").text


@pytest.mark.parametrize(
    "opener",
    [
        "For my thesis I need ",
        "To write a report, I need ",
        "In order to prepare a briefing I need ",
        "We are compiling a yearbook and need ",
        "As part of my coursework I have to find ",
    ],
)
def test_what_a_gap_is_for_is_no_row(opener: str, five: Assistant) -> None:
    assert "244 − 108 = 136" in five.ask(f"{opener}the gap between Yichun and Liping in penalties for 2020").text


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        pytest.param("新闻发布会开了几场，黎平", {"passage", "refuse"}, id="press conferences"),
        pytest.param("为企业提出的申请，宜春几件", {"figure"}, id="for a company"),
        pytest.param("微博发了多少条，宜春", {"passage", "refuse"}, id="posts"),
    ],
)
def test_words_like_an_opener_stay(question: str, kinds: set[str], five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind in kinds
    assert all(figure.cell != "t3.new|total" for figure in answer.figures)
