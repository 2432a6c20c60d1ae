"""A page saved as one file (.mht, .mhtml) → the HTML of its main part and of its frames.

The file is a mail: parts in quoted-printable or base64, each with the address it came from.
"""

import email
import email.policy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from index.errors import NoTextFound, TooLarge, UnreadableReport
from index.readers.html_bytes import decode_page
from index.readers.html_meta import first_url

IS_MAIL = re.compile(rb"\s*(?:(?:From|MIME-Version|Snapshot-Content-Location|Subject|Date|Content-Type)\s*:)", re.I)
MOST_PARTS = 3_000
MOST_FRAMES = 20
LONG_BODY = 200  # characters; a shorter body is not worth setting aside
SUB_MESSAGES = (b"message/", b"digest")  # what may make a mail parser take the body of a part for headers
SET_ASIDE = re.compile("\0(\\d+)\0")


@dataclass(frozen=True, slots=True)
class Saved:
    """The HTML texts of a saved page, the main one first, and the address it was saved from."""

    texts: tuple[str, ...]
    url: str | None


def is_mail(data: bytes) -> bool:
    """Whether a file begins as a mail does, whatever its suffix."""
    return IS_MAIL.match(data.removeprefix(b"\xef\xbb\xbf")) is not None


def parts_of(data: bytes, path: Path) -> Saved:
    """The HTML of a mail.

    Raises:
        NoTextFound: no part is HTML.
        TooLarge, UnreadableReport: thousands of parts; parts that cannot be told apart; as `decode_page`.
    """
    message, bodies = _parsed(data, path)
    parts = _html_parts(message)
    if not parts:
        raise NoTextFound(path, "no part of it is HTML; open the page and save it again")
    main = _main(parts, message)
    ordered = [main, *(part for part in parts if part is not main)]
    texts = [text for part in ordered[:MOST_FRAMES] if (text := _text(part, bodies, path))]
    address = first_url([_location(main), str(message.get("Snapshot-Content-Location", "")), _location(message)])
    return Saved(tuple(texts), address)


def _parsed(data: bytes, path: Path) -> tuple[Message, list[str]]:
    """The mail, and the bodies that were set aside: the place of each in this list stands in the mail instead."""
    # A boundary line per part: the parser of the standard library goes down one call a level of nesting.
    lower = data.lower()
    if lower.count(b"multipart/") > MOST_FRAMES or data.count(b"\n--") > 2 * MOST_PARTS:
        raise TooLarge(path, "it has thousands of parts or parts within parts; save the page again")
    text = data.removeprefix(b"\xef\xbb\xbf").decode("ascii", "surrogateescape")
    short, bodies = (text, []) if any(word in lower for word in SUB_MESSAGES) else _without_bodies(text)
    try:
        return email.message_from_string(short, policy=email.policy.compat32), bodies
    except (ValueError, LookupError, RecursionError) as error:
        raise UnreadableReport(path, "its parts cannot be told apart; save the page again") from error


def _without_bodies(text: str) -> tuple[str, list[str]]:
    """A mail with a mark instead of what stands between the blank line after some headers and the next line in "--".

    Only a line in "--" can end a part, so that the mail parser, which goes line by line, finds the same parts sooner.
    """
    if "\0" in text or text.count("\r") != text.count("\r\n"):  # it takes a lone \r for a line end too
        return text, []
    pieces, bodies = text.split("\n--"), list[str]()
    for at, piece in enumerate(pieces):
        ends = [found + len(blank) for blank in ("\n\n", "\n\r\n") if (found := piece.find(blank)) >= 0]
        begin = min(ends, default=len(piece))
        end = len(piece) - piece.endswith("\r")
        if end - begin > LONG_BODY:
            pieces[at] = f"{piece[:begin]}\0{len(bodies)}\0{piece[end:]}"
            bodies.append(piece[begin:end])
    short = "\n--".join(pieces)
    return (short, bodies) if short.isascii() else (text, [])  # the parser would decode what is left


def _html_parts(message: Message) -> list[Message]:
    return [
        part for part in message.walk()
        if not part.is_multipart() and part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]  # fmt: skip


def _main(parts: list[Message], message: Message) -> Message:
    """The part the file is about: the one named as its start, else that of its address, else the first."""
    start = str(message.get_param("start") or "").strip("<>")
    address = str(message.get("Snapshot-Content-Location", "")).strip()
    for part in parts:
        if start and str(part.get("Content-ID", "")).strip().strip("<>") == start:
            return part
    return next((part for part in parts if address and _location(part) == address), parts[0])


def _location(part: Message) -> str:
    return re.sub(r"\s+", "", str(part.get("Content-Location", "")))


def _text(part: Message, bodies: Sequence[str], path: Path) -> str:
    """The HTML of a part, "" where it is empty."""
    if bodies and isinstance(held := part.get_payload(), str):
        part.set_payload(SET_ASIDE.sub(lambda found: bodies[int(found[1])], held))
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    return decode_page(data, path, str(part.get_param("charset") or ""))
