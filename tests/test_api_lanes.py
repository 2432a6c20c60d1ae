"""A few answers at a time: who comes later waits, who waits for something else lets others pass."""

import asyncio
import threading

import pytest

from assistant.api_lanes import Lanes

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
