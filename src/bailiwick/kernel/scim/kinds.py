"""The two kinds of resources: how each is read, shown, made, changed and taken away."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from scim2_models import Resource

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.federation import operations, queries
from bailiwick.kernel.identity.federation.models import DirectoryGroup, GroupMember
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.scim import groups, ids, users
from bailiwick.kernel.scim.filters import GROUPS, USERS, Said
from bailiwick.kernel.scim.resources import Group, User


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of resources."""

    letter: str
    model: type[Resource[Any]]
    rows: Callable[[Actor], QuerySet[Any]]
    filters: Mapping[str, Said]
    shown: Callable[[Any, str], Resource[Any]]
    add: Callable[[Any, Actor], Any]
    change: Callable[[Any, Any, Actor], Any]
    remove: Callable[[Any, Actor], None]


def _users(actor: Actor) -> QuerySet[Person]:
    rows = GroupMember.objects.select_related("group").filter(group__provider__isnull=True)
    return queries.users(actor).prefetch_related(Prefetch("directory_groups", rows)).order_by("pk")


def _groups(actor: Actor) -> QuerySet[DirectoryGroup]:
    rows = GroupMember.objects.order_by("person_id")
    return queries.scim_groups(actor).prefetch_related(Prefetch("members", rows)).order_by("pk")


def _add_user(user: Any, by: Actor) -> Person:
    user.active = user.active is not False
    return operations.provision_person(users.described(user), by=by)


def _add_group(group: Any, by: Actor) -> DirectoryGroup:
    said = groups.said(group)
    return operations.add_group(said.pop("name"), by=by, **said)


KINDS: Mapping[str, Kind] = {
    "Users": Kind(
        letter=ids.USER,
        model=User,
        rows=_users,
        filters=USERS,
        shown=users.shown,
        add=_add_user,
        change=lambda person, user, by: operations.reprovision_person(person, users.described(user), by=by),
        remove=lambda person, by: operations.withdraw_person(person, by=by),
    ),
    "Groups": Kind(
        letter=ids.GROUP,
        model=Group,
        rows=_groups,
        filters=GROUPS,
        shown=groups.shown,
        add=_add_group,
        change=lambda found, group, by: operations.revise_group(found, by=by, **groups.said(group)),
        remove=lambda found, by: operations.remove_group(found, by=by),
    ),
}
