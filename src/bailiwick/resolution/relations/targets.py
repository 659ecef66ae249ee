"""The kinds of work that an incident may turn out to be: each makes itself known when it exists here."""

from collections.abc import Callable
from dataclasses import dataclass

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.work.models import WorkItem
from bailiwick.resolution.incidents.models import Incident


@dataclass(frozen=True, slots=True)
class Target:
    """A kind that takes over: what it was (`Incident.Was`), its noun, and how it is made from the incident."""

    was: str
    noun: str
    make: Callable[[Incident, Actor], WorkItem]


_targets: dict[str, Target] = {}


def register(target: Target) -> None:
    """Make a kind known as a target."""
    _targets[target.was] = target


def target(was: str) -> Target | None:
    """What takes over; None while that kind of work is not kept here."""
    return _targets.get(was)
