"""What an answer says of its reports beside the figures: an older version, a scan, the list form before 2019."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from assistant.answer import Answer
from assistant.chain import Assistant, open_assistant
from index.build import Builder
from index.build_pool import HereReading, Stopped, never
from index.build_read import Event, Read, Task
from index.settings import Settings
from tests.conftest import CharacterEmbedder
from tests.report_text import sample_text
from tests.test_table_list import LIST

TITLE_OF_LIST = "宜章县卫生健康局2017年政府信息公开工作年度报告"
OLDER = ("不止一个版本", "More than one version")
SCANNED = ("扫描页", "scanned pages")
OLDER_FORM = ("2018年及以前的旧格式", "list form used up to 2018")


class SomeScanned(HereReading):
    """Reads as ever, and calls the files recognised whose name says so."""

    def read(self, tasks: Iterable[Task], stopped: Stopped = never) -> Iterator[tuple[Task, Event]]:
        for task, event in super().read(tasks, stopped):
            scanned = isinstance(event, Read) and "scan" in task.path.name
            yield task, Read(replace(event.report, recognised=True)) if scanned else event


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("reports")
    old = sample_text("liping-2020")
    (folder / "liping.txt").write_text(old, encoding="utf-8")
    (folder / "liping-更正.txt").write_text(old.replace("现将", "现", 1) + "\n本报告经更正。\n", encoding="utf-8")
    (folder / "yichun-scan.txt").write_text(sample_text("yichun-2020"), encoding="utf-8")
    (folder / "kongtong.txt").write_text(sample_text("kongtong-2019"), encoding="utf-8")
    rows = ["统计指标 | 单位 | 统计数 |", *(row.replace("|", " | ") + " |" for row in LIST)]
    text = "\n".join([TITLE_OF_LIST, "统计期限自2017年1月1日起至2017年12月31日止。", *rows])
    (folder / "yizhang.txt").write_text(text, encoding="utf-8")
    settings = Settings(data=tmp_path_factory.mktemp("index"))
    builder = Builder(settings, embedder=CharacterEmbedder(), reading=SomeScanned(settings.limits))
    try:
        assert not builder.build([folder]).refused
    finally:
        builder.close()
    return open_assistant(settings, embedder=CharacterEmbedder())


def said(answer: Answer, remark: tuple[str, str]) -> bool:
    """Whether a remark stands in the text and among the assumptions, or in neither."""
    in_text = any(words in answer.text for words in remark)
    assert in_text == any(words in told for told in answer.assumptions for words in remark)
    return in_text


@pytest.mark.parametrize(
    ("question", "remark"),
    [
        pytest.param("黎平县卫健局2020年收到多少件申请", OLDER, id="a figure of a report with an older version"),
        pytest.param("How many requests did Liping receive in 2020?", OLDER, id="the same in English"),
        pytest.param("黎平县卫健局2020年存在的主要问题是什么", OLDER, id="prose of it"),
        pytest.param("宜春市卫健委2020年收到多少件申请", SCANNED, id="a figure of a scan"),
        pytest.param("How many requests did Yichun handle in 2020?", SCANNED, id="in English"),
        pytest.param("宜春和黎平2020年收到申请数相差多少", SCANNED, id="a scan beside another"),
        pytest.param("宜章县卫健局2017年收到多少件申请", OLDER_FORM, id="table 3 asked of a list"),
        pytest.param("Yizhang Health Bureau 2017: how many requests were received?", OLDER_FORM, id="in English too"),
    ],
)
def test_an_answer_says_what_its_report_is(assistant: Assistant, question: str, remark: tuple[str, str]) -> None:
    assert said(assistant.ask(question), remark)


@pytest.mark.parametrize(
    "question",
    [
        "崆峒区卫健局2019年收到多少件申请",
        "Kongtong 2019: administrative penalties",
        "收录了哪些报告？",
        "什么是依申请公开？",
    ],
)
def test_nothing_is_said_where_there_is_nothing_to_say(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert [remark for remark in (OLDER, SCANNED, OLDER_FORM) if said(answer, remark)] == []


def test_a_figure_of_a_list_is_given_under_its_own_row_and_as_that_of_the_older_form(assistant: Assistant) -> None:
    answer = assistant.ask("宜章县卫健局2017年收到多少件申请")
    assert [(figure.cell, figure.value, figure.label) for figure in answer.figures] == [
        ("l14.req.received", "25", "收到申请数")
    ]
    assert said(answer, OLDER_FORM)


def test_a_follow_up_goes_on_to_another_row_of_the_list(assistant: Assistant) -> None:
    first = assistant.ask("宜章县卫健局2017年网络申请多少件")
    then = assistant.ask("那信函呢", conversation_id=first.conversation_id)
    assert [(figure.cell, figure.value) for figure in (*first.figures, *then.figures)] == [
        ("l14.req.online", "20"),
        ("l14.req.letter", "1"),
    ]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("宜章县卫健局2017年自然人提出的申请多少件", id="a row for one kind of applicant"),
        pytest.param("宜章县卫健局2017年结转下年度的申请多少件", id="a row of table 3 that the list lacks"),
        pytest.param("How many administrative penalties did Yizhang Health Bureau issue in 2017?", id="table 2"),
    ],
)
def test_what_a_list_has_no_row_for_is_refused_with_that_reason(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.refusal and answer.refusal.reason == "row"
    assert answer.figures == ()
    assert said(answer, OLDER_FORM)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("宜章县卫生健康局收到申请排第几", id="its place"),
        pytest.param("where does Yizhang rank in requests received", id="in English"),
        pytest.param("宜章县卫生健康局的申请高于平均吗", id="its side of the average"),
    ],
)
def test_a_report_of_the_list_form_has_no_place_among_those_since(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert "没有名次" in answer.text or "has no place among them" in answer.text
    assert {figure.issuer for figure in answer.figures} == {"宜章县卫生健康局"}
    assert said(answer, OLDER_FORM)


def test_reports_of_the_forms_since_are_placed_without_it(assistant: Assistant) -> None:
    answer = assistant.ask("宜春收到申请排第几")
    assert "排第1" in answer.text and "宜章县卫生健康局 2017的报告用的是2018年及以前的旧格式" in answer.text
