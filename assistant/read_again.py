"""How a question is read once more, in other words, by what has a plan of its own for it."""

from collections.abc import Callable

from assistant.answer import Language
from assistant.conversations import Context
from assistant.query import Understood
from assistant.reading import Library

Reader = Callable[[str, Library, Context | None, Language | None], tuple[Understood, Context]]
