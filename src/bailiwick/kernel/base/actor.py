"""Who acts: carried explicitly through every call, never looked up from thin air."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

Scope = tuple[str, int]


class ActorKind(StrEnum):
    """What stands behind an act: a person at the page, a person's token, or the product itself."""

    PERSON = "person"
    TOKEN = "token"  # noqa: S105 - a kind of actor, no secret
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """An acting person or job in one organization, with what it may do.

    `grants` are verbs such as "incident.resolve", "incident.*" or "*", good everywhere; `scoped` are (verb, kind, id)
    good for one team, party or service only; `limits`, when set, are the verbs that a token keeps of all that.
    `party_id` is set for a customer's or supplier's person, who sees that party's records only.
    """

    organization_id: int
    name: str
    kind: ActorKind = ActorKind.PERSON
    person_id: int | None = None
    party_id: int | None = None
    grants: frozenset[str] = frozenset()
    scoped: frozenset[tuple[str, str, int]] = frozenset()
    limits: frozenset[str] | None = None
    roles: frozenset[str] = frozenset()
    team_ids: frozenset[int] = frozenset()
    token_id: int | None = None
    zone: str = "UTC"
    request: str = field(default="", compare=False)

    def may(self, verb: str, scopes: frozenset[Scope] = frozenset()) -> bool:
        """Whether a grant covers the verb, everywhere or for one of the subject's scopes."""
        covering = patterns(verb)
        if not self.within_limits(verb):
            return False
        if not self.grants.isdisjoint(covering):
            return True
        return any(granted in covering and (kind, of) in scopes for granted, kind, of in self.scoped)

    def within_limits(self, verb: str) -> bool:
        """Whether the token, if one acts, was given the verb: asked by rules that go by more than grants."""
        return self.limits is None or not self.limits.isdisjoint(patterns(verb))

    def scopes_for(self, verb: str) -> frozenset[Scope]:
        """The teams, parties and services for which alone the actor may use the verb."""
        covering = patterns(verb)
        if not self.within_limits(verb):
            return frozenset()
        return frozenset((kind, of) for granted, kind, of in self.scoped if granted in covering)

    @property
    def is_outsider(self) -> bool:
        """True for people of a customer or supplier."""
        return self.party_id is not None


@lru_cache(1024)
def patterns(verb: str) -> tuple[str, str, str]:
    """The grants that cover a verb: itself, all verbs of its noun, everything."""
    return verb, f"{verb.partition('.')[0]}.*", "*"


def system_actor(organization_id: int, name: str = "Bailiwick", *, request: str = "") -> Actor:
    """The product itself, acting in one organization (jobs, escalations, imports started by a schedule)."""
    return Actor(
        organization_id=organization_id,
        name=name,
        kind=ActorKind.SYSTEM,
        grants=frozenset({"*"}),
        roles=frozenset({"system"}),
        request=request,
    )
