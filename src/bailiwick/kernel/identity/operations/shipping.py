"""Shipped roles after an update: what the product added is offered, never forced on those who arranged their own."""

from collections.abc import Iterator

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor, patterns, system_actor
from bailiwick.kernel.base.errors import NotAllowedNow
from bailiwick.kernel.identity.actors import organizations
from bailiwick.kernel.identity.fields import refuse_retired, write
from bailiwick.kernel.identity.grants import require_held
from bailiwick.kernel.identity.models import Grant, Role
from bailiwick.kernel.identity.shipped import SHIPPED_ROLES
from bailiwick.kernel.ledger.models import LedgerEvent
from bailiwick.kernel.ledger.operation import operation

_SHIPPED = {role.code: role.verbs for role in SHIPPED_ROLES}


def additions(role: Role) -> list[str]:
    """The verbs that the product ships with a role of this code, and that the role does not grant."""
    held = {grant.verb for grant in role.grants.all()}
    return [verb for verb in _SHIPPED.get(role.code, ()) if held.isdisjoint(_covering(verb))]


def adopt_additions(role: Role, *, by: Actor, expected_version: int | None = None) -> Role:
    """Give a shipped role what the product has added to it; nobody adds what they do not hold themselves."""
    with operation("role.adopt", by=by, subject=role, expected_version=expected_version) as op:
        refuse_retired(op)
        added = additions(op.subject)
        if not added:
            raise NotAllowedNow(op.verb, "as shipped")
        require_held(by, added)
        Grant.objects.bulk_create([Grant(role=op.subject, verb=verb) for verb in added])
        op.facts["verbs"] = added
        write(op.subject, {}, also_changed=True)
    return op.subject


def follow_product() -> tuple[list[str], list[str]]:
    """After an update: roles that nobody ever changed by hand get the additions, for the others they are offered.

    Returns what was done and what is offered, as "organization: role".
    """
    done, offered = [], []
    for key, _, name in organizations():
        with tenant.scope(key):
            for role in _differing():
                if _was_changed_by_hand(role):
                    offered.append(f"{name}: {role.name}")
                else:
                    adopt_additions(role, by=system_actor(key))
                    done.append(f"{name}: {role.name}")
    return done, offered


def _differing() -> Iterator[Role]:
    roles = Role.objects.filter(code__in=_SHIPPED, retired_at=None).prefetch_related("grants").order_by("pk")
    return (role for role in roles if additions(role))


def _was_changed_by_hand(role: Role) -> bool:
    return LedgerEvent.objects.filter(
        verb="role.revise", subject_type=Role.subject_type(), subject_id=role.pk
    ).exists()


def _covering(verb: str) -> set[str]:
    return {"*", verb} if verb.endswith(".*") else set(patterns(verb))
