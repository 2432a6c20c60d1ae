"""A chat model on an OpenAI-compatible server, through LangChain's init_chat_model: messages in, pieces of text out.

The server is the one that was set, and nothing else is contacted: no tracing, no gateway, no proxy or header out of the
environment, no redirect. LangChain is imported with the first question that needs it (3 s).
"""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.llm_prompts import Message
from index.errors import NianbaoError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SECONDS = 30.0  # for one whole answer of the model
MOST_CHARACTERS = 4_000  # of one answer; a longer one is a flood
FINISHED = ("stop", "length")  # another reason, or none, means a refusal or a connection that broke
NO_KEY = "none"  # the client wants a key even where the server wants none; it is not sent


class ChatFailed(NianbaoError):
    """The chat model gave no usable answer: not reached, too late, too long, or not in its protocol."""


@dataclass(slots=True)
class ChatModel:
    """One model on one server. Safe to share between threads."""

    base_url: str
    name: str
    api_key: str = field(default="", repr=False)
    seconds: float = SECONDS
    _opened: "BaseChatModel | None" = field(default=None, init=False, repr=False)
    _opening: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def stream(self, messages: Sequence[Message], *, as_json: bool = False) -> Iterator[str]:
        """Yield the answer's text in pieces as they come; `as_json` asks the server for one JSON object.

        Raises:
            ChatFailed: the server cannot be reached, answers with an error or with what is no answer, says nothing
                more within `seconds` of the start, or sends more than MOST_CHARACTERS.
        """
        pieces: queue.SimpleQueue[str | Exception | None] = queue.SimpleQueue()
        stopped = threading.Event()
        deadline = time.monotonic() + self.seconds
        # A thread of its own: a read that blocks cannot outlast the deadline, and the tracing switch stays in there.
        reader = threading.Thread(target=self._read, args=(tuple(messages), as_json, pieces.put, stopped), daemon=True)
        reader.start()
        try:
            while True:
                try:
                    piece = pieces.get(timeout=max(0.0, deadline - time.monotonic()))
                except queue.Empty:
                    raise ChatFailed(f"{self.name}: no whole answer within {self.seconds:g} seconds") from None
                if piece is None:
                    return
                if isinstance(piece, Exception):
                    raise ChatFailed(f"{self.name}: {type(piece).__name__}: {piece}"[:300]) from piece
                yield piece
        finally:
            stopped.set()

    def _read(
        self,
        messages: tuple[Message, ...],
        as_json: bool,
        put: Callable[[str | Exception | None], None],
        stopped: threading.Event,
    ) -> None:
        from langsmith import tracing_context

        length, finish = 0, ""
        # Not as an argument of its own: the client would then parse the stream itself, by OpenAI's letter.
        shape: dict[str, Any] = {"extra_body": {"response_format": {"type": "json_object"}}} if as_json else {}
        try:
            # Whatever LANGSMITH_… and LANGCHAIN_… say: questions and reports go to the set server and nowhere else.
            with tracing_context(enabled=False):
                for chunk in self._model().stream(list(messages), **shape):
                    text = str(chunk.text)
                    length += len(text)
                    if stopped.is_set():
                        return
                    if length > MOST_CHARACTERS:
                        raise ChatFailed(f"more than {MOST_CHARACTERS:,} characters")
                    finish = str(chunk.response_metadata.get("finish_reason") or finish)
                    put(text)
            if finish not in FINISHED:
                raise ChatFailed(f"broke off ({finish or 'no reason given'})")
            put(None)
        except Exception as error:  # the client raises errors of three libraries; all of them mean "no answer"
            put(error)

    def _model(self) -> "BaseChatModel":
        with self._opening:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _open(self) -> "BaseChatModel":
        from langchain.chat_models import init_chat_model
        from openai import DefaultHttpxClient

        from assistant.llm_connection import Connection

        # Each of these has a default out of the environment (OPENAI_…, LC_…) or from the model's name.
        return init_chat_model(
            self.name, model_provider="openai", base_url=self.base_url, api_key=self.api_key or NO_KEY,
            openai_proxy="", output_version="v0", use_responses_api=False, stream_usage=False, temperature=0,
            max_retries=0, timeout=self.seconds,
            http_client=DefaultHttpxClient(
                transport=Connection(self.api_key), follow_redirects=False, trust_env=False, timeout=self.seconds
            ),
        )  # fmt: skip
