"""A few answers at a time: who comes later waits, who waits for something else lets others pass."""

import asyncio
import threading

import pytest

from assistant.api_lanes import Lanes
from index.waiting import about_to_wait

FOREVER = 3600.0


class Gate:
    """Work that tells when it has begun, and goes on when it is let."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.open = threading.Event()
        self.names: list[str] = []

    def work(self, name: str) -> str:
        self.names.append(name)
        self.begun.release()
        self.open.wait()
        return name

    async def until_begun(self, count: int) -> None:
        for _ in range(count):
            await asyncio.to_thread(self.begun.acquire)


def test_no_more_than_a_few_work_at_a_time_and_all_are_answered() -> None:
    gate, lanes = Gate(), Lanes(2, lasts=FOREVER)

    async def run() -> list[str]:
        asked = [asyncio.ensure_future(lanes.run(lambda name=name: gate.work(name))) for name in "abc"]
        await gate.until_begun(2)
        assert gate.names == ["a", "b"]
        gate.open.set()
        return await asyncio.gather(*asked)

    assert asyncio.run(run()) == ["a", "b", "c"]
    assert gate.names[2] == "c"


def test_work_that_lasts_gives_its_place_to_the_next_and_goes_on() -> None:
    gate, lanes = Gate(), Lanes(1, lasts=0.0)

    async def run() -> tuple[str, str]:
        slow = asyncio.ensure_future(lanes.run(lambda: gate.work("a model")))
        await gate.until_begun(1)
        quick = await lanes.run(lambda: "a figure")
        assert not slow.done()
        gate.open.set()
        return quick, await slow

    assert asyncio.run(run()) == ("a figure", "a model")


def test_who_goes_away_while_waiting_takes_no_place() -> None:
    gate, lanes = Gate(), Lanes(1, lasts=FOREVER)

    async def run() -> str:
        first = asyncio.ensure_future(lanes.run(lambda: gate.work("first")))
        await gate.until_begun(1)
        gone = asyncio.ensure_future(lanes.run(lambda: gate.work("gone")))
        last = asyncio.ensure_future(lanes.run(lambda: gate.work("last")))
        await asyncio.sleep(0)
        gone.cancel()
        gate.open.set()
        await first
        return await last

    assert asyncio.run(run()) == "last"
    assert gate.names == ["first", "last"]


def test_what_goes_wrong_is_told_and_leaves_the_place_free() -> None:
    lanes = Lanes(1, lasts=FOREVER)

    def wrong() -> None:
        raise ValueError("no such thing")

    async def run() -> str:
        with pytest.raises(ValueError, match="no such thing"):
            await lanes.run(wrong)
        return await lanes.run(lambda: "answered")

    assert asyncio.run(run()) == "answered"


def test_the_thread_that_was_busy_last_works_next() -> None:
    gate, lanes = Gate(), Lanes(3, lasts=FOREVER)

    async def run() -> set[int]:
        asked = [asyncio.ensure_future(lanes.run(lambda name=name: gate.work(name))) for name in "abc"]
        await gate.until_begun(3)
        gate.open.set()
        await asyncio.gather(*asked)
        return {await lanes.run(threading.get_ident) for _ in range(9)}

    assert len(asyncio.run(run())) == 1


def test_it_goes_on_in_another_loop() -> None:
    lanes = Lanes(1, lasts=FOREVER)
    for _ in range(2):

        async def run() -> str:
            return await lanes.run(lambda: "answered")

        assert asyncio.run(run()) == "answered"


def where(lanes: Lanes, *, waits: bool = False) -> list[bool]:
    """For three short works, one after the other: whether each ended in the loop's own thread."""

    def work() -> int:
        if waits:
            about_to_wait()
        return threading.get_ident()

    async def run() -> list[bool]:
        return [await lanes.run(work, here=True) == threading.get_ident() for _ in range(3)]

    return asyncio.run(run())


def test_short_work_is_done_where_it_was_asked_for_once_all_is_loaded() -> None:
    assert where(Lanes(1, lasts=FOREVER)) == [False, True, True]


def test_work_that_is_about_to_wait_is_begun_anew_in_a_thread() -> None:
    assert where(Lanes(1, lasts=FOREVER), waits=True) == [False, False, False]


def test_what_goes_wrong_in_short_work_is_told_and_leaves_the_place_free() -> None:
    lanes = Lanes(1, lasts=FOREVER)

    def wrong() -> None:
        raise ValueError("no such thing")

    async def run() -> list[str]:
        told = [await lanes.run(lambda: "loaded", here=True)]
        with pytest.raises(ValueError, match="no such thing"):
            await lanes.run(wrong, here=True)
        return [*told, await lanes.run(lambda: "answered")]

    assert asyncio.run(run()) == ["loaded", "answered"]


def test_short_work_waits_for_its_turn_and_the_loop_sees_to_others_between_two() -> None:
    lanes, seen = Lanes(1, lasts=FOREVER), []

    async def short(name: str) -> None:
        await lanes.run(lambda: seen.append(name), here=True)

    async def run() -> None:
        await short("loads")
        gate = Gate()
        first = asyncio.ensure_future(lanes.run(lambda: gate.work("in a thread")))
        await gate.until_begun(1)
        asked = [asyncio.ensure_future(short(name)) for name in "abc"]
        await asyncio.sleep(0)
        asyncio.get_running_loop().call_soon(seen.append, "others")
        gate.open.set()
        await asyncio.gather(first, *asked)

    asyncio.run(run())
    assert seen == ["loads", "others", "a", "b", "c"]
