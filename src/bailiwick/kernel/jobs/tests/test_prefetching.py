"""Items made ahead: all of them, in order, not too many, and no thread left behind."""

import threading
import time
from collections.abc import Iterator

import pytest

from bailiwick.kernel.jobs.prefetching import prefetched


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "prefetch"]


def test_all_items_come_in_order() -> None:
    assert list(prefetched(range(100), 2)) == list(range(100))
    assert threads() == []


def test_no_more_is_made_than_asked_for() -> None:
    made: list[int] = []

    def items() -> Iterator[int]:
        for number in range(10):
            made.append(number)
            yield number

    taken = prefetched(items(), 2)
    assert next(taken) == 0
    time.sleep(0.1)
    assert len(made) <= 4
    taken.close()  # type: ignore[attr-defined]
    assert threads() == []


def test_what_the_making_raises_is_raised_after_the_items_before_it() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ZeroDivisionError("made badly")

    taken = prefetched(items(), 5)
    assert next(taken) == 1
    with pytest.raises(ZeroDivisionError, match="made badly"):
        next(taken)
    assert threads() == []


def test_whoever_stops_early_leaves_no_thread() -> None:
    for item in prefetched(iter(int, 1), 1):
        assert item == 0
        break
    deadline = time.monotonic() + 5
    while threads() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threads() == []
