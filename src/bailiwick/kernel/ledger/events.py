"""Typed events: published by operations, kept in the ledger, delivered to subscribers after the commit."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event on its way: what happened, in which entry of which organization's ledger."""

    organization_id: int
    event_id: int
    verb: str
    actor_id: int | None
    actor_name: str
    occurred_at: datetime
    event: Any


Subscriber = Callable[[Delivery], None]
_types: dict[str, type[Any]] = {}
_subscribers: dict[type[Any], list[Subscriber]] = {}


def event(cls: type[E]) -> type[E]:
    """Class decorator for the frozen dataclasses of an `events.py`."""
    if cls.__name__ in _types:
        raise ValueError(f"There is an event {cls.__name__} already.")
    _types[cls.__name__] = cls
    return cls


def types() -> list[type[Any]]:
    """Every class of event."""
    return list(_types.values())


def subscribe(cls: type[Any]) -> Callable[[Subscriber], Subscriber]:
    """Function decorator: call it, in the organization's scope, for every delivered event of the class."""

    def add(subscriber: Subscriber) -> Subscriber:
        _subscribers.setdefault(cls, []).append(subscriber)
        return subscriber

    return add


def read(content: dict[str, Any]) -> Any:
    """The event that an entry's payload holds; None when its class is no longer known."""
    cls = _types.get(content["is"])
    return cls(**{key: value for key, value in content.items() if key != "is"}) if cls else None


def deliver(delivery: Delivery) -> None:
    """Hand an event to everybody who subscribed to its class."""
    for subscriber in _subscribers.get(type(delivery.event), ()):
        subscriber(delivery)
