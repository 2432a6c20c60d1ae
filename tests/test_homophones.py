"""Words typed with other characters of the same sound are read by their sound, and it is said; other words are not."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "cell", "said"),
    [
        pytest.param("宜春2020年行政符议多少件", "t4.review.total", "“行政符议”按“行政复议”理解", id="review"),
        pytest.param("宜春2020年申请公凯收到几件", "t3.new|total", "“申请公凯”按“申请公开”理解", id="on request"),
        pytest.param("宜春2020年政府信息公干申请几件", "t3.new|total", "按“政府信息公开申请”理解", id="a long word"),
        pytest.param("宜春政俯信息公开申清多少", "t3.new|total", "申清”按“", id="two characters"),
        pytest.param("黎平行正许克办了多少", "t2.license.decisions", "“行正许克”按“行政许可”理解", id="licences"),
        pytest.param("湘乡行正处发多少", "t2.penalty.decisions", "“行正处发”按“行政处罚”理解", id="penalties"),
        pytest.param("宜春上年结砖几件", "t3.carried_in|total", "“上年结砖”按“上年结转”理解", id="carried over"),
    ],
)
def test_a_word_is_read_by_its_sound(question: str, cell: str, said: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert [figure.cell for figure in answer.figures] == [cell]
    assert said in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("宜春2020年不予公快几件", "“不予公快”按“不予公开”理解", id="denied"),
        pytest.param("宜春部予处理几件", "“部予处理”按“不予处理”理解", id="refused"),
        pytest.param("黎平2020年行政诉颂总数", "“行政诉颂”按“行政诉讼”理解", id="litigation"),
    ],
)
def test_a_group_is_read_by_its_sound(question: str, said: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "figure"
    assert said in answer.text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("宜春政府信息公告几件", id="notices"),
        pytest.param("宜春信息公开申诉几件", id="appeals"),
        pytest.param("宜春不予公示几件", id="not posted"),
        pytest.param("宜春工程申清几件", id="requests on works"),
        pytest.param("宜春公文几件", id="papers"),
        pytest.param("宜春半年收到多少申请", id="half a year"),
        pytest.param("宜春2020年上半年收到多少申请", id="the first half"),
        pytest.param("宜春2020年季度收到多少申请", id="a quarter"),
    ],
)
def test_another_word_is_not_read_as_one_of_the_form(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind != "figure"
    assert all(figure.cell.startswith("prose") for figure in answer.figures)
