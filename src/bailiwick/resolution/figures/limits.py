"""Which incidents somebody's figures are about: what they may see, narrowed to a service, a customer or a team."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.resolution.figures.facts import DIMENSIONS
from bailiwick.resolution.incidents.queries import visibility


@dataclass(frozen=True, slots=True)
class Limit:
    """An actor, and the (dimension, id) pairs that they narrow the figures to."""

    actor: Actor
    chosen: tuple[tuple[str, int], ...] = ()

    @property
    def condition(self) -> Q:
        """The incidents that are counted."""
        return visibility(self.actor) & Q(**{f"{name}_id": of or None for name, of in self.chosen})

    @property
    def grain(self) -> tuple[str, int] | None:
        """The tallies that hold the same incidents: None where only the records say it."""
        actor, narrowed = self.actor, dict(self.chosen)
        if not actor.within_limits("incident.read"):
            return None
        if actor.party_id is not None:
            if narrowed.get("party", actor.party_id) != actor.party_id:
                return None
            narrowed["party"] = actor.party_id
        elif not actor.may("incident.read"):
            return None
        if len(narrowed) > 1:
            return None
        return next(iter(narrowed.items()), ("all", 0))

    @property
    def text(self) -> str:
        """The same as part of an address: "service.3,team.4"."""
        return ",".join(f"{name}.{of}" for name, of in self.chosen)


def asked(actor: Actor, params: Mapping[str, str]) -> Limit:
    """What `service`, `party` and `team` narrow the figures to; raises NotFound for what is no number."""
    return Limit(
        actor, tuple((name, _number(params.get(name, ""))) for name in DIMENSIONS if params.get(name))
    )


def read(actor: Actor, text: str) -> Limit:
    """A limit from its text in an address; raises NotFound."""
    chosen = []
    for pair in filter(None, text.split(",")):
        name, _, of = pair.partition(".")
        if name not in DIMENSIONS:
            raise NotFound("There are no such figures.")
        chosen.append((name, _number(of)))
    return Limit(actor, tuple(chosen))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise NotFound("There are no such figures.")
    return int(text)
