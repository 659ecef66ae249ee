"""Who may do what, and why: every verb of the product with the grants and assignments that give it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor, patterns
from bailiwick.kernel.identity.actors import actor_for_person
from bailiwick.kernel.identity.models import Party, Person, Role, RoleAssignment, Team
from bailiwick.kernel.identity.queries import visible_assignments
from bailiwick.kernel.ledger import policies


@dataclass(frozen=True, slots=True)
class Reason:
    """A grant of a role, and for a person the assignment of the role: where it holds, from and to which day."""

    grant: str
    role: Role
    assignment: RoleAssignment | None = None
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Power:
    """One verb: why somebody may use it; `by_rule` when the product allows it without any grant."""

    verb: str
    meaning: str
    reasons: tuple[Reason, ...] = ()
    by_rule: bool = False

    @property
    def is_held(self) -> bool:
        """Whether there is any reason for it today."""
        today = clock.now().date()
        return self.by_rule or any(
            one.assignment is None or one.assignment.valid_from <= today for one in self.reasons
        )


def powers_of_role(role: Role) -> list[Power]:
    """Every verb of the product, with the role's grants that cover it."""
    grants = frozenset(role.grants.values_list("verb", flat=True))
    return [
        Power(verb, policy.meaning, tuple(Reason(one, role) for one in patterns(verb) if one in grants))
        for verb, policy in policies.verbs().items()
    ]


def powers_of_person(actor: Actor, person: Person) -> list[Power]:
    """Every verb of the product, with what gives it to a person today or from a coming day on, as the actor may see.

    Nobody may do anything who is disabled. Grants do not count for a customer's or supplier's people: what they may
    do is a rule of the product.
    """
    one = actor_for_person(actor.organization_id, person.pk)
    held = _held(actor, person, clock.now().date()) if one is not None and not one.is_outsider else []
    return [
        _power(one, verb, policy.meaning, [each for each in held if each.grant in patterns(verb)])
        for verb, policy in policies.verbs().items()
    ]


def _power(one: Actor | None, verb: str, meaning: str, reasons: list[Reason]) -> Power:
    by_rule = one is not None and not reasons and policies.allows(one, verb)
    return Power(verb, meaning, tuple(reasons), by_rule)


def _held(actor: Actor, person: Person, today: date) -> list[Reason]:
    assignments = list(
        visible_assignments(actor)
        .filter(
            Q(valid_to=None) | Q(valid_to__gte=today), person=person, ended_at=None, role__retired_at=None
        )
        .prefetch_related("role__grants")
    )
    names = _scope_names(assignments)
    return [
        Reason(grant.verb, one.role, one, names.get((one.scope_type, one.scope_id), ""))
        for one in assignments
        for grant in one.role.grants.all()
    ]


def _scope_names(assignments: Iterable[RoleAssignment]) -> dict[tuple[str, int | None], str]:
    """What a role is limited to, by name where this room knows it."""
    scopes = {(one.scope_type, one.scope_id) for one in assignments if one.scope_type}
    names = {scope: f"{scope[0]} {scope[1]}" for scope in scopes}
    for kind, model in (("team", Team), ("party", Party)):
        ids = [of for named, of in scopes if named == kind and of is not None]
        if ids:
            names |= {(kind, found.pk): found.name for found in model.objects.filter(pk__in=ids)}
    return names
