"""Work that must not wait: it is begun where waiting would hold up everybody, and begun anew elsewhere if it has to.

An answer on figures takes a few milliseconds, most of it in Python, and the event loop that took the question may give
it at once. What would wait for another program, a model or a lock, or would last, says so with `about_to_wait` first.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Waits(BaseException):
    """The work cannot be done here. Not an Exception: what makes do where something fails must not make do with it."""


_bound = threading.local()


@contextmanager
def without_waiting() -> Iterator[None]:
    """Whatever this thread does until the end raises Waits where it is about to wait."""
    _bound.here = True
    try:
        yield
    finally:
        _bound.here = False


def must_not_wait() -> bool:
    """Whether this thread is bound not to wait."""
    return getattr(_bound, "here", False)


def about_to_wait() -> None:
    """To be called before anything that waits or lasts, and before anything is changed.

    Raises:
        Waits: this thread must not.
    """
    if must_not_wait():
        raise Waits
