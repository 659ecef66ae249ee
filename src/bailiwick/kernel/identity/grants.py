"""Grants as texts: a known verb, all verbs of a known noun ("incident.*"), or everything ("*")."""

from collections.abc import Iterable

from bailiwick.kernel.base.actor import Actor, Scope
from bailiwick.kernel.base.errors import Refused
from bailiwick.kernel.ledger import policies


def known_grants(texts: Iterable[str]) -> frozenset[str]:
    """The texts, once each; raises ValueError for one that grants nothing the product knows."""
    verbs = policies.verbs()
    known = {"*", *verbs, *(f"{verb.partition('.')[0]}.*" for verb in verbs)}
    grants = frozenset(texts)
    if unknown := sorted(grants - known):
        raise ValueError(f"There is no verb “{unknown[0]}”.")
    return grants


def require_held(by: Actor, grants: Iterable[str], scopes: frozenset[Scope] = frozenset()) -> None:
    """Raise Refused unless the actor holds all the grants, everywhere or in the scopes: none gives what they lack."""
    lacking = sorted(grant for grant in grants if not by.may(grant, scopes))
    if lacking:
        raise Refused(f"{by.name} does not hold “{lacking[0]}” and so cannot give it.")


def lacks(by: Actor, grant: str) -> bool:
    """Whether the actor holds the grant nowhere, not even for one team, party or service."""
    return not by.may(grant) and not by.scopes_for(grant)
