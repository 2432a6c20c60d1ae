"""The same issuer and year twice: which report is the newest, in whatever order they come."""

from itertools import permutations

import pytest

from index.versions import Version, natural, superseded


def version(file: str, **more: object) -> Version:
    given = {"issuer": "宜春市教育局", "region": "江西省/宜春市", "year": 2020, "content_hash": file} | more
    return Version(id=file, file=file, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("versions", "newest"),
    [
        pytest.param([version("a", published="2021-03-01"), version("b", published="2021-01-20")], "a",
                     id="the later date of publication"),
        pytest.param([version("年报20210301.doc"), version("年报20210120.doc")], "年报20210301.doc",
                     id="the later date in the file name"),
        pytest.param([version("年报2021年3月1日.doc"), version("年报2021-01-20.doc")], "年报2021年3月1日.doc",
                     id="dates in two writings"),
        pytest.param([version("z年报20210120.doc"), version("a", published="2021-03-01")], "a",
                     id="a date of publication and one in the file name"),
        pytest.param([version("年报（更正版）.doc"), version("年报终.doc")], "年报（更正版）.doc", id="one put right"),
        pytest.param([version("a", title="年度报告（修订）"), version("b")], "a", id="one put right in its title"),
        pytest.param([version("a更正.doc"), version("b", published="2021-01-20")], "a更正.doc",
                     id="one put right without a date beside one with a date"),
        pytest.param([version("a更正.doc", published="2021-01-20"), version("b", published="2021-03-01")], "b",
                     id="the dates decide where all have one"),
        pytest.param([version("a", published="2021-01-20"), version("b")], "a",
                     id="one with a date beside one without"),
        pytest.param([version("a", row=2), version("b", row=1)], "a", id="the later row of manifest.csv"),
        pytest.param([version("年报(10).doc"), version("年报(9).doc")], "年报(10).doc", id="the higher number"),
        pytest.param([version("page.html#2"), version("page.html")], "page.html#2", id="the second in a file"),
        pytest.param([version("t20210120_1.html"), version("t20210301_2.html")], "t20210301_2.html", id="time stamps"),
        pytest.param([version("real"), version("zz", sample=True, published="2030-01-01")], "real",
                     id="a sample never supersedes a real report"),
        pytest.param([version("b", content_hash="1"), version("a", content_hash="1")], "a",
                     id="of a copy the first name stays"),
        pytest.param([version("b", content_hash="1"), version("a", content_hash="1"), version("0", content_hash="2")],
                     "a", id="a copy beside an older version"),
        pytest.param([version("real", content_hash="1"), version("a", content_hash="1", sample=True)], "real",
                     id="a sample with the same content is the copy"),
    ],
)  # fmt: skip
def test_the_newest_version_stays_in_any_order(versions: list[Version], newest: str) -> None:
    older = {version.id: newest for version in versions if version.id != newest}
    for order in permutations(versions):
        assert superseded(order) == older


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"year": 2021}, id="of another year"),
        pytest.param({"region": "湖南省/湘潭市"}, id="of another place"),
        pytest.param({"issuer": "宜春市民政局"}, id="of another body"),
        pytest.param({"issuer": "宜春市教育局办公室"}, id="of its office"),
    ],
)
def test_another_report_is_no_version(other: dict[str, object]) -> None:
    assert superseded([version("a"), version("b", **other)]) == {}


def test_a_government_and_its_office_are_two_issuers() -> None:
    assert superseded([version("a", issuer="黎平县人民政府"), version("b", issuer="黎平县人民政府办公室")]) == {}


def test_one_issuer_in_two_spellings_is_one() -> None:
    long, short = version("a", issuer="宜春市卫生健康委员会"), version("b", issuer="宜春市卫健委")
    assert superseded([long, short]) == {"a": "b"}


def test_one_issuer_named_with_more_or_fewer_places_is_one() -> None:
    region = "甘肃省/平凉市/崆峒区"
    full = version("b", issuer="甘肃省平凉市崆峒区卫生健康局", region=region)
    assert superseded([full, version("a", issuer="崆峒区卫生健康局", region=region)]) == {"a": "b"}


def test_names_are_ordered_by_their_numbers() -> None:
    names = ["报告", "报告2", "报告9", "报告9（2）", "报告10", "报告10#2"]
    assert sorted(set(names), key=natural) == names
