"""Rules of telling: who hears of some news, when, by which channel and how soon."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Channel(StrEnum):
    """By which way somebody is told."""

    APPLICATION = "application"
    MAIL = "mail"


class Timing(StrEnum):
    """How soon mail goes: each news by itself, or what came together in one mail."""

    AT_ONCE = "at_once"
    HOURLY = "hourly"
    DAILY = "daily"


class Audience(StrEnum):
    """For whom words are meant: what customers read names nothing that only the staff may know."""

    STAFF = "staff"
    CUSTOMERS = "customers"


CHANNELS = {Channel.APPLICATION: "In the application", Channel.MAIL: "By mail"}
TIMINGS = {
    Timing.AT_ONCE: "At once",
    Timing.HOURLY: "Together, every full hour",
    Timing.DAILY: "Together, every morning at 7:00",
}
AUDIENCES = {Audience.STAFF: "The staff", Audience.CUSTOMERS: "Customers"}
BOTH = (Channel.APPLICATION.value, Channel.MAIL.value)


@dataclass(frozen=True, slots=True)
class Rule:
    """Who hears of one kind of news; `key` names it within the kind.

    `when` maps conditions to the values of which one must hold; all conditions must hold. `to` are relations to the
    record, `teams` and `roles` are named whatever the record is. `is_mandatory` overrides what people chose.
    """

    key: str
    to: tuple[str, ...] = ()
    teams: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    channels: tuple[str, ...] = BOTH
    timing: str = Timing.AT_ONCE.value
    is_mandatory: bool = False
    is_off: bool = False

    def holds(self, facts: Mapping[str, str]) -> bool:
        """Whether the conditions hold for a record, given its value for each condition."""
        return all(facts.get(name, "") in values for name, values in self.when.items())

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


def from_json(kept: Mapping[str, Any]) -> Rule:
    """A rule as it was kept."""
    return Rule(
        key=kept["key"],
        to=tuple(kept["to"]),
        teams=tuple(kept["teams"]),
        roles=tuple(kept["roles"]),
        when={name: tuple(values) for name, values in kept["when"].items()},
        channels=tuple(kept["channels"]),
        timing=kept["timing"],
        is_mandatory=kept["is_mandatory"],
        is_off=kept["is_off"],
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where words are used: a channel, an audience and a language, "" for whoever chose none."""

    channel: str
    audience: str
    language: str = ""
