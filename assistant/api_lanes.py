"""Where answers are worked out: one at a time while they are short, for more only take Python from one another.

An answer on figures is given in the event loop's own thread: handing it to another and back takes an eighth of its
time, and meanwhile the loop could only wait for Python. Work that would wait or last says so (`index.waiting`), and is
begun anew in a thread; between two answers the loop sees to everything else.
Work that lasts longer than an answer on figures does wait for something else (a model, a disk): it goes on, and gives
its place to the next. The thread that was busy last is the next to work (anyio keeps them so): its connections and
what it read are still at hand, which takes a fifth off an answer beside threads that take turns.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from index.waiting import Waits, without_waiting

Result = TypeVar("Result")
AT_ONCE = 1
LASTS = 0.02  # seconds after which work no longer keeps its place
MOST_THREADS = 40  # as many as Starlette's own


@dataclass(slots=True)
class _Turns:
    """Who works and who waits, within one event loop."""

    loop: asyncio.AbstractEventLoop
    free: int
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque)
    threads: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(MOST_THREADS))

    async def take(self) -> None:
        """Wait for a place, in the order of asking."""
        if self.free:
            self.free -= 1
            return
        mine = self.loop.create_future()
        self.waiting.append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():  # the place came, but nobody is there to use it
                self.give()
            raise

    def give(self) -> None:
        """Hand a place to whoever waits longest."""
        while self.waiting:
            next_one = self.waiting.popleft()
            if not next_one.done():
                next_one.set_result(None)
                return
        self.free += 1


class _Place:
    """A place that is given back once, by the end of the work or by its lasting, whichever is first."""

    def __init__(self, turns: _Turns, lasts: float) -> None:
        self._turns: _Turns | None = turns
        self._timer = turns.loop.call_later(lasts, self._give)

    def leave(self) -> None:
        """The work is done."""
        self._timer.cancel()
        self._give()

    def _give(self) -> None:
        turns, self._turns = self._turns, None
        if turns is not None:
            turns.give()


class Lanes:
    """Runs blocking calls for coroutines, `at_once` at a time but for those that last."""

    def __init__(self, at_once: int = AT_ONCE, *, lasts: float = LASTS) -> None:
        self._at_once = at_once
        self._lasts = lasts
        self._turns: _Turns | None = None
        self._warm = False  # the first work of a kind loads what loads lazily

    async def run(self, work: Callable[[], Result], *, here: bool = False) -> Result:
        """What the call returns or raises; a caller that goes away leaves it to its end.

        `here` says that the work is mostly short, and may be begun anew where it raises Waits.
        """
        loop = asyncio.get_running_loop()
        turns = self._turns
        if turns is None or turns.loop is not loop:
            turns = self._turns = _Turns(loop, self._at_once)
        await turns.take()
        if here and self._warm:
            done = _begun(work, turns)
            if done is not None:
                return done[0]
        place = _Place(turns, self._lasts)
        running = loop.create_task(to_thread.run_sync(work, limiter=turns.threads))
        running.add_done_callback(lambda _: place.leave())
        result = await asyncio.shield(running)
        self._warm = self._warm or here
        return result


def _begun(work: Callable[[], Result], turns: _Turns) -> tuple[Result] | None:
    """What the call returns, worked out in the loop's own thread; None where it waits, and the place is still held."""
    try:
        with without_waiting():
            done = work()
    except Waits:
        return None
    except BaseException:
        turns.give()
        raise
    turns.give()
    return (done,)
