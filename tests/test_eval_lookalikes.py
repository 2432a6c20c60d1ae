"""Look-alike issuers: real places, no name of the collection, and answers that must not change."""

import shutil
from pathlib import Path

import pytest

from assistant.names import load_names
from eval.lookalike_apart import apart
from eval.lookalike_names import lookalikes
from eval.lookalikes import Asked, add_lookalikes, compare, names_of
from eval.target import open_target
from index.gazetteer import load_gazetteer
from index.report import Report
from index.settings import Settings
from tests.conftest import CharacterEmbedder
from tests.eval_oracle import answer_well
from tests.eval_world import CITY, case, truth

ASKED = case("number", 2, cell="t3.new|total", report=CITY)
YICHUN = Report(
    id="r", file="y.txt", content_hash="h", title="t", issuer="宜春市卫生健康委", year=2020, region="江西省/宜春市",
    spellings=("yichun", "jiangxi"),
)  # fmt: skip
NOTHING = apart(load_names([], load_gazetteer()), [])


def test_two_thousand_names_are_all_different_and_the_same_for_the_same_seed() -> None:
    names = lookalikes(2000, 1, [YICHUN], load_gazetteer())
    assert len({name.issuer for name in names}) == 2000
    assert names == lookalikes(2000, 1, [YICHUN], load_gazetteer()) != lookalikes(2000, 2, [YICHUN], load_gazetteer())


def test_names_are_alike_among_themselves_and_none_is_that_of_the_collection() -> None:
    names = lookalikes(2000, 1, [YICHUN], load_gazetteer())
    assert names[0].issuer.startswith("宜春市")  # a county below it
    assert not {name.place.pinyin for name in names} & {"yichun", "jiangxi"}  # 伊春 too
    shorts = [name.place.short for name in names]
    assert len(set(shorts)) < len(shorts) / 2
    assert {name.issuer[-3:] for name in names} >= {"康委员会"[-3:], "健康局", "健康委"}


def test_more_names_than_there_are_is_an_error() -> None:
    with pytest.raises(ValueError, match="look-alike names, not"):
        lookalikes(100_000, 1, [YICHUN], load_gazetteer())


def test_added_reports_are_asked_about_and_the_others_answer_as_before(five_index: Path, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "index", database="", chroma="")
    shutil.copytree(five_index, settings.data)
    question = "黎平县卫生健康局2020年行政处罚处理决定多少件"
    before = open_target(settings, embedder=CharacterEmbedder()).ask(question, None)
    added = add_lookalikes(5, 1, settings)
    target = open_target(settings, embedder=CharacterEmbedder())
    assert target.ask(question, None)["figures"] == before["figures"] != []
    there = {report.issuer: report.year for report in target.reports}
    first = added[0].issuer
    answer = target.ask(f"{first}{there[first]}年新收申请总计多少件", None)
    assert [figure["issuer"] for figure in answer["figures"]] == [first]


@pytest.mark.parametrize(
    ("history", "question", "why"),
    [
        ((), "宜春市卫生健康委2020年新收申请多少件", ""),
        ((), "江西省宜春市卫生健康委2020年新收申请多少件", ""),
        ((), "江西那家2020年新收申请多少件", "place"),  # Yichun alone was there, 奉新 in Jiangxi joins
        ((), "宜春市奉新县卫健局2020年新收申请多少件", "place"),
        ((), "宜卫健委2020年新收申请多少件", "place"),  # of Yibin now as well
        ((), "宜春的申请，奉新的不要", "place"),
        ((), "崆峒卫局2019年新收申请多少件", ""),
        ((), "长沙市卫健委2020年新收申请多少件", ""),  # not there before, not there now
        ((), "卫健局2020年新收申请多少件", "kind"),
        (("宜春市卫生健康委2020年新收申请多少件",), "卫健局的处罚呢", ""),  # the body was named before
    ],
)
def test_a_question_is_left_out_for_what_it_names_alone(
    five_index: Path, history: tuple[str, ...], question: str, why: str
) -> None:
    places = {place.path: place for place in load_gazetteer().by_code.values()}
    joining = [places["江西省/宜春市/奉新县"], places["四川省/宜宾市"]]
    aside = apart(names_of(Settings(data=five_index, database="", chroma="")), joining)
    asked = ASKED.model_copy(update={"history": history, "question": question})
    assert aside.why(asked, {}, {}) == why
    assert aside.why(asked, {"query": {"scope": {"whole": True}}}, {}) == "all"


def test_a_changed_answer_is_told_and_one_over_all_reports_is_left_out() -> None:
    good = answer_well(ASKED, truth())
    told: list[str] = []
    same = [Asked("g", ASKED, good, 1.0)]
    assert compare(same, same, NOTHING, told.append)
    assert not compare(same, [Asked("g", ASKED, good | {"text": "3 件"}, 1.0)], NOTHING, told.append)
    assert any(line.startswith("another answer: g c") for line in told)
    whole = good | {"query": {"scope": {"whole": True}}}
    assert compare(
        [Asked("g", ASKED, whole, 1.0)], [Asked("g", ASKED, good | {"text": "3"}, 1.0)], NOTHING, told.append
    )


def test_of_the_test_split_only_the_number_of_differences_is_told() -> None:
    good, told = answer_well(ASKED, truth()), list[str]()
    one, other = Asked("eval/cases/test", ASKED, good, 1.0), Asked("eval/cases/test", ASKED, {"kind": "refuse"}, 1.0)
    assert not compare([one], [other], NOTHING, told.append)
    assert ASKED.question not in "".join(told) and "1 others in the test split" in "".join(told)
