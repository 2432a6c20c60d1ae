"""Answers about prose worded by a chat model, where one is set: sentence by sentence, each checked before it is shown.

    answer with quotes ─bind─▶ prompt ─▶ model ─▶ sentences ─sound─▶ shown, or dropped

Where nothing sound comes, or the model fails, the answer stays as it was.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.answer import Answer, Citation
from assistant.bound import CITED, Bound, Sound, Unsound, bind, sound, without_numbers
from assistant.evidence import Quote
from assistant.llm_chat import ChatFailed, ChatModel
from assistant.llm_prompts import Message, load_prompt
from assistant.llm_sentences import Sentences
from assistant.search import Embeds
from assistant.support import Cited, Support
from index.settings import Settings

MOST_SENTENCES = 8
LONGEST_QUOTE = 1_200
LONGEST_EVIDENCE = 6_000  # characters of all quotes
NOTICE = {"zh": "（AI 生成，请核对原文）", "en": "(AI-generated; check the original)"}
LANGUAGES = {"zh": "Chinese (simplified)", "en": "English"}

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a model is given for one answer: its quotes with marks, and the citation of each."""

    bound: Bound
    cited: dict[int, Citation]
    quotes: dict[int, Cited]


@dataclass(frozen=True, slots=True)
class ChatWording:
    """Words answers that quote prose. The text it gives holds no number that its quotes do not print."""

    model: ChatModel
    support: Support = field(default_factory=Support)

    @property
    def name(self) -> str:
        """The model's name, as in `generated_by`."""
        return self.model.name

    def reword(self, answer: Answer, question: str, quotes: Sequence[Quote]) -> Answer:
        """Return the answer worded by the model, or unchanged where it is no passage or nothing sound came."""
        evidence = _evidence(answer, quotes)
        if evidence is None:
            return answer
        try:
            pieces = list(self._pieces(answer, question, evidence))
        except ChatFailed as error:
            logger.warning("answered without the language model: %s", error)
            return answer
        if not pieces:
            logger.warning("answered without the language model: %s wrote no sentence that may be shown", self.name)
            return answer
        return self._worded(answer, "".join([*pieces, _ending(answer)]))

    def stream(self, answer: Answer, question: str, quotes: Sequence[Quote]) -> Iterator[str | Answer]:
        """Yield the text in pieces, each checked, and last the Answer whose text they make.

        Where the model fails after its first sentence was shown, the answer without a model follows that sentence.
        """
        evidence = _evidence(answer, quotes)
        sent: list[str] = []
        ending = _ending(answer)
        try:
            for piece in self._pieces(answer, question, evidence) if evidence else ():
                sent.append(piece)
                yield piece
        except ChatFailed as error:
            logger.warning("answered without the language model: %s", error)
            ending = f"\n{answer.text}{_notice(answer)}"
        if not sent:
            yield answer.text
            yield answer
            return
        yield ending
        yield self._worded(answer, "".join([*sent, ending]))

    def _worded(self, answer: Answer, text: str) -> Answer:
        return replace(answer, text=text, generated_by=self.name)

    def _pieces(self, answer: Answer, question: str, evidence: _Evidence) -> Iterator[str]:
        """The sound sentences, each led in by its reports where those are not the ones of the sentence before."""
        sentences, told, count = Sentences(), "", 0
        for sentence in self._sentences(sentences, _messages(answer, question, evidence)):
            try:
                checked = sound(sentence, evidence.bound, question, answer.language)
                _check_names(checked.text, checked.citations, evidence)
                self._check_support(checked, evidence, answer)
            except Unsound as reason:
                logger.info("dropped a sentence of %s: %s", self.name, reason)
                continue
            lead = _lead([evidence.cited[n] for n in checked.citations], answer)
            between = "" if not told or answer.language == "zh" else " "
            between = "\n" if told and lead != told else between
            yield between + (lead if lead != told else "") + checked.text
            told, count = lead, count + 1
            if count == MOST_SENTENCES:
                return

    def _check_support(self, checked: Sound, evidence: _Evidence, answer: Answer) -> None:
        """A sentence says no more than one of the quotes it cites, whichever language either is in."""
        quotes = [evidence.quotes[number] for number in checked.citations]
        if lack := self.support.lack(CITED.sub("", checked.text), quotes, answer.language):
            raise Unsound(f"not supported: {lack}")

    def _sentences(self, sentences: Sentences, messages: Sequence[Message]) -> Iterator[str]:
        for piece in self.model.stream(messages):
            yield from sentences.feed(piece)
        yield from sentences.last()


def open_model(settings: Settings, embedder: Callable[[], Embeds] | None = None) -> ChatWording | None:
    """The wording by the model that is set; None where the address or the name is not. Nothing is contacted yet.

    `embedder` compares the meaning of a sentence with that of its quote; without it, words alone decide.
    """
    if not settings.llm_base_url or not settings.llm_model:
        return None
    support = Support((lambda text: embedder().embed_query(text)) if embedder else None)
    return ChatWording(ChatModel(settings.llm_base_url, settings.llm_model, settings.llm_api_key), support)


def _evidence(answer: Answer, quotes: Sequence[Quote]) -> _Evidence | None:
    """The quotes that the answer cites, under its own numbers; None where there is nothing to word."""
    if answer.kind != "passage":
        return None
    numbers = {(c.report, c.passage, c.quote): c for c in answer.citations if c.quote}
    chosen: list[tuple[int, str, str]] = []
    cited: dict[int, Citation] = {}
    originals: dict[int, Cited] = {}
    room = LONGEST_EVIDENCE
    for quote in quotes:
        citation = numbers.get((quote.report.id, quote.passage.id, quote.text))
        text = _cut(quote.text, min(LONGEST_QUOTE, room))
        if citation is None or not text or citation.n in cited:
            continue
        cited[citation.n] = citation
        chosen.append((citation.n, " ".join(quote.passage.heading[1:]), text))
        originals[citation.n] = Cited(text, quote.passage.heading[1:], quote.report.year)
        room -= len(text)
    return _Evidence(bind(chosen), cited, originals) if chosen else None


def _cut(text: str, room: int) -> str:
    """The text up to a length, cut where a sentence ends: a number cut in two would be another number."""
    if len(text) <= room:
        return text
    end = max(text.rfind(mark, 0, max(room, 0)) for mark in "。；！？\n")
    return text[: end + 1]


def _messages(answer: Answer, question: str, evidence: _Evidence) -> tuple[Message, ...]:
    quoted = "\n".join(f'<evidence n="{n}">\n{text}\n</evidence>' for n, text in evidence.bound.passages.items())
    return load_prompt("word_passages").render(
        language=LANGUAGES[answer.language], question=without_numbers(question), evidence=quoted
    )


def _lead(citations: Sequence[Citation], answer: Answer) -> str:
    """Whose report of which year a sentence is about. Written here, so that no model can name another."""
    reports = dict.fromkeys((citation.issuer, citation.year) for citation in citations)
    if answer.language == "zh":
        return "根据" + "、".join(f"{issuer}{year}年报告" for issuer, year in reports) + "："
    return "From " + " and ".join(f"the {year} report of {issuer}" for issuer, year in reports) + ": "


def _check_names(text: str, citations: Sequence[int], evidence: _Evidence) -> None:
    """A sentence on one body's report names no other body of the answer."""
    own = {evidence.cited[number].issuer for number in citations}
    if other := [c.issuer for c in evidence.cited.values() if c.issuer not in own and c.issuer in text]:
        raise Unsound(f"it names {other[0]} and does not cite it")


def _notice(answer: Answer) -> str:
    return NOTICE["zh"] if answer.language == "zh" else f" {NOTICE['en']}"


def _ending(answer: Answer) -> str:
    """The assumptions, as the answer without a model states them, and the notice."""
    joiner = "" if answer.language == "zh" else " "
    return (f"\n{joiner.join(answer.assumptions)}" if answer.assumptions else "") + _notice(answer)
