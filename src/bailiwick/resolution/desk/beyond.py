"""What rooms above add to the desk's pages: other looks at an incident, and notices over my work."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from bailiwick.kernel.base.actor import Actor
from bailiwick.resolution.incidents.models import Incident


@dataclass(frozen=True, slots=True)
class Notice:
    """One line that everybody at the desk should know of, and where it leads."""

    text: str
    url: str


_looks: list[tuple[str, str]] = []
_notices: list[Callable[[Actor], list[Notice]]] = []


def add_look(label: str, route: str) -> None:
    """Offer a page about every incident; its route takes the reference."""
    _looks.append((label, route))


def add_notices(ask: Callable[[Actor], list[Notice]]) -> None:
    """Show what `ask` returns to an actor over their work."""
    _notices.append(ask)


def looks(incident: Incident) -> list[tuple[str, str]]:
    """(label, address) of other pages about an incident."""
    return [(label, reverse(route, args=[incident.reference])) for label, route in _looks]


def notices(actor: Actor) -> list[Notice]:
    """What the actor should know of today."""
    return [notice for ask in _notices for notice in ask(actor)]
