"""Several records worked on as at one moment: what is the same for all of them is read once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from bailiwick.kernel.base import tenant

P = ParamSpec("P")
R = TypeVar("R")

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("bailiwick_together", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Keep the answers of what is `asked_once`, until the end of the block.

    Open it around a few records and one transaction: what somebody else changes meanwhile holds from the next block on.
    """
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def is_open() -> bool:
    """Whether records are worked on together now."""
    return _answers.get() is not None


def asked_once(ask: Callable[P, R]) -> Callable[P, R]:
    """Decorator for a read of what is not written while records are worked on together; its arguments are hashable."""

    @wraps(ask)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        kept = _answers.get()
        if kept is None:
            return ask(*args, **kwargs)
        key = (ask, tenant.current(), args, tuple(kwargs.items()))
        if key not in kept:
            kept[key] = ask(*args, **kwargs)
        found: R = kept[key]
        return found

    return answer
