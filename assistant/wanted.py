"""What a question says about reports, and what becomes of it: a scope, or why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.answer import Language
from assistant.mentions import Mention
from assistant.query import Clarify, Refuse, Scope
from assistant.years import Years


@dataclass(slots=True)
class Resolved:
    """A scope, or why there is none; with what was assumed on the way."""

    scope: Scope | None = None
    stop: Clarify | Refuse | None = None
    assumptions: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # "issuer year" asked and not there, where others are
    unheld: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)  # issuers without any year asked of them


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the question and the conversation say about reports."""

    text: str
    language: Language
    mentions: Sequence[Mention]
    years: Years
    whole: bool
    carried_issuers: tuple[str, ...] = ()
    carried_years: tuple[int, ...] = ()
    prose: bool = False
    excluded: tuple[str, ...] = ()
    region: bool = False  # a place means every body in it
