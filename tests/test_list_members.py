"""A list of rows with a member that is not understood: never answered as if the others were all."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "result"),
    [
        pytest.param("total of permits, penalties and enforcement in Yichun", "126", id="a short name"),
        pytest.param("Liping: sum of enforcement, permits and fines", "1586", id="a short name first"),
        pytest.param("黎平许可、处罚和强制合计多少", "1586", id="in Chinese"),
        pytest.param("Total of licences and penalties at Xiangxiang?", "358", id="total of"),
    ],
)
def test_all_members_of_a_list_are_added_up(question: str, result: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert [figure.value for figure in answer.figures if figure.formula] == [result]


@pytest.mark.parametrize(
    ("question", "lost"),
    [
        pytest.param("宜春许可、处罚和搬迁合计多少", "搬迁", id="last"),
        pytest.param("宜春的搬迁、许可和处罚合计", "搬迁", id="first"),
        pytest.param("黎平2020年许可、处罚、征收一共多少件", "征收", id="no 和"),
        pytest.param("宜春的许可加强制加检查", "检查", id="signs"),
        pytest.param("宜春国家秘密、商业秘密、三安全合计", "三安全", id="another table"),
        pytest.param("sum of licences, penalties and seizures for Liping", "seizures", id="in English"),
        pytest.param("add up permits, seizures and penalties for Liping", "seizures", id="between"),
    ],
)
def test_no_part_of_a_list_is_added_up_for_the_whole(question: str, lost: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "clarify" and answer.figures == ()
    assert lost in answer.text


@pytest.mark.parametrize(
    ("question", "lost"),
    [
        pytest.param("宜春许可、处罚、检查各多少件", "检查", id="各"),
        pytest.param("宜春许可、处罚和检查分别多少", "检查", id="分别"),
        pytest.param("湘乡2023年规范性文件制发、废止、有效各多少", "有效", id="columns"),
    ],
)
def test_figures_side_by_side_say_whose_is_lacking(question: str, lost: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert len(answer.figures) == 2
    assert f"没有听懂“{lost}”" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Yichun permits and penalties, thanks boss", id="thanks"),
        pytest.param("宜春的许可和处罚，领导要看", id="a clause"),
        pytest.param("宜春许可、处罚等信息", id="等"),
        pytest.param("宜春收到、办结和结转的申请", id="verbs"),
        pytest.param("Yichun requests received, granted and partly granted", id="verbs in English"),
        pytest.param("宜春五类单位（企业、科研、公益、法律、其他）合起来提了几件申请", id="a group spelled out"),
        pytest.param("宜春2020年许可和处罚的总和", id="总和 holds a 和"),
    ],
)
def test_words_around_a_list_are_no_members(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.figures and "没有听懂" not in answer.text and "It is not clear" not in answer.text
