"""The whole path, wired here and nowhere else: three steps, run one after the other or as one LangChain Runnable.

    Question ─▶ understand ─▶ look up ─▶ compose ─▶ Answer
                               └─ ReportRetriever (prose only)

`Assistant.chain` is the Runnable (invoke, batch, astream_events) for programs that use LangChain. `Assistant.ask`
runs the same steps without it: importing LangChain's runnables takes a second, as long as 200 figure answers.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from assistant.answer import Answer, Language
from assistant.charts import chart_of
from assistant.compose import compose
from assistant.conversations import Context, Conversations
from assistant.decided import DecidedStore
from assistant.decisions import Decisions, open_decisions
from assistant.edited import EditedQuery, next_context, planned
from assistant.evidence import Evidence, Quote, quotes_alone
from assistant.lasting import lasts, not_sure
from assistant.lexicon import load_lexicon
from assistant.lookup import look_up
from assistant.lookup_prose import Overview, Shelf
from assistant.names import load_names
from assistant.paraphrase import Paraphrases
from assistant.query import PassageQuery, Understood
from assistant.quiet import stay_local
from assistant.reading import Library
from assistant.search import Embeds, PassageSearch, open_passage_search
from assistant.stages import Delta, Step, looking, pieces
from assistant.understand_parts import understand_all
from assistant.wording import language_of
from index.errors import NianbaoError
from index.figure_store import FigureStore, open_engine
from index.form import load_forms
from index.gazetteer import load_gazetteer
from index.quick import changed
from index.report import Passage
from index.settings import Settings
from index.waiting import about_to_wait

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from assistant.llm import ChatWording


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a conversation. `language` None answers in the question's own; `query` is what it asks for."""

    text: str
    conversation_id: str | None = None
    language: Language | None = None
    query: EditedQuery | None = None


Event = Step | Delta | Answer


@dataclass(frozen=True, slots=True)
class _Asked:
    question: Question
    conversation: str
    understood: Understood
    context: Context
    started: float
    seen: Overview


@dataclass(frozen=True, slots=True)
class _Found:
    asked: _Asked
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Worded:
    """A composed answer, with what a language model needs to word it."""

    answer: Answer
    asked_text: str
    quotes: tuple[Quote, ...]
    started: float


def _timed(answer: Answer, started: float) -> Answer:
    return changed(answer, timing_ms={"total": round((time.perf_counter() - started) * 1000, 2)})


class Assistant:
    """Answers questions over one index. Safe to share between threads."""

    def __init__(
        self,
        store: FigureStore,
        search: PassageSearch,
        *,
        conversations: Conversations | None = None,
        wording: "ChatWording | None" = None,
        paraphrases: Paraphrases | None = None,
    ) -> None:
        self.store = store
        self.search = search
        self._wording = wording
        self._paraphrases = paraphrases
        self._forms = load_forms()
        self._conversations = conversations or Conversations()
        self._known: tuple[Overview, Library] | None = None

    @cached_property
    def chain(self) -> "Runnable[Question, Answer]":
        """The path as one Runnable: a Question in, an Answer out; each step is a run of its own in `astream_events`."""
        from langchain_core.runnables import RunnableLambda

        understanding: Runnable[Question, _Asked] = RunnableLambda(self._understand, name="understand")
        looking_up: Runnable[_Asked, _Found] = RunnableLambda(self._look_up, name="look_up")
        composing: Runnable[_Found, _Worded] = RunnableLambda(self._compose, name="compose")
        wording: Runnable[_Worded, Answer] = RunnableLambda(self._word, name="word")
        return (understanding | looking_up | composing | wording).with_config(run_name="nianbao")

    def ask(
        self,
        text: str,
        *,
        conversation_id: str | None = None,
        language: Language | None = None,
        query: EditedQuery | None = None,
    ) -> Answer:
        """Answer one question; where its query is given, that is what is looked up, and the text only its name.

        Raises:
            BadQuestion: it is empty or far too long, or its query names what is not there.
            ModelUnavailable: it needs prose, and the embedding model is not there.
        """
        question = Question(text=text, conversation_id=conversation_id, language=language, query=query)
        return self._word(self._compose(self._look_up(self._understand(question))))

    def stream(
        self,
        text: str,
        *,
        conversation_id: str | None = None,
        language: Language | None = None,
        query: EditedQuery | None = None,
    ) -> Iterator[Event]:
        """The same, with its stages as they begin, then the text in sentences, then the whole answer."""
        question = Question(text=text, conversation_id=conversation_id, language=language, query=query)
        chinese = language != "en"
        yield Step("understand", "正在理解问题…" if chinese else "Understanding the question…")
        asked = self._understand(question)
        chinese = asked.understood.language == "zh"
        yield Step("look_up", looking(asked.understood, chinese))
        found = self._look_up(asked)
        yield Step("compose", "正在写出答案…" if chinese else "Wording the answer…")
        composed = self._compose(found)
        answer = composed.answer
        if self._wording is None or answer.kind != "passage":
            for piece in pieces(answer.text):
                yield Delta(piece)
            yield answer
            return
        for sentence in self._wording.stream(answer, composed.asked_text, composed.quotes):
            if isinstance(sentence, Answer):
                answer = sentence
            else:
                yield Delta(sentence)
        yield _timed(answer, asked.started)

    def understand(self, text: str) -> Understood:
        """The plan for a question outside any conversation."""
        return understand_all(text, self.library)[0]

    @cached_property
    def retriever(self) -> Any:
        """The reports as a LangChain retriever (`assistant.retriever.ReportRetriever`)."""
        from assistant.retriever import ReportRetriever  # 0.6 s to import; a figure question does not need it

        return ReportRetriever(store=self.store, passages=self.search, understand=self.understand)

    @property
    def library(self) -> Library:
        """What questions are understood against; made anew when the index changes."""
        return self._look_around()[1]

    def _look_around(self) -> tuple[Overview, Library]:
        """The reports there are now, and the library of them."""
        seen = self.store.overview()
        if self._known is None or self._known[0][0] != seen[0]:
            about_to_wait()
            summaries = tuple(report for report in seen[1] if report.superseded_by is None)
            names = load_names(summaries, load_gazetteer())
            self._known = (seen, Library(self._forms, load_lexicon(), names, summaries, self._paraphrases))
        return self._known

    def ready(self) -> str | None:
        """None where questions can be answered, else what is missing."""
        try:
            return None if self.store.reports() else "no report is in the index yet: run `nianbao build FOLDER`"
        except NianbaoError as error:
            return str(error)

    def _understand(self, question: Question) -> _Asked:
        started = time.perf_counter()
        conversation, context = self._conversations.start(question.conversation_id)
        seen, library = self._look_around()
        if question.query is not None:
            plan = planned(question.query, library)
            known = Understood(text=question.text, language=question.language or language_of(question.text), plan=plan)
            following = next_context(plan, question.text, library, context)
            return _Asked(question, conversation, known, following, started, seen)
        understood, following = understand_all(question.text, library, context, question.language)
        if self._wording is not None and not_sure(understood):
            understood = self._proposed(question.text, understood, self._wording)
        return _Asked(question, conversation, understood, following, started, seen)

    def _proposed(self, text: str, understood: Understood, wording: "ChatWording") -> Understood:
        """The plan a language model proposes where the rules found none; it is made of known ids or it is nothing."""
        from assistant.llm_propose import note, propose

        about_to_wait()
        query = propose(text, self.library, wording.model)
        if query is None:
            return understood
        said = note(query, wording.name, understood.language, self._forms)
        return replace(understood, plan=query, assumptions=(*understood.assumptions, said), slots=())

    def _look_up(self, asked: _Asked) -> _Found:
        if lasts(asked.understood):
            about_to_wait()
        shelf = Shelf(self.store, self._forms, self._retrieve, asked.seen)
        return _Found(asked, look_up(asked.understood, shelf))

    def _retrieve(self, text: str, reports: Sequence[str] | None) -> list[Passage]:
        from assistant.retriever import passages_of

        about_to_wait()
        return passages_of(self.retriever.within(text, reports), self.store)

    def _compose(self, found: _Found) -> _Worded:
        asked = found.asked
        answer = compose(found.evidence, self._forms, asked.conversation)
        if self._wording is not None and answer.kind == "passage":  # a model words it, once it is kept
            about_to_wait()
        answer = changed(answer, chart=chart_of(answer))
        self._conversations.keep(asked.conversation, asked.context)
        plan = asked.understood.plan
        text = plan.text if isinstance(plan, PassageQuery) else asked.question.text
        return _Worded(_timed(answer, asked.started), text, quotes_alone(found.evidence), asked.started)

    def _word(self, composed: _Worded) -> Answer:
        """Let the language model word an answer about prose, where one is set; every number stays bound."""
        if self._wording is None or composed.answer.kind != "passage":
            return composed.answer
        worded = self._wording.reword(composed.answer, composed.asked_text, composed.quotes)
        return _timed(worded, composed.started)


def open_assistant(
    settings: Settings,
    *,
    embedder: Embeds | None = None,
    conversations: Conversations | None = None,
    decisions: Decisions | None = None,
) -> Assistant:
    """The assistant over the index that the settings name, and what people decided about its tables.

    Raises:
        IndexMissing: nothing has been built there.
    """
    stay_local()
    engine = open_engine(settings.database, settings.data)
    store = DecidedStore(engine, decisions or open_decisions(settings.data), settings.limits)
    shared = _shared(settings, embedder)
    wording = None
    if settings.llm_base_url and settings.llm_model:
        from assistant.llm import open_model

        wording = open_model(settings, shared)
    search = open_passage_search(settings, store, shared)
    return Assistant(
        store, search, conversations=conversations, wording=wording, paraphrases=Paraphrases(shared, settings.data)
    )


def _shared(settings: Settings, embedder: Embeds | None) -> Callable[[], Embeds]:
    """One embedder for prose and for guesses by meaning, opened when it is first needed."""

    @lru_cache(maxsize=1)
    def opened() -> Embeds:
        from index.embedding import open_embedder  # LangChain and the model: nothing a figure question waits for

        return embedder or open_embedder(settings)

    return opened
