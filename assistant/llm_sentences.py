"""A model's text, arriving in pieces, cut into whole sentences."""

import re

CITATION = r"[\[【［][\d\s,，、]*[\]】］]"
# A citation that follows the full stop belongs to the sentence before it.
END = re.compile(rf"(?:[。！？!?]+[”’」』\"）)]*|\.[”’\")]*(?=\s|[\[【［])|\n)(?:\s*{CITATION})*")


class Sentences:
    """Collects pieces and gives sentences as soon as each is whole."""

    def __init__(self) -> None:
        self._rest = ""

    def feed(self, piece: str) -> list[str]:
        """The sentences that this piece completes."""
        self._rest += piece
        whole: list[str] = []
        while found := END.search(self._rest):
            following = self._rest[found.end() :].lstrip()
            # Until the next character is there, a citation may still follow.
            if not following or (following[0] in "[【［" and not re.match(CITATION, following)):
                break
            whole.append(self._rest[: found.end()].strip())
            self._rest = self._rest[found.end() :]
        return [sentence for sentence in whole if sentence]

    def last(self) -> list[str]:
        """What is left when the text has ended."""
        rest, self._rest = self._rest.strip(), ""
        whole = []
        while found := END.search(rest):
            whole.append(rest[: found.end()].strip())
            rest = rest[found.end() :].strip()
        return [sentence for sentence in (*whole, rest) if sentence]
