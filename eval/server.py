"""A running server as the thing that is measured: the same questions over POST /api/v1/ask, the same scorers.

What is printed in its reports is read from the server as well: /api/v1/reports and the text of each.
"""

from typing import Any

import httpx2

from eval.runner import TargetAway
from eval.truth import ReportFacts
from index.errors import NianbaoError


class BadAnswer(NianbaoError):
    """The server answered one question with a problem; the others may be answered."""


ANSWER_SECONDS = 120.0  # a language model may word an answer


class ServerAway(TargetAway):
    """The server cannot be measured: it is not there, or answers something else. The message says what to do."""


class Server:
    """One server by its address. Close it when done."""

    def __init__(self, url: str, *, transport: httpx2.BaseTransport | None = None) -> None:
        """Make ready to ask; nothing is sent yet.

        Raises:
            ServerAway: `url` is no address of a server.
        """
        self.url = url.rstrip("/")
        if not self.url.startswith(("http://", "https://")):
            raise ServerAway(f"--url {url}: an address begins with http:// or https://")
        # trust_env: a proxy in the environment must not carry questions for a server on this machine away
        self._client = httpx2.Client(
            base_url=self.url, timeout=ANSWER_SECONDS, transport=transport, trust_env=False, follow_redirects=False
        )

    def close(self) -> None:
        """End the connections."""
        self._client.close()

    def ask(self, question: str, conversation_id: str | None) -> dict[str, Any]:
        """One answer's JSON.

        Raises:
            ServerAway: no answer came.
            BadAnswer: it was a problem; the message says which.
        """
        body = {"question": question} | ({"conversation_id": conversation_id} if conversation_id else {})
        answer = self._json("POST", "/api/v1/ask", body)
        if "kind" not in answer or "text" not in answer:
            raise BadAnswer(f"{self.url}/api/v1/ask answers with an object that is no answer: {str(answer)[:120]}")
        return answer

    def facts(self) -> tuple[ReportFacts, ...]:
        """The reports that the server has, each with its text.

        Raises:
            ServerAway: as `ask`, or it has no report.
        """
        listed = self._json("GET", "/api/v1/reports").get("reports")
        if not isinstance(listed, list) or not listed:
            raise ServerAway(f"{self.url} has no reports: build its index first")
        return tuple(self._facts(report) for report in listed)

    def _facts(self, report: dict[str, Any]) -> ReportFacts:
        text = self._json("GET", f"/api/v1/reports/{report['id']}/text")
        lines = tuple(str(line["text"]) for line in text.get("lines") or ())
        return ReportFacts(str(report["file"]), str(report["issuer"]), int(report["year"]), lines, str(report["id"]))

    def _json(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        try:
            response = self._client.request(method, path, json=body)
        except httpx2.TimeoutException as error:
            raise ServerAway(f"{self.url}{path}: no answer within {ANSWER_SECONDS:.0f} s") from error
        except httpx2.HTTPError as error:
            raise ServerAway(f"{self.url} is not there ({error}): start it with `nianbao serve`") from error
        try:
            found = response.json()
        except ValueError as error:
            raise ServerAway(f"{self.url}{path}: {response.status_code}, not JSON: is it Nianbao?") from error
        if response.status_code != 200 or not isinstance(found, dict):
            said = found.get("detail") if isinstance(found, dict) else ""
            kind = BadAnswer if method == "POST" and response.status_code < 500 else ServerAway
            raise kind(f"{self.url}{path}: {response.status_code} {said or ''}".rstrip())
        return found
