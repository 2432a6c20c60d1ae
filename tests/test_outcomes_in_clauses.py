"""An outcome told by a clause is its row, never what was received: "got what it asked for", 要什么给什么."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "cell", "value"),
    [
        pytest.param(
            "Did any company get what it asked for in full from the Yichun health commission in 2020? how many",
            "t3.res.granted|org.commercial",
            "1",
            id="what it asked for",
        ),
        pytest.param(
            "How many companies were given all they asked for by Yichun in 2020?",
            "t3.res.granted|org.commercial",
            "1",
            id="all they asked for",
        ),
        pytest.param(
            "How many individuals received what they requested from Hunan TCM in 2020?",
            "t3.res.granted|natural",
            "25",
            id="what they requested",
        ),
        pytest.param(
            "How many applicants at Yichun 2020 walked away with what they came for?",
            "t3.res.granted|total",
            "2",
            id="what they came for",
        ),
        pytest.param(
            "How many requests to Yichun in 2020 got only some of what they sought?",
            "t3.res.partial|total",
            "0",
            id="some of what they sought",
        ),
        pytest.param("宜春2020年要什么给什么的申请几件", "t3.res.granted|total", "2", id="要什么给什么"),
        pytest.param("宜春2020年企业要的东西都拿到手的几件", "t3.res.granted|org.commercial", "1", id="要的都拿到手"),
        pytest.param("湖南省中医药管理局2020年自然人如愿以偿的有几件", "t3.res.granted|natural", "25", id="如愿"),
        pytest.param("宜春2020年只拿到一部分想要的东西的申请几件", "t3.res.partial|total", "0", id="一部分"),
    ],
)
def test_a_clause_names_the_outcome(question: str, cell: str, value: str, five: Assistant) -> None:
    assert [(figure.cell, figure.value) for figure in five.ask(question).figures] == [(cell, value)]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Did any company go away empty-handed at Yichun in 2020? how many", id="empty-handed"),
        pytest.param("How many companies never received what they requested from Yichun in 2020?", id="never"),
        pytest.param("宜春2020年没有如愿的申请几件", id="没有如愿"),
        pytest.param("宜春2020年没能拿到全部信息的申请几件", id="没能拿到全部"),
    ],
)
def test_what_no_single_row_counts_is_no_figure(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind in ("clarify", "refuse") and not answer.figures, answer.text


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        pytest.param("How many companies asked Yichun for information in 2020?", "t3.new|org.commercial", id="asked"),
        pytest.param(
            "Enforcement case files as a ground for refusing, Liping 2020 — total?",
            "t3.res.denied.case_file|total",
            id="a ground for refusing",
        ),
        pytest.param("Requests Liping refused in 2020 as internal", "t3.res.denied.internal|total", id="as internal"),
    ],
)
def test_the_row_itself_is_still_told(question: str, cell: str, five: Assistant) -> None:
    assert [figure.cell for figure in five.ask(question).figures] == [cell]
