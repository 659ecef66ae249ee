"""Groups of a directory, sent by SCIM; whoever is in one holds the roles that are mapped to it."""

from collections.abc import Iterable
from typing import Any

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity import queries as identity
from bailiwick.kernel.identity.federation.models import DirectoryGroup, GroupMember
from bailiwick.kernel.identity.federation.operations.roles import settle_roles
from bailiwick.kernel.identity.federation.types import Taken
from bailiwick.kernel.identity.fields import checked, line, optional, write
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger import races
from bailiwick.kernel.ledger.operation import operation


def add_group(name: str, *, by: Actor, external_id: str = "", members: Iterable[int] = ()) -> DirectoryGroup:
    """Add a group with its members; raises Taken when there is one of that name."""
    with operation("group.add", by=by) as op:
        values = _checked(name, external_id)
        with races.lost_to("federation_group_name", _name_taken()):
            group = DirectoryGroup.objects.create(**values)
        op.about(group)
        settle_roles(_seat(group, frozenset(members), by))
    return group


def revise_group(
    group: DirectoryGroup, *, by: Actor, name: str, external_id: str, members: Iterable[int]
) -> DirectoryGroup:
    """Change a group's name and who is in it; raises Invalid when the last administrator would lose their role."""
    with operation("group.revise", by=by, subject=group) as op:
        values = _checked(name, external_id)
        is_renamed = values["name"] != op.subject.name
        changed = _seat(op.subject, frozenset(members), by)
        with races.lost_to("federation_group_name", _name_taken()):
            write(op.subject, values, also_changed=bool(changed))
        settle_roles(_members(op.subject) | changed if is_renamed else changed)
    return op.subject


def remove_group(group: DirectoryGroup, *, by: Actor) -> None:
    """Remove a group; the roles it gave are taken away, and the ledger keeps what it was."""
    with operation("group.remove", by=by, subject=group) as op:
        op.facts["group"] = op.subject.name
        people = _members(op.subject)
        GroupMember.objects.filter(group=op.subject).delete()
        DirectoryGroup.objects.filter(pk=op.subject.pk).delete()
        settle_roles(people)


def _checked(name: str, external_id: str) -> dict[str, Any]:
    sent = {"displayName": name, "externalId": external_id}
    values = checked(sent, {"displayName": line, "externalId": optional(line)})
    return {"name": values["displayName"], "external_id": values["externalId"]}


def _name_taken() -> Taken:
    return Taken({"displayName": "Another group has this name."})


def _members(group: DirectoryGroup) -> set[Person]:
    return set(Person.objects.filter(directory_groups__group=group))


def _seat(group: DirectoryGroup, wanted: frozenset[int], by: Actor) -> set[Person]:
    """Make exactly the wanted people its members; returns those whose place changed."""
    held = frozenset(group.members.values_list("person_id", flat=True))
    added = set(identity.visible_people(by).filter(pk__in=wanted - held))
    if missing := wanted - held - {one.pk for one in added}:
        raise Invalid({"members": f"There is no person {min(missing)}."})
    left = set(Person.objects.filter(pk__in=held - wanted))
    GroupMember.objects.filter(group=group, person_id__in=held - wanted).delete()
    GroupMember.objects.bulk_create(
        GroupMember(group=group, person=person) for person in sorted(added, key=lambda one: one.pk)
    )
    return added | left
