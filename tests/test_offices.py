"""Kinds of bodies: one kind under all its names, and never another kind for it."""

import pytest

from assistant.offices import english_office, office_behind, office_of


@pytest.mark.parametrize(
    ("name", "other"),
    [
        pytest.param("云岫市医疗保障局", "云岫市医保局", id="healthcare security"),
        pytest.param("丹岭县疾病预防控制局", "丹岭县疾控局", id="disease control"),
        pytest.param("宜春市卫生健康委员会", "宜春市卫健委", id="health"),
        pytest.param("宜春市人力资源和社会保障局", "宜春市人社局", id="human resources"),
        pytest.param("宜春市发展和改革委员会", "宜春市发改委", id="development and reform"),
        pytest.param("湘乡市住房和城乡建设局", "湘乡市住建局", id="housing"),
        pytest.param("黎平县市场监督管理局", "黎平县市监局", id="market regulation"),
        pytest.param("长沙市城市管理局", "长沙市城管局", id="a kind that begins like a rank of places"),
        pytest.param("崆峒区卫生健康局", "崆峒区卫生建康局", id="misspelt by sound"),
    ],
)
def test_names_of_one_kind_are_one(name: str, other: str) -> None:
    assert office_of(name).family == office_of(other).family


@pytest.mark.parametrize(
    ("name", "other"),
    [
        pytest.param("宜春市疾病预防控制局", "宜春市疾控中心", id="a bureau and a centre"),
        pytest.param("黎平县卫生健康局", "黎平县卫生监督所", id="a bureau and its inspectorate"),
        pytest.param("湘乡市教育局", "湘乡市教育和体育局", id="one field and two"),
        pytest.param("黎平县人民政府", "黎平县人民政府办公室", id="a government and its office"),
        pytest.param("湖南省中医药管理局", "湖南省中医院", id="an administration and a hospital"),
    ],
)
def test_kinds_that_share_their_words_stay_apart(name: str, other: str) -> None:
    assert office_of(name).family != office_of(other).family


@pytest.mark.parametrize(
    ("words", "name"),
    [
        pytest.param(" healthcare security bureau", "云岫市医疗保障局", id="healthcare is not health"),
        pytest.param(" disease control bureau 2024", "丹岭县疾病预防控制局", id="disease control"),
        pytest.param(" district's health bureau", "望溪区卫生健康局", id="a rank with its genitive"),
        pytest.param(" municipal health commission for the year", "宜春市卫生健康委", id="words behind the name"),
        pytest.param(" bureau of education received", "湘乡市教育局", id="bureau of"),
        pytest.param(" center for disease control", "丹岭县疾病预防控制中心", id="center for"),
    ],
)
def test_an_english_name_is_the_same_kind(words: str, name: str) -> None:
    office = english_office(words)
    assert office is not None
    assert office.family == office_of(name).family


@pytest.mark.parametrize("words", [" health supervision office", " people's hospital", " water resources bureau"])
def test_an_english_name_of_another_kind_is_not_health(words: str) -> None:
    office = english_office(words)
    assert office is not None
    assert office.family != office_of("宜春市卫生健康委").family


@pytest.mark.parametrize("words", [" government procurement", "'s court cases", "'s penalties"])
def test_what_is_no_body_is_none(words: str) -> None:
    assert english_office(words) is None


@pytest.mark.parametrize("text", ["住房和城乡建设局2020年", "教育和科技局收到", "人力资源和社会保障局的"])
def test_a_kind_with_an_and_in_it_is_whole(text: str) -> None:
    found = office_behind(text, 0)
    assert found is not None
    assert found.group(1).endswith("局")
    assert office_behind("政府采购金额", 0) is None
