"""Bodies and places in questions: found by any of their names, and never replaced by a neighbour."""

import pytest

from assistant.chain import Assistant
from assistant.reading import read_question

HUNAN, XIANGXIANG, LIPING = "湖南省中医药管理局", "湘乡市卫生健康局", "黎平县卫生健康局"
YICHUN, KONGTONG = "宜春市卫生健康委", "平凉市崆峒区卫生健康局"


def named(question: str, assistant: Assistant) -> list[str]:
    library = assistant.library
    reading = read_question(question, library, None, "zh")
    return [library.names.issuers[key].name for mention in reading.mentions for key in mention.issuers]


def unknown(question: str, assistant: Assistant) -> list[str]:
    return [m.unknown for m in read_question(question, assistant.library, None, "zh").mentions if m.unknown]


@pytest.mark.parametrize(
    ("question", "issuers"),
    [
        pytest.param("宜春市卫生健康委2020年收到多少申请", [YICHUN], id="the printed name"),
        pytest.param("宜春市卫生健康委员会2020年收到多少申请", [YICHUN], id="the full name"),
        pytest.param("宜春市卫健委2020年收到多少申请", [YICHUN], id="the short name"),
        pytest.param("宜春2020年收到多少申请", [YICHUN], id="the place alone"),
        pytest.param("how many requests did Yichun receive", [YICHUN], id="pinyin"),
        pytest.param("Yichun Municipal Health Commission, requests", [YICHUN], id="an English name"),
        pytest.param("平凉崆峒区卫健局的处罚", [KONGTONG], id="a city before its district"),
        pytest.param("Kongtong District, Pingliang: penalties", [KONGTONG], id="a district before its city"),
        pytest.param("湖南省中医药局的申请", [HUNAN], id="an office cut short"),
        pytest.param("Hunan Administration of Traditional Chinese Medicine", [HUNAN], id="an office in English"),
        pytest.param("湖南2020年收到多少", [HUNAN], id="a province means the body at its level"),
        pytest.param("Xiangxang helth burau penaltys", [XIANGXIANG], id="misspelt but the only one alike"),
        pytest.param("宜春和黎平的处罚", [YICHUN, LIPING], id="two bodies"),
        pytest.param("liping vs yichun", [LIPING, YICHUN], id="two bodies in lower case"),
    ],
)
def test_a_body_is_found_by(question: str, issuers: list[str], five: Assistant) -> None:
    assert named(question, five) == issuers
    assert unknown(question, five) == []


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("武汉市卫健委2020年收到多少申请", id="another city"),
        pytest.param("伊春市卫健委2020年收到多少申请", id="the other Yichun, written out"),
        pytest.param("宜春市袁州区卫健委的处罚", id="a district of a city that is there"),
        pytest.param("平凉市卫健委的许可", id="the city of a district that is there"),
        pytest.param("湘乡的上级湘潭市卫生健康委", id="the city above, named after the one below"),
        pytest.param("江西省卫健委的申请", id="the province of a city that is there"),
        pytest.param("湖南省卫健委的处罚", id="another office of the same place"),
        pytest.param("宜春市教育局收到多少申请", id="an office of another kind"),
        pytest.param("宜春市人民政府收到多少申请", id="the government of the place"),
        pytest.param("鼓楼区卫健局的申请", id="a name that several districts have"),
        pytest.param("How many penalties did the Changsha Municipal Health Commission issue", id="a city in English"),
        pytest.param("Yichun Water Resources Bureau, requests received", id="another office in English"),
    ],
)
def test_a_body_that_is_not_there_is_not_replaced(question: str, five: Assistant) -> None:
    assert unknown(question, five)
    answer = five.ask(question)
    assert answer.refusal is not None
    assert answer.refusal.reason == "issuer"
    assert answer.figures == ()


def test_a_kind_of_body_without_a_place_is_all_of_that_kind(five: Assistant) -> None:
    assert set(named("卫健局的行政处罚是多少", five)) == {XIANGXIANG, LIPING, YICHUN, KONGTONG}


def test_everyday_words_that_are_also_counties_are_no_places(five: Assistant) -> None:
    assert unknown("行政和平安建设的资源信息公开，合作情况怎样", five) == []


def test_places_of_invented_reports_are_found_too(everything: Assistant) -> None:
    issuer = next(r.issuer for r in everything.store.reports() if "baishi" in r.file)
    assert named("白石县2021年收到多少申请", everything) == [issuer]
    assert named("how many requests did Baishi receive", everything) == [issuer]
