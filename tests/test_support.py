"""A model's sentence says no more than its quote, also where one is English and the other Chinese."""

from collections.abc import Iterator

import pytest

from assistant.llm import ChatWording
from assistant.llm_chat import ChatModel
from assistant.support import Cited, Support
from assistant.wording import language_of
from eval.support import judge, pairs
from tests.conftest import CharacterEmbedder
from tests.llm_world import PROBLEMS, answer_of, reworded, streamed
from tests.scripted_llm import ScriptedServer, scripted_server

RULES = (
    "各街道指定一名信息联络员，每月报送公开清单。领导小组组长由局长担任，分管领导任副组长。全年没有发生网络安全事故。"
    "下一步，将组织业务培训。"
)


def lack(sentence: str, quote: str = RULES) -> str:
    return Support().lack(sentence, [Cited(quote, (), 2020)], language_of(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Information liaison officers submit a disclosure list every month.", id="in other words"),
        pytest.param("The director is the leader of the leading group.", id="who holds a post"),
        pytest.param("There were no network security accidents.", id="a denial of the quote"),
        pytest.param("Professional training will be organised.", id="a plan told as a plan"),
        pytest.param("领导小组组长由局长担任。", id="Chinese"),
    ],
)
def test_what_the_quote_says_is_supported(sentence: str) -> None:
    assert lack(sentence) == ""


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        pytest.param("Liaison officers submit a disclosure list every week.", "every week", id="another rhythm"),
        pytest.param("Journalists submit a disclosure list every month.", "journalists", id="another actor"),
        pytest.param("信息联络员增加。", "more", id="a direction of its own"),
        pytest.param("There were network security accidents.", "denies", id="the reverse of a denial"),
        pytest.param("Training was organised.", "plan told as done", id="a plan told as done"),
        pytest.param("The deputy leader serves as the head of the leading group.", "deputy", id="posts exchanged"),
        pytest.param("组长由分管领导担任。", "together", id="posts exchanged in Chinese"),
        pytest.param("This improves efficiency and public trust.", "not in what it cites", id="a benefit of its own"),
        pytest.param("Zebras graze quietly near Yichun rivers.", "of its words", id="words of nothing"),
    ],
)
def test_what_the_quote_does_not_say_is_not(sentence: str, reason: str) -> None:
    assert reason in lack(sentence)


def test_one_of_several_cited_quotes_is_enough() -> None:
    quotes = [Cited("公开形式不够便民。", (), 2020), Cited(RULES, (), 2020)]
    assert Support().lack("Liaison officers submit a disclosure list every month.", quotes, "en") == ""


def test_a_sentence_nearer_to_what_reports_say_in_general_is_none_of_the_quote() -> None:
    vectors = {"公开清单每月报送。": [1.0, 0.0], "Disclosure lists are submitted.": [0.0, 1.0]}
    general = Support(lambda text: vectors.get(text, [0.0, 1.0]))
    near = Support(lambda text: [1.0, 0.0] if text in vectors else [0.0, 1.0])
    quote = [Cited("公开清单每月报送。", (), 2020)]
    assert "in general" in general.lack("Disclosure lists are submitted.", quote, "en")
    assert near.lack("Disclosure lists are submitted.", quote, "en") == ""


def test_by_words_alone_the_kept_pairs_are_told_apart() -> None:
    """`python -m eval.support` prints the same with the embedding."""
    given = list(pairs())
    true = [judge(Support(), pair)[1] for pair in given if not pair.wrong]
    false = [judge(Support(), pair)[1] for pair in given if pair.wrong]
    assert min(len(true), len(false)) >= 60
    assert sum(true) >= 0.9 * len(true)
    assert sum(false) <= 0.02 * len(false)


# ---- in an answer


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as running:
        yield running


@pytest.fixture
def wording(server: ScriptedServer) -> ChatWording:
    return ChatWording(ChatModel(server.base_url, "tiny", seconds=5))


TRUST = "This transparency helps improve efficiency and public trust in the health sector. [2]"


@pytest.mark.loopback
def test_an_unsupported_english_sentence_is_not_sent_and_the_quotes_stand(
    server: ScriptedServer, wording: ChatWording
) -> None:
    server.say(TRUST)
    answer = reworded(wording, "en")
    assert answer.generated_by is None and PROBLEMS in answer.text
    assert "trust" not in answer.text


@pytest.mark.loopback
def test_a_supported_sentence_beside_it_is_kept_also_while_streaming(
    server: ScriptedServer, wording: ChatWording
) -> None:
    server.say(f"{TRUST} The innovation of disclosure work needs to be strengthened [2].")
    pieces, answer = streamed(wording, "en")
    assert "innovation" in answer.text and "trust" not in "".join(pieces)


@pytest.mark.loopback
def test_the_meaning_is_asked_only_for_sentences_that_pass_every_other_check(server: ScriptedServer) -> None:
    asked: list[str] = []
    embedder = CharacterEmbedder()

    def embed(text: str) -> list[float]:
        asked.append(text)
        return embedder.embed_query(text)

    wording = ChatWording(ChatModel(server.base_url, "tiny", seconds=5), Support(embed))
    server.say("It disclosed 967 items of information [1].")
    wording.reword(answer_of(language="en"), "?", ())
    assert asked == []
