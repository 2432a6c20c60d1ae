"""Places: namesakes, former places, what cannot be told."""

import pytest

from index.gazetteer import load_gazetteer, short_name


@pytest.mark.parametrize(
    ("issuer", "context", "path"),
    [
        pytest.param("南京市鼓楼区卫生健康委员会", "", "江苏省/南京市/鼓楼区", id="the city stands in the name"),
        pytest.param(
            "鼓楼区卫生健康局", "福州市鼓楼区2020年", "福建省/福州市/鼓楼区", id="the city stands in the text"
        ),
        pytest.param("鼓楼区卫生健康局", "", None, id="one of four districts of that name, and nothing tells which"),
        pytest.param("淮安市卫生健康委", "", "江苏省/淮安市", id="the city"),
        pytest.param("淮安区卫生健康局", "", "江苏省/淮安市/淮安区", id="the district that has the city's name"),
        pytest.param("淮安市淮安区卫生健康局", "", "江苏省/淮安市/淮安区", id="the deepest place wins"),
        pytest.param("宜春市卫生健康委", "", "江西省/宜春市", id="Yichun of Jiangxi"),
        pytest.param("伊春市卫生健康委", "", "黑龙江省/伊春市", id="Yichun of Heilongjiang"),
        pytest.param("伊春卫健委", "", "黑龙江省/伊春市", id="a short name"),
        pytest.param("平凉市崆峒区卫生健康局", "", "甘肃省/平凉市/崆峒区", id="a district"),
        pytest.param("黎平县卫生健康局", "", "贵州省/黔东南苗族侗族自治州/黎平县", id="a county of a prefecture"),
        pytest.param("湘乡市卫生健康局", "", "湖南省/湘潭市/湘乡市", id="a city below a city"),
        pytest.param("北京市崇文区卫生局", "", "北京市/崇文区", id="a district merged since"),
        pytest.param("样例省白石县卫生健康局", "", None, id="an invented place"),
    ],
)
def test_an_issuer_is_located(issuer: str, context: str, path: str | None) -> None:
    place = load_gazetteer().locate(issuer, [context])
    assert (place.path if place else None) == path


def test_a_former_place_knows_its_last_year_and_comes_after_todays() -> None:
    gazetteer = load_gazetteer()
    assert [place.until for place in gazetteer.named("崇文区")] == ["2009"]
    assert all(not place.until for place in gazetteer.named("鼓楼区"))


def test_one_spelling_may_be_several_places() -> None:
    paths = {place.path for place in load_gazetteer().by_pinyin["yichun"]}
    assert {"江西省/宜春市", "黑龙江省/伊春市"} <= paths


def test_places_are_found_in_a_text_the_longest_at_each_offset() -> None:
    found = load_gazetteer().in_text("江西省宜春市和淮安市淮安区")
    assert [name for _, name in found] == ["江西省", "宜春市", "淮安市", "淮安区"]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("宜春市", "宜春"), ("黔东南苗族侗族自治州", "黔东南"), ("单县", "单县"), ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
    ],
)  # fmt: skip
def test_a_short_name_is_the_name_without_its_rank(name: str, short: str) -> None:
    assert short_name(name) == short


def test_every_place_lies_in_the_one_above_it() -> None:
    gazetteer = load_gazetteer()
    assert len(gazetteer.by_code) > 3000
    for place in gazetteer.by_code.values():
        assert not place.above or place.within(gazetteer.by_code[place.above])
