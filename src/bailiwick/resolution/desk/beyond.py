"""What rooms above add to the desk's pages: looks at an incident, parts and verbs of its page, notices over my work."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.work.beside import Beside
from bailiwick.resolution.incidents.models import Incident


@dataclass(frozen=True, slots=True)
class Notice:
    """One line that everybody at the desk should know of, and where it leads."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Something else that can be done with an incident, and where."""

    label: str
    icon: str
    url: str
    key: str = ""


Offers = Callable[[Actor, Incident, Beside], list[Offer]]

# Templates shown over an incident's page, with what that page has: incident, around.
notes: list[str] = []
_offers: list[Offers] = []
_looks: list[tuple[str, str]] = []
_notices: list[Callable[[Actor], list[Notice]]] = []


def add_look(label: str, route: str) -> None:
    """Offer a page about every incident; its route takes the reference."""
    _looks.append((label, route))


def add_note(template: str) -> None:
    """Show a template over every incident's page."""
    notes.append(template)


def add_offers(ask: Offers) -> None:
    """Offer what `ask` returns for an actor and an incident among its verbs."""
    _offers.append(ask)


def add_notices(ask: Callable[[Actor], list[Notice]]) -> None:
    """Show what `ask` returns to an actor over their work."""
    _notices.append(ask)


def looks(incident: Incident) -> list[tuple[str, str]]:
    """(label, address) of other pages about an incident."""
    return [(label, reverse(route, args=[incident.reference])) for label, route in _looks]


def offers(actor: Actor, incident: Incident, around: Beside) -> list[Offer]:
    """What else the actor can do with an incident."""
    return [offer for ask in _offers for offer in ask(actor, incident, around)]


def notices(actor: Actor) -> list[Notice]:
    """What the actor should know of today."""
    return [notice for ask in _notices for notice in ask(actor)]
