"""The process definitions that come with the product: each room says how its own is read."""

from collections.abc import Callable

from bailiwick.kernel.process.types import Definition

_loaders: dict[str, Callable[[], Definition]] = {}


def add(code: str, load: Callable[[], Definition]) -> None:
    """Make the shipped definition of a process known by the process's code."""
    _loaders[code] = load


def shipped(code: str) -> Definition | None:
    """The definition of that code as it comes with the product; None for a process that is the organization's own."""
    load = _loaders.get(code)
    return load() if load else None
