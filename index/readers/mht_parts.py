"""A page saved as one file (.mht, .mhtml) → the HTML of its main part and of its frames.

The file is a mail: parts in quoted-printable or base64, each with the address it came from.
"""

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from index.errors import NoTextFound, TooLarge, UnreadableReport
from index.readers.html_bytes import decode_page
from index.readers.html_meta import first_url

IS_MAIL = re.compile(rb"\s*(?:(?:From|MIME-Version|Snapshot-Content-Location|Subject|Date|Content-Type)\s*:)", re.I)
MOST_PARTS = 3_000
MOST_FRAMES = 20


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
    message = _parsed(data, path)
    parts = _html_parts(message)
    if not parts:
        raise NoTextFound(path, "no part of it is HTML; open the page and save it again")
    main = _main(parts, message)
    ordered = [main, *(part for part in parts if part is not main)]
    texts = [text for part in ordered[:MOST_FRAMES] if (text := _text(part, path))]
    address = first_url([_location(main), str(message.get("Snapshot-Content-Location", "")), _location(message)])
    return Saved(tuple(texts), address)


def _parsed(data: bytes, path: Path) -> Message:
    # A boundary line per part: the parser of the standard library goes down one call a level of nesting.
    if data.lower().count(b"multipart/") > MOST_FRAMES or data.count(b"\n--") > 2 * MOST_PARTS:
        raise TooLarge(path, "it has thousands of parts or parts within parts; save the page again")
    try:
        return email.message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), policy=email.policy.compat32)
    except (ValueError, LookupError, RecursionError) as error:
        raise UnreadableReport(path, "its parts cannot be told apart; save the page again") from error


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


def _text(part: Message, path: Path) -> str:
    """The HTML of a part, "" where it is empty."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    return decode_page(data, path, str(part.get_param("charset") or ""))
