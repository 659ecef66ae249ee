"""Make the next items while the present one is worked on: reading goes on while the database writes."""

from collections.abc import Iterable, Iterator
from queue import Full, Queue
from threading import Event, Thread
from typing import Final, TypeVar

Item = TypeVar("Item")

_LOOK_EVERY: Final = 0.2


class _End:
    """Comes after the last item, with what ended the making if it did not end by itself."""

    def __init__(self, problem: BaseException | None = None) -> None:
        self.problem = problem


def prefetched(items: Iterable[Item], ahead: int) -> Iterator[Item]:
    """The items, made in a thread of their own, at most `ahead` of them before they are asked for.

    Making them must not use the database connection of the thread that asks. What it raises is raised here.
    """
    ready: Queue[Item | _End] = Queue(ahead)
    stop = Event()
    maker = Thread(target=_make, args=(items, ready, stop), name="prefetch", daemon=True)
    maker.start()
    try:
        while not isinstance(item := ready.get(), _End):
            yield item
        if item.problem is not None:
            raise item.problem
    finally:
        stop.set()
        maker.join()


def _make(items: Iterable[Item], ready: "Queue[Item | _End]", stop: Event) -> None:
    end = _End()
    try:
        for item in items:
            if not _put(ready, item, stop):
                return
    except BaseException as problem:  # noqa: BLE001 - it is raised where the items are asked for
        end = _End(problem)
    _put(ready, end, stop)


def _put(ready: "Queue[Item | _End]", item: "Item | _End", stop: Event) -> bool:
    while not stop.is_set():
        try:
            ready.put(item, timeout=_LOOK_EVERY)
        except Full:
            continue
        return True
    return False
