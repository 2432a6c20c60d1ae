"""Who issued the most: whatever the verb, over all bodies; a verb of issuing names no second row."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "first"),
    [
        pytest.param("谁家甩出的罚单最多", "244", id="甩"),
        pytest.param("哪家批的罚款最多", "244", id="批 of penalties"),
        pytest.param("哪家批红头文件批得最多", "41", id="批 of documents"),
        pytest.param("哪家发文最多", "41", id="发文"),
        pytest.param("哪家整出来的红头文件最多", "41", id="整"),
        pytest.param("哪家最爱发文件", "41", id="最爱"),
        pytest.param("哪家办的证最多", "1342", id="办证"),
        pytest.param("给证给得最大方的是哪家", "1342", id="大方"),
        pytest.param("谁折腾的执照最多", "1342", id="执照"),
        pytest.param("谁是罚单大户", "244", id="大户"),
        pytest.param("which health commission handed out the most licences", "1342", id="commission"),
        pytest.param("who rubber-stamped the most permits", "1342", id="stamped"),
        pytest.param("who spat out more normative documents than anyone else", "41", id="more than anyone"),
        pytest.param("which body was keenest on fines", "244", id="keenest"),
        pytest.param("whose stack of red-header documents is the tallest", "41", id="whose"),
        pytest.param("who dished out fewer penalties than anyone else", "0", id="fewer than anyone"),
    ],
)
def test_the_most_is_told_of_all(question: str, first: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "list"
    assert answer.figures[0].value == first
    assert len({figure.cell.split(".")[1] for figure in answer.figures}) == 1


def test_fees_taken_are_no_requests_received(five: Assistant) -> None:
    assert all(not figure.cell.startswith("t3.") for figure in five.ask("哪家收的费最多").figures)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("哪家公开文件最多", id="documents published"),
        pytest.param("谁发的证书最多", id="certificates"),
        pytest.param("哪家发证明最多", id="attestations"),
        pytest.param("宜春2020年吊销的执照有几件", id="licences revoked"),
    ],
)
def test_other_papers_are_no_row(question: str, five: Assistant) -> None:
    assert all(figure.cell.startswith("prose") for figure in five.ask(question).figures)


def test_both_rows_are_told_where_both_are_asked(five: Assistant) -> None:
    assert [f.value for f in five.ask("批的和罚的各多少，宜春2020").figures] == ["18", "108"]
