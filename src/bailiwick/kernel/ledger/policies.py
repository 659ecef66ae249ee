"""Which verbs exist, and who may use each: a verb without a policy is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Refused

Rule = Callable[[Actor, Any], bool]


@dataclass(frozen=True, slots=True)
class Policy:
    """One verb, what it does in a sentence, and the rule that decides on an actor and a subject."""

    verb: str
    meaning: str
    allows: Rule


_policies: dict[str, Policy] = {}


def granted(verb: str) -> Rule:
    """The common rule: insiders who hold a grant for the verb, everywhere or where the subject belongs."""

    def allows(actor: Actor, subject: Any) -> bool:
        if actor.is_outsider:
            return False
        scopes = subject.scopes() if actor.scoped and subject is not None else frozenset()
        return actor.may(verb, scopes)

    return allows


def register(verb: str, meaning: str, allows: Rule | None = None) -> None:
    """Declare a verb and its policy; declaring one twice is a defect."""
    if verb in _policies:
        raise ValueError(f"The verb {verb} has a policy already.")
    _policies[verb] = Policy(verb, meaning, allows or granted(verb))


def verbs() -> dict[str, Policy]:
    """Every verb of the product with its policy, by name."""
    return dict(sorted(_policies.items()))


def allows(actor: Actor, verb: str, subject: Any = None) -> bool:
    """Whether the actor may use the verb on the subject; an unknown verb may nobody use."""
    policy = _policies.get(verb)
    return policy is not None and policy.allows(actor, subject)


def require(actor: Actor | None, verb: str, subject: Any = None) -> None:
    """Raise Refused unless the actor may use the verb on the subject."""
    if actor is None:
        raise Refused(f"“{verb}” needs somebody who does it.")
    if not allows(actor, verb, subject):
        raise Refused(f"{actor.name} may not use “{verb}” here.")
