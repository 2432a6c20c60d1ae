"""Words that look like a name of one of many bodies, and are none: in a collection of thousands some always does."""

import shutil
from pathlib import Path

import pytest

from assistant.chain import Assistant, open_assistant
from assistant.issuers import issuer_key_kept
from assistant.names import Names
from assistant.wording import plain
from eval.lookalike_names import LookAlike
from eval.lookalikes import copy_of
from index.figure_store import FigureStore, open_engine
from index.gazetteer import load_gazetteer
from index.settings import Settings
from tests.conftest import CharacterEmbedder

JOINING = {
    "河南省/平顶山市/卫东区": "平顶山市卫东区卫生健康局",
    "四川省/乐山市/市中区": "乐山市市中区卫生健康局",
    "四川省/甘孜藏族自治州/石渠县": "甘孜藏族自治州石渠县卫生健康局",
    "陕西省/延安市/黄陵县": "延安市黄陵县卫生健康局",
    "广东省/江门市/开平市": "江门市开平市卫生健康局",
    "江西省/南昌市": "南昌市卫生健康委",
    "江西省/南昌市/南昌县": "南昌市南昌县卫生健康局",
    "江西省/宜春市/万载县": "宜春市万载县卫生健康局",
}


@pytest.fixture(scope="module")
def many(five_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The five reports, and copies of one under the names of other bodies, all of 2021."""
    settings = Settings(data=tmp_path_factory.mktemp("many") / "index", database="", chroma="")
    shutil.copytree(five_index, settings.data)
    places = {place.path: place for place in load_gazetteer().by_code.values()}
    store = FigureStore(open_engine(settings.database, settings.data))
    first = store.report(store.current_reports()[0].id)
    for number, (path, issuer) in enumerate(JOINING.items()):
        store.put(copy_of(first, LookAlike(issuer, places[path], 2021), number))
    store.close()
    return open_assistant(settings, embedder=CharacterEmbedder())


@pytest.fixture(scope="module")
def names(many: Assistant) -> Names:
    return many.library.names


def named(question: str, names: Names) -> list[str]:
    mentions = names.find(issuer_key_kept(plain(question)), question)
    return [names.issuers[m.issuers[0]].name for m in mentions if m.issuers and not m.bare_office]


@pytest.mark.parametrize(
    ("question", "issuers"),
    [
        ("卫健局办了多少件行政许可", []),
        ("2020年的卫健局里，黎平的处罚决定有多少", ["黎平县卫生健康局"]),
        ("请提供县市区卫健局的许可决定数量", []),
        ("在黎平没走复议就把市卫健委直接告到法院", ["黎平县卫生健康局"]),
        ("宜春市卫健委在市政府信息公开平台公开了几条", ["宜春市卫生健康委"]),
        ("May I write that nothing was left hanging in Liping in 2020?", ["黎平县卫生健康局"]),
        ("yichun 2020 xingzheng xuke decisions", ["宜春市卫生健康委"]),
        ("卫东区卫健局的许可", ["平顶山市卫东区卫生健康局"]),
        ("卫东卫健局的许可", ["平顶山市卫东区卫生健康局"]),
        ("乐山市市中区卫健局的许可", ["乐山市市中区卫生健康局"]),
        ("开平卫健局的许可", ["江门市开平市卫生健康局"]),
        ("开平市2021年的许可", ["江门市开平市卫生健康局"]),
        ("Huanglin's permits", ["延安市黄陵县卫生健康局"]),
    ],
)
def test_a_word_is_a_name_only_where_it_stands_as_one(question: str, issuers: list[str], names: Names) -> None:
    assert named(question, names) == issuers


@pytest.mark.parametrize(
    ("question", "year", "there"),
    [("南昌2020年处罚多少", "2020", "2021"), ("How many penalties in Nanchang in 2020?", "2020", "2021")],
)
def test_of_several_bodies_without_a_report_of_the_year_the_years_there_are_are_told(
    question: str, year: str, there: str, many: Assistant
) -> None:
    answer = many.ask(question)
    assert (answer.kind, answer.figures) == ("refuse", ())
    assert year in answer.text and f"南昌市卫生健康委{there}" in answer.text.replace(" ", "")


def test_that_plan_of_a_city_is_no_body_in_it(many: Assistant) -> None:
    assert many.ask("宜春那个热敏灸方案当时是怎么征求意见的").kind == "passage"
    assert many.ask("宜春那个卫健委2020年处罚多少").kind == "figure"


def test_bodies_by_a_condition_on_another_row_are_each_shown_once(many: Assistant) -> None:
    answer = many.ask("处罚超过1件的单位，许可一共多少")
    assert len(set(answer.figures)) == len(answer.figures) > len(JOINING)
