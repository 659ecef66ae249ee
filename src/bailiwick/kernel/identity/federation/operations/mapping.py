"""Which groups give which roles."""

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.federation.models import GroupMapping, IdentityProvider
from bailiwick.kernel.identity.federation.operations.roles import people_in, settle_roles
from bailiwick.kernel.identity.fields import checked, given, line, live, refuse_retired, unique, write
from bailiwick.kernel.identity.grants import require_held
from bailiwick.kernel.identity.models import Grant, Role
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ledger.operation import operation


def add_mapping(
    group: str, role: Role, *, by: Actor, provider: IdentityProvider | None = None
) -> GroupMapping:
    """Give everybody in the groups of that name a role from now on; nobody gives what they do not hold."""
    with operation("mapping.add", by=by) as op:
        policies.require(by, "role.assign")
        values = checked({"group": group, "role": role}, {"group": line, "role": live(Role)})
        require_held(by, Grant.objects.filter(role=values["role"]).values_list("verb", flat=True))
        with unique("federation_mapping_once", "group", "This group gives this role already."):
            mapping = GroupMapping.objects.create(provider=provider, **values)
        op.about(mapping)
        op.facts["role"] = values["role"].name
        settle_roles(people_in(mapping))
    return mapping


def retire_mapping(
    mapping: GroupMapping, *, by: Actor, reason: str, expected_version: int | None = None
) -> GroupMapping:
    """End a mapping; the roles it gave are taken away, unless the last administrator holds theirs by it."""
    why = given(reason)
    with operation(
        "mapping.retire", by=by, subject=mapping, reason=why, expected_version=expected_version
    ) as op:
        refuse_retired(op)
        write(op.subject, {"retired_at": clock.now()})
        settle_roles(people_in(op.subject))
    return op.subject
