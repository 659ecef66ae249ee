"""The roles that groups give: given while somebody is in the group, taken away when they are not."""

from collections.abc import Iterable
from dataclasses import dataclass

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import system_actor
from bailiwick.kernel.identity.federation.models import GroupMapping, GroupMember, MappedRole
from bailiwick.kernel.identity.models import Person, RoleAssignment
from bailiwick.kernel.identity.operations import assign_role, end_role
from bailiwick.kernel.ledger.operation import operation

NAME = "Group mapping"


def people_in(mapping: GroupMapping) -> set[Person]:
    """Everybody in a group that the mapping means, and everybody to whom it gave its role."""
    members = GroupMember.objects.filter(
        group__provider=mapping.provider_id, group__name_key=mapping.group.lower()
    )
    held = MappedRole.objects.filter(mapping=mapping, assignment__ended_at=None)
    keys = set(members.values_list("person_id", flat=True)) | set(held.values_list("person_id", flat=True))
    return set(Person.objects.filter(pk__in=keys))


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to change for one person: mappings that give, roles to take, and roles that another group now gives."""

    give: list[GroupMapping]
    take: list[MappedRole]
    inherit: list[tuple[MappedRole, GroupMapping]]

    def __bool__(self) -> bool:
        return bool(self.give or self.take or self.inherit)


def settle_roles(people: Iterable[Person]) -> None:
    """Bring the roles that groups give these people in line with the groups they are in.

    The mapping was made by somebody who held the role's grants; applying it is the product's own act, inside the
    operation that changed a group. Raises Invalid when the last administrator would lose their role.
    """
    by = system_actor(tenant.current(), NAME)
    for person in sorted(people, key=lambda one: one.pk):
        if not _plan(person):
            continue
        with operation("group.apply", by=by, subject=person) as op:
            plan = _plan(op.subject)
            for row, mapping in plan.inherit:
                row.mapping = mapping
                row.save(update_fields=["mapping"])
            for mapping in plan.give:
                assignment = assign_role(mapping.role, op.subject, by=by, valid_from=clock.now().date())
                MappedRole.objects.create(assignment=assignment, mapping=mapping, person=op.subject)
            for row in plan.take:
                end_role(row.assignment, by=by, reason=f"No longer by the group “{row.mapping.group}”.")
            op.facts["given"] = [_trace(one) for one in plan.give]
            op.facts["taken"] = [_trace(row.mapping) for row in plan.take]


def _plan(person: Person) -> Plan:
    wanted, held = _wanted(person), _held(person)
    plan = Plan([], [], [])
    new = [mapping for key, mapping in wanted.items() if key not in held]
    for key, row in held.items():
        if key in wanted:
            continue
        heir = next((one for one in new if one.role_id == row.mapping.role_id), None)
        if heir is None:
            plan.take.append(row)
        else:
            new.remove(heir)
            plan.inherit.append((row, heir))
    given: set[int] = set()
    for mapping in new:
        if mapping.role_id not in given and not _holds(person, mapping):
            given.add(mapping.role_id)
            plan.give.append(mapping)
    return plan


def _trace(mapping: GroupMapping) -> dict[str, str]:
    return {"role": mapping.role.name, "group": mapping.group, "of": mapping.source}


def _wanted(person: Person) -> dict[int, GroupMapping]:
    """The mappings that mean one of the person's groups, by their ids; staff only."""
    if person.party_id is not None:
        return {}
    named = {
        (of, name)
        for of, name in GroupMember.objects.filter(person=person).values_list(
            "group__provider_id", "group__name_key"
        )
    }
    standing = GroupMapping.objects.select_related("role", "provider").filter(
        retired_at=None, role__retired_at=None, group_key__in={name for _, name in named}
    )
    return {one.pk: one for one in standing if (one.provider_id, one.group.lower()) in named}


def _held(person: Person) -> dict[int, MappedRole]:
    today = clock.now().date()
    rows = MappedRole.objects.select_related("mapping__role", "mapping__provider", "assignment").filter(
        person=person, assignment__ended_at=None
    )
    return {
        row.mapping_id: row
        for row in rows
        if row.assignment.valid_to is None or row.assignment.valid_to >= today
    }


def _holds(person: Person, mapping: GroupMapping) -> bool:
    """Whether the person holds the role everywhere already, by hand or by another group: it is not given twice."""
    today = clock.now().date()
    held = RoleAssignment.objects.filter(
        role=mapping.role, person=person, ended_at=None, scope_type="", valid_from__lte=today
    )
    return held.exclude(valid_to__lt=today).exists()
