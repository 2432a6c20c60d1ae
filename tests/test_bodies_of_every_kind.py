"""Bodies of every kind and level by their full and short names, cut short, left out, or of places nothing knows."""

from dataclasses import replace

import pytest

from assistant.chain import Assistant
from assistant.issuers import issuer_key_kept
from assistant.left_out import left_out, speaks_of_others
from assistant.mentions import Mention
from assistant.names import Names, load_names
from assistant.offices import office_of
from assistant.wording import plain
from assistant.years import find_years
from index.gazetteer import load_gazetteer

HELD = {
    "杭州市余杭区教育局": "浙江省/杭州市/余杭区",
    "成都市武侯区玉林街道办事处": "四川省/成都市/武侯区",
    "桐庐县富春江镇人民政府": "浙江省/杭州市/桐庐县",
    "芜湖市市场监督管理局": "安徽省/芜湖市",
    "湖州市自然资源和规划局": "浙江省/湖州市",
    "泸州市人力资源和社会保障局": "四川省/泸州市",
    "滁州市住房和城乡建设局": "安徽省/滁州市",
    "苏州工业园区管理委员会": "江苏省/苏州市",
    "兰州市财政局": "甘肃省/兰州市",
    "温州市人民政府办公室": "浙江省/温州市",
    "临泉县人民政府": "安徽省/阜阳市/临泉县",
    "贵州省医疗保障局": "贵州省",
    "国家税务总局淄博市税务局": "山东省/淄博市",
    "徐州市鼓楼区教育局": "江苏省/徐州市/鼓楼区",
    "福州市鼓楼区教育局": "福建省/福州市/鼓楼区",
    "青海省疾病预防控制局": "青海省",
    "湘乡市卫生健康局": "湖南省/湘潭市/湘乡市",
    "宜春市卫生健康委": "江西省/宜春市",
}


@pytest.fixture(scope="module")
def names(five: Assistant) -> Names:
    first, gazetteer = five.library.summaries[0], load_gazetteer()
    pinyin = {place.path: place.pinyin for place in gazetteer.by_code.values()}
    return load_names(
        [
            replace(first, id=f"r{n}", issuer=issuer, region=region, year=2022, spellings=(pinyin[region],))
            for n, (issuer, region) in enumerate(HELD.items())
        ],
        gazetteer,
    )


def mentions(question: str, names: Names) -> list[Mention]:
    return names.find(issuer_key_kept(plain(question)), question)


def held(question: str, names: Names) -> list[str]:
    return [names.issuers[key].name for mention in mentions(question, names) for key in mention.issuers]


@pytest.mark.parametrize("issuer", HELD)
def test_a_held_body_is_found_by_its_own_name(issuer: str, names: Names) -> None:
    assert held(f"{issuer}2022年行政许可多少件", names) == [issuer]


@pytest.mark.parametrize(
    ("name", "issuer"),
    [
        ("余杭教育局", "杭州市余杭区教育局"),
        ("玉林街道", "成都市武侯区玉林街道办事处"),
        ("武侯区玉林街道办", "成都市武侯区玉林街道办事处"),
        ("富春江镇", "桐庐县富春江镇人民政府"),
        ("富春江镇政府", "桐庐县富春江镇人民政府"),
        ("芜湖市场监管局", "芜湖市市场监督管理局"),
        ("芜湖市市监局", "芜湖市市场监督管理局"),
        ("湖州自规局", "湖州市自然资源和规划局"),
        ("湖州市自然资源局", "湖州市自然资源和规划局"),
        ("泸州市人社局", "泸州市人力资源和社会保障局"),
        ("滁州住建局", "滁州市住房和城乡建设局"),
        ("苏州工业园区管委会", "苏州工业园区管理委员会"),
        ("苏州工业园区", "苏州工业园区管理委员会"),
        ("温州市政府办", "温州市人民政府办公室"),
        ("临泉县政府办公室", "临泉县人民政府"),
        ("贵州医保局", "贵州省医疗保障局"),
        ("淄博市税务局", "国家税务总局淄博市税务局"),
        ("福州鼓楼教育局", "福州市鼓楼区教育局"),
        ("湘卫健局", "湘乡市卫生健康局"),
        ("湘乡卫局", "湘乡市卫生健康局"),
        ("宜春卫委", "宜春市卫生健康委"),
    ],
)
def test_a_held_body_is_found_by_a_short_name(name: str, issuer: str, names: Names) -> None:
    assert held(f"{name}2022年行政许可多少件", names) == [issuer]


@pytest.mark.parametrize(
    ("question", "issuer"),
    [
        ("How much did Fuzhou Gulou education bureau charge in 2022?", "福州市鼓楼区教育局"),
        ("How many requests did Qinghai CDC receive in 2022?", "青海省疾病预防控制局"),
        ("licences of the Suzhou Industrial Park administrative committee in 2022", "苏州工业园区管理委员会"),
        ("Fuchunjiang Town government, requests in 2022", "桐庐县富春江镇人民政府"),
    ],
)
def test_a_held_body_is_found_by_an_english_name(question: str, issuer: str, names: Names) -> None:
    assert held(question, names) == [issuer]


@pytest.mark.parametrize(
    "name",
    [
        "宜春市教育局",
        "袁州区卫健委",
        "湘乡县卫生健康局",
        "徐州市教育局",
        "苏州工业园区教育局",
        "桐庐县分水镇人民政府",
        "桐庐县人民政府",
        "玉林市卫健委",
        "国家税务总局青岛市税务局",
        "滨江新区某某办公室",
        "云岭市卫健委",
        "分水镇",
        "兰州市财政局城关分局",
        "赣卫健委",
    ],
)
def test_another_body_is_refused_by_its_whole_name(name: str, names: Names) -> None:
    (mention,) = mentions(f"{name}2022年行政许可多少件", names)
    assert (mention.issuers, mention.unknown) == ((), issuer_key_kept(name))


def test_a_name_of_two_districts_is_either(names: Names) -> None:
    assert held("鼓楼区教育局2022年许可", names) == ["徐州市鼓楼区教育局", "福州市鼓楼区教育局"]


def test_an_office_named_once_is_that_of_each_place_before_it(names: Names) -> None:
    found = held("徐州鼓楼和福州鼓楼两个教育局2022年许可加起来", names)
    assert found == ["徐州市鼓楼区教育局", "福州市鼓楼区教育局"]


LEFT_OUT = [
    "除X外其余",
    "X除外，合计",
    "刨除X，合计",
    "撇开X",
    "抛开X不谈",
    "不算X",
    "X不算，其他",
    "不计X",
    "去掉X后",
    "拿掉X",
    "把X先放一边",
    "不看X",
    "X就不用了",
    "X我有了，其他",
    "leaving aside X",
    "setting X aside, what",
    "save for X",
    "save X",
    "bar X",
    "barring X",
    "all minus X",
    "all less X",
    "sans X",
    "without X",
    "ignoring X",
    "disregarding X",
    "omitting X",
    "outside of X",
    "excepting X",
    "with the exception of X",
    "everyone but X",
    "all but X",
    "X excluded",
    "X left out",
    "once X is removed, how",
]


@pytest.mark.parametrize("text", LEFT_OUT)
def test_a_body_named_to_be_left_out_is_left_out(text: str) -> None:
    at = text.index("X")
    assert left_out([Mention("X", at, at + 1, ("x",))], text)[0].excluded


@pytest.mark.parametrize(
    "text",
    ["X不算行政处罚", "去年废除X的文件", "X的外商投资", "X was sued", "X took out 20", "X2020年的我有了"],
)
def test_words_that_leave_out_something_else_leave_the_body_in(text: str) -> None:
    at = text.index("X")
    assert not left_out([Mention("X", at, at + 1, ("x",))], text)[0].excluded


@pytest.mark.parametrize("text", ["X和其他几家谁多", "X than the other bureaus", "X与其余各家相比"])
def test_other_bodies_beside_a_name_are_heard(text: str) -> None:
    assert speaks_of_others(text)
    assert not speaks_of_others("X的其他处理有几件")


def test_a_body_beside_the_others_is_not_answered_for_alone(five: Assistant) -> None:
    answer = five.ask("宜春和其他几家2020年许可谁多")
    assert (answer.kind, answer.figures) == ("clarify", ())


def test_a_sum_without_a_body_is_over_all_others(five: Assistant) -> None:
    answer = five.ask("Leaving aside Yichun, how many licences were decided in 2020 in total?")
    assert answer.figures and "宜春市卫生健康委" not in {figure.issuer for figure in answer.figures}


def test_a_refusal_offers_bodies_of_the_same_kind_only(five: Assistant) -> None:
    answer = five.ask("北京市教育局2020年收到多少申请")
    assert answer.refusal is not None and answer.refusal.nearest == ()


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("兰州市财政局", "财政"),
        ("贵州省医保局", "医疗保障"),
        ("杭州市余杭区教育局", "教育"),
        ("国家税务总局淄博市税务局", "税务"),
        ("江西省国有资产监督管理委员会", "国有资产监督管理"),
        ("广西壮族自治区大数据发展局", "大数据"),
        ("芜湖市市监局", "市场监督管理"),
    ],
)
def test_a_rank_inside_a_place_is_no_part_of_the_office(name: str, family: str) -> None:
    assert office_of(name).family == family


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("不是2019,我说错了,是镜湾2020年的", (2020,)),
        ("not 2019 but 2020", (2020,)),
        ("2020年是不是2019年的两倍", (2020, 2019)),
        ("不是2019年", (2019,)),
    ],
)
def test_a_year_taken_back_is_not_asked(text: str, years: tuple[int, ...]) -> None:
    assert find_years(text).years == years
