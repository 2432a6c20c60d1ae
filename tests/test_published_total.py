"""How many items of information a body published of its own accord: the sentence on the total, in any words."""

import pytest

from assistant.chain import Assistant
from assistant.published_total import ASKED, total_published


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("How many information items did Kongtong publish unasked in 2019 overall?", id="unasked"),
        pytest.param("How many items in total did Kongtong post on its own initiative in 2019?", id="initiative"),
        pytest.param("Number of items published on its own initiative: Kongtong 2019", id="heading"),
        pytest.param("How many items did Kongtong proactively publish in 2019 in all?", id="proactively"),
        pytest.param("How many pieces of information did Kongtong put out voluntarily in 2019?", id="voluntarily"),
        pytest.param("How many items of information did Kongtong release of its own accord in 2019?", id="accord"),
        pytest.param("Total items Kongtong put online without being asked, 2019", id="without being asked"),
        pytest.param("How much information did Kongtong release voluntarily in 2019?", id="how much"),
    ],
)
def test_the_total_of_what_was_published(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "passage"
    assert "499条" in answer.text


@pytest.mark.parametrize(
    ("question", "channels"),
    [
        pytest.param("how many items did publish unasked in overall?", "", id="all channels"),
        pytest.param("how many items did publish proactively on its website in ?", "website", id="one channel"),
        pytest.param(
            "how many pieces of information did it issue over wechat?", "wechat", id="information, one channel"
        ),
    ],
)
def test_a_channel_is_kept(question: str, channels: str) -> None:
    assert total_published(question) == f"{ASKED} {channels}".strip()


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("how many licences did publish proactively in ?", id="licences"),
        pytest.param("how many documents did publish on its own initiative in ?", id="documents"),
        pytest.param("how many items on epidemic control did publish on its own initiative?", id="on a subject"),
        pytest.param("how many items did have last year?", id="items of a row"),
        pytest.param("how many licence items did publish?", id="licence items"),
        pytest.param("how many training items did publish proactively?", id="training"),
        pytest.param("how many requests did it answer without being asked?", id="requests"),
        pytest.param("how many items did publish?", id="items of anything"),
    ],
)
def test_what_is_counted_otherwise_is_no_total(question: str) -> None:
    assert total_published(question) == ""
