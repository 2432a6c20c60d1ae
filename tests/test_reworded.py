"""English wordings that no phrase holds: lawyers' words for the courts, clipped nouns, the initials of a body."""

import pytest

from assistant.chain import Assistant
from assistant.office_initials import initials_behind, kinds_of_initials
from assistant.reworded import reworded


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("judicial review after reconsideration", "lawsuits after reconsideration", id="judicial review"),
        pytest.param("appeals to the judiciary, upheld", "lawsuits, upheld", id="judiciary"),
        pytest.param("legal challenges without prior review", "lawsuits without prior review", id="legal challenges"),
        pytest.param("administrative review", "administrative review", id="the other row stays"),
        pytest.param("legal service organisations", "legal service organisations", id="an applicant stays"),
        pytest.param("appns recd, tot.?", "applications received, total?", id="telegraph"),
        pytest.param("reqs c/f, nat. pers.", "requests carried forward, natural persons", id="c/f"),
        pytest.param("discl. part., cos.?", "disclosed in part, companies?", id="in part"),
        pytest.param("which apps does it use", "which apps does it use", id="apps of a telephone"),
        pytest.param("cos my boss asked", "cos my boss asked", id="cos for because"),
        pytest.param("how many tots were there", "how many tots were there", id="small children"),
        pytest.param("by yichun's own account", "according to yichun itself", id="own account"),
    ],
)
def test_wordings_are_put_into_those_of_the_lexicon(typed: str, meant: str) -> None:
    assert reworded(typed) == meant


@pytest.mark.parametrize(
    ("said", "kind"),
    [("mhc", "卫生健康"), ("chb", "卫生健康"), ("ptcma", "中医药管理"), ("mcab", "民政"), ("msb", "医疗保障")],
)
def test_initials_stand_for_kinds_of_bodies(said: str, kind: str) -> None:
    assert kind in kinds_of_initials(said)


@pytest.mark.parametrize(
    ("behind", "original", "there", "kinds"),
    [
        pytest.param(" mhc 2020", "Yichun MHC 2020", {"卫生健康"}, ("卫生健康",), id="capitals"),
        pytest.param(" mhc 2020", "yichun mhc 2020", {"卫生健康"}, ("卫生健康",), id="small, of a body that is there"),
        pytest.param(" mhc 2020", "hunan mhc 2020", {"中医药管理"}, None, id="small, of none that is there"),
        pytest.param(" ngo requests", "Hunan NGO requests", {"卫生健康"}, None, id="applicants"),
        pytest.param(" did what", "YICHUN DID WHAT", {"卫生健康"}, None, id="all in capitals"),
        pytest.param(" fbi", "Yichun FBI", {"卫生健康"}, None, id="no kind"),
    ],
)
def test_initials_behind_a_place(behind: str, original: str, there: set[str], kinds: tuple[str, ...] | None) -> None:
    found = initials_behind(behind, original, there)
    assert (found.kinds if found else None) == kinds


@pytest.mark.parametrize(
    ("question", "value"),
    [
        pytest.param("Judicial review without reconsideration: total vs Xiangxiang, 2023", "0", id="direct"),
        pytest.param("Legal challenges after review, Yichun 2020: pending", "0", id="after review"),
        pytest.param("Yichun MHC 2020 - appns recd, tot.?", "2", id="applications"),
        pytest.param("Yichun MHC 2020 - reqs recd, cos.", "1", id="companies"),
        pytest.param("Xiangxiang MHB 2023 penalties", "46", id="penalties"),
        pytest.param("Hunan PTCMA 2020 - rqsts recd nat. pers.", "25", id="natural persons"),
    ],
)
def test_the_cell_is_found(question: str, value: str, five: Assistant) -> None:
    assert [figure.value for figure in five.ask(question).figures][-1:] == [value]


def test_initials_of_another_body_are_refused(five: Assistant) -> None:
    answer = five.ask("Yichun EB 2020 penalties")
    assert answer.kind == "refuse" and not answer.figures


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        pytest.param("New requests from scientific research institutes at Yichun 2020", "org.research", id="research"),
        pytest.param("New requests from commercial business firms at Yichun 2020", "org.commercial", id="commercial"),
        pytest.param("New requests from charitable public-benefit bodies, Yichun 2020", "org.social", id="social"),
        pytest.param("New requests from juridical service agencies at Yichun 2020", "org.legal", id="legal"),
        pytest.param("New requests from private natural persons at Yichun 2020", "natural", id="natural"),
    ],
)
def test_near_synonyms_side_by_side_name_one_column(question: str, cell: str, five: Assistant) -> None:
    assert [figure.cell for figure in five.ask(question).figures] == [f"t3.new|{cell}"]


@pytest.mark.parametrize(
    "question",
    [
        "New requests from commercial research institutes at Yichun 2020",
        "New requests from medical research institutes at Yichun 2020",
        "New requests from private companies at Yichun 2020",
    ],
)
def test_any_other_adjective_narrows_and_is_no_figure(question: str, five: Assistant) -> None:
    assert not five.ask(question).figures


@pytest.mark.parametrize(
    "question",
    [
        "For a margin panel: what is the distance between the penalty tallies of Yichun and Xiangxiang in their "
        "corresponding documents?",
        "For an explainer strip: how do the penalty counts of Yichun and Xiangxiang differ, each from its "
        "corresponding report?",
        "For a text box: how wide is the gap between the penalty tallies of Yichun and Xiangxiang in their respective "
        "years?",
        "For the caption, how far apart are the penalty counts of Yichun and Xiangxiang in their separate reports?",
    ],
)
def test_a_box_of_a_page_and_each_in_its_own_report_say_nothing_of_the_row(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "comparison" and "62" in answer.text, answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("For companies: how many requests did Yichun get in 2020?", "1"),
        ("For penalties: Yichun 2020?", "108"),
        ("For the licences of Yichun: how many in 2020?", "18"),
    ],
)
def test_what_is_counted_before_a_colon_is_no_aside(question: str, value: str, five: Assistant) -> None:
    assert [figure.value for figure in five.ask(question).figures] == [value]
