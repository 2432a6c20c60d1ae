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
        pytest.param("朝阳区教育局", "北京市朝阳区某街1号", "北京市/朝阳区", id="a namesake by an address"),
        pytest.param("朝阳市教育局", "", "辽宁省/朝阳市", id="the city among districts of its name"),
        pytest.param("朝阳教育局", "", None, id="a short name that is of a city and of districts"),
        pytest.param("徐州鼓楼区教育局", "", "江苏省/徐州市/鼓楼区", id="the city by its short name"),
        pytest.param("开封市鼓楼区教育局", "", "河南省/开封市/鼓楼区", id="another of that name"),
        pytest.param("西湖区教育局", "杭州市西湖区", "浙江省/杭州市/西湖区", id="a lake of several cities"),
        pytest.param("城关区人民政府", "", None, id="a district that two cities have"),
        pytest.param("兰州市城关区人民政府", "", "甘肃省/兰州市/城关区", id="the one of Lanzhou"),
        pytest.param("城关镇人民政府", "", None, id="a town of a district's short name"),
        pytest.param("城区教育局", "", None, id="a district of any city"),
        pytest.param("晋城市城区教育局", "", "山西省/晋城市/城区", id="the one whose name it is"),
        pytest.param("江苏省鼓楼区教育局", "", "江苏省", id="two of one province: no further than it"),
        pytest.param("吉林市教育局", "", "吉林省/吉林市", id="a city of its province's name"),
        pytest.param("吉林市场监督管理局", "", "吉林省", id="a province in front of 市场"),
        pytest.param("黔东南州教育局", "", "贵州省/黔东南苗族侗族自治州", id="a prefecture by its usual name"),
        pytest.param("贵州省黔东南州黎平县教育局", "", "贵州省/黔东南苗族侗族自治州/黎平县", id="a county under it"),
        pytest.param("恩施州教育局", "", "湖北省/恩施土家族苗族自治州", id="a prefecture"),
        pytest.param("恩施市教育局", "", "湖北省/恩施土家族苗族自治州/恩施市", id="its city"),
        pytest.param("海南州教育局", "", "青海省/海南藏族自治州", id="a prefecture that is no province"),
        pytest.param("海南省教育厅", "", "海南省", id="the province"),
        pytest.param("三江县教育局", "", "广西壮族自治区/柳州市/三江侗族自治县", id="an autonomous county"),
        pytest.param("新疆生产建设兵团教育局", "", "新疆生产建设兵团", id="the production corps"),
        pytest.param("第八师石河子市教育局", "", "新疆维吾尔自治区/石河子市", id="a city of the corps"),
        pytest.param("雄安新区管理委员会", "", "河北省/雄安新区", id="a new area"),
        pytest.param("兰州新区教育局", "", "甘肃省/兰州市/兰州新区", id="a new area of a city's name"),
        pytest.param("东莞市长安镇人民政府", "", "广东省/东莞市", id="a town right under a city"),
        pytest.param(
            "重庆市江北区教育局", "", "重庆市/江北区", id="a district of which the newest table knows no more"
        ),
    ],
)
def test_an_issuer_is_located(issuer: str, context: str, path: str | None) -> None:
    place = load_gazetteer().locate(issuer, [context])
    assert (place.path if place else None) == path


@pytest.mark.parametrize(
    ("issuer", "year", "path"),
    [
        pytest.param("巢湖市卫生局", 2009, "安徽省/巢湖市", id="a city while it was one"),
        pytest.param("巢湖市卫生局", 2020, "安徽省/合肥市/巢湖市", id="the county city of its name since"),
        pytest.param("居巢区卫生局", 2009, "安徽省/巢湖市/居巢区", id="a district of a former city"),
        pytest.param("襄樊市卫生局", 2009, "湖北省/襄樊市", id="a city renamed since"),
        pytest.param("江北区教育局", 2020, None, id="two of that name in the year"),
    ],
)
def test_a_place_is_that_of_the_year(issuer: str, year: int, path: str | None) -> None:
    place = load_gazetteer().locate(issuer, year=year)
    assert (place.path if place else None) == path


def test_all_provinces_and_the_places_of_2024_are_there() -> None:
    by_level = [sum(1 for p in load_gazetteer().by_code.values() if p.level == n and not p.until) for n in (1, 2, 3)]
    assert by_level[0] == 34 + 1  # and the production corps
    assert by_level[1] >= 333
    assert by_level[2] >= 2840


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
