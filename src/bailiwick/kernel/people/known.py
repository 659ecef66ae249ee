"""What is known here of the people that rows may mean: read at once for many rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.administrators import administrators
from bailiwick.kernel.identity.models import (
    Grant,
    Party,
    Person,
    Role,
    RoleAssignment,
    Team,
    TeamMembership,
)
from bailiwick.kernel.people.types import PersonRow


@dataclass(slots=True)
class Known:
    """Lookups for planning; `administrators` and `lines` change while rows are planned one after the other."""

    by_address: dict[str, Person] = field(default_factory=dict)
    by_sign_in: dict[str, Person] = field(default_factory=dict)
    by_id: dict[int, Person] = field(default_factory=dict)
    nameless: dict[str, list[Person]] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    grants: dict[int, set[str]] = field(default_factory=dict)
    members: set[tuple[int, int]] = field(default_factory=set)
    holders: set[tuple[int, int]] = field(default_factory=set)
    bound: set[int] = field(default_factory=set)
    administrators: set[int] = field(default_factory=set)
    lines: dict[str, int] = field(default_factory=dict)


def known(rows: Sequence[PersonRow]) -> Known:
    """What these rows may be about; the organization's scope must be open."""
    found = Known(administrators=administrators())
    people = _people(rows)
    for person in people:
        _keep(found, person)
    _read_arrangement(found)
    ids = [person.pk for person in people]
    found.members = set(TeamMembership.objects.filter(person_id__in=ids).values_list("person_id", "team_id"))
    today = clock.now().date()
    held = RoleAssignment.objects.filter(person_id__in=ids, ended_at=None).exclude(valid_to__lt=today)
    for person_id, role_id, scope in held.values_list("person_id", "role_id", "scope_type"):
        found.bound.add(person_id)
        if not scope:
            found.holders.add((person_id, role_id))
    found.bound |= {person_id for person_id, _ in found.members}
    return found


def duplicates(rows: Iterable[PersonRow]) -> dict[int, int]:
    """The lines that mean somebody whom an earlier line meant, with that line."""
    first: dict[str, int] = {}
    again: dict[int, int] = {}
    for row in rows:
        keys = row.addresses or {f"= {(row.name or '').strip().lower()} {(row.party or '').strip().lower()}"}
        earlier = [first[key] for key in keys if key in first]
        if earlier:
            again[row.line] = min(earlier)
        for key in keys:
            first.setdefault(key, row.line)
    return again


def _people(rows: Sequence[PersonRow]) -> list[Person]:
    addresses = sorted({address for row in rows for address in row.addresses})
    names = sorted({row.name.strip().lower() for row in rows if row.name and not row.addresses})
    meant = Q(email_key__in=addresses) | Q(account__email__in=addresses) | Q(email_key="", name_key__in=names)
    ids = [row.person_id for row in rows if row.person_id]
    people = Person.objects.select_related("account", "party").filter(meant | Q(pk__in=ids))
    return list(people.filter(erased_at=None).order_by("pk"))


def _keep(found: Known, person: Person) -> None:
    found.by_id[person.pk] = person
    if person.email:
        found.by_address[person.email.lower()] = person
    else:
        found.nameless.setdefault(person.name.lower(), []).append(person)
    if person.account is not None:
        found.by_sign_in[person.account.email.lower()] = person


def _read_arrangement(found: Known) -> None:
    found.parties = {one.name.lower(): one for one in Party.objects.filter(retired_at=None)}
    found.teams = {one.name.lower(): one for one in Team.objects.filter(retired_at=None)}
    for role in Role.objects.filter(retired_at=None):
        found.roles[role.name.lower()] = role
        found.roles.setdefault(role.code.lower(), role)
    for role_id, verb in Grant.objects.values_list("role_id", "verb"):
        found.grants.setdefault(role_id, set()).add(verb)
