"""The connection to the chat server: it sends the set key and nothing else of the environment, and takes no flood.

Imported with the first question that needs a chat model.
"""

from collections.abc import Iterator

import httpx2

MOST_BYTES = 2_000_000  # of one response on the wire
SENT_HEADERS = {"host", "accept", "connection", "content-type", "content-length", "user-agent"}


class Connection(httpx2.HTTPTransport):
    """An HTTP transport for one server. `api_key` "" sends no key."""

    def __init__(self, api_key: str) -> None:
        super().__init__()
        self._api_key = api_key

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send the request with its harmless headers only, and return a response that cannot grow without end.

        Raises:
            httpx2.DecodingError: the server packs its response.
        """
        # The client adds headers out of OPENAI_ORG_ID, OPENAI_PROJECT_ID and OPENAI_CUSTOM_HEADERS, and its telemetry.
        for name in [name for name in request.headers if name.lower() not in SENT_HEADERS]:
            del request.headers[name]
        if self._api_key:
            request.headers["Authorization"] = f"Bearer {self._api_key}"
        response = super().handle_request(request)
        assert isinstance(response.stream, httpx2.SyncByteStream)
        if response.headers.get("content-encoding", "identity") != "identity":
            response.stream.close()
            # Packing was not asked for, and a small response may unpack to gigabytes.
            raise httpx2.DecodingError("the response is packed", request=request)
        response.stream = _Limited(response.stream)
        return response


class _Limited(httpx2.SyncByteStream):
    """A response body that ends in an error where it grows past MOST_BYTES."""

    def __init__(self, body: httpx2.SyncByteStream) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        length = 0
        for part in self._body:
            length += len(part)
            if length > MOST_BYTES:
                raise httpx2.ReadError(f"the response is longer than {MOST_BYTES:,} bytes")
            yield part

    def close(self) -> None:
        self._body.close()
