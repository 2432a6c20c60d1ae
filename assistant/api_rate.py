"""How many requests one client may make: a bucket of tokens each, filled at a steady rate."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

BURST = 5  # seconds' worth that may come at once
MOST_CLIENTS = 10_000


class Buckets:
    """Client → tokens. Safe between threads. `rate` is requests a second; 0 lets everything pass."""

    def __init__(self, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # client → (tokens, when)
        self._lock = threading.Lock()

    def wait(self, client: str) -> float:
        """Take one token: 0.0 where there was one, else the seconds until there is."""
        if not self._rate:
            return 0.0
        most = float(self._rate * BURST)
        with self._lock:
            now = self._clock()
            tokens, when = self._buckets.pop(client, (most, now))
            tokens = min(most, tokens + (now - when) * self._rate)
            taken = tokens >= 1
            self._buckets[client] = (tokens - 1 if taken else tokens, now)
            while len(self._buckets) > MOST_CLIENTS:
                self._buckets.popitem(last=False)
        return 0.0 if taken else (1 - tokens) / self._rate
