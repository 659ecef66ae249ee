"""Every change to organizations and people."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor, system_actor
from bailiwick.kernel.identity.models import (
    Account,
    Grant,
    Organization,
    Party,
    Person,
    Role,
    RoleAssignment,
    Team,
    TeamMembership,
)
from bailiwick.kernel.ledger.operation import operation


@dataclass(frozen=True, slots=True)
class ShippedRole:
    """A role that every new organization starts with, and what it grants."""

    code: str
    name: str
    responsibilities: str
    verbs: tuple[str, ...]


def found_organization(
    name: str, *, slug: str, zone: str = "UTC", roles: tuple[ShippedRole, ...] = ()
) -> Organization:
    """Make a new organization, empty but for the shipped roles (4.3: the SMS needs a bearer)."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval(pg_get_serial_sequence('identity_organization', 'id'))")
        key = cursor.fetchone()[0]
    by = system_actor(key)
    with operation("organization.found", by=by) as op:
        organization = Organization.objects.create(
            id=key, organization_id=key, name=name, slug=slug, zone=zone
        )
        op.about(organization)
        for shipped in roles:
            role = Role.objects.create(
                code=shipped.code, name=shipped.name, responsibilities=shipped.responsibilities
            )
            Grant.objects.bulk_create([Grant(role=role, verb=verb) for verb in shipped.verbs])
    return organization


def add_person(
    name: str, *, by: Actor, email: str = "", party: Party | None = None, account: Account | None = None
) -> Person:
    """Make somebody known to the organization."""
    with operation("person.add", by=by) as op:
        person = Person.objects.create(name=name, email=email, party=party, account=account)
        op.about(person)
    return person


def disable_person(person: Person, *, by: Actor, reason: str) -> Person:
    """End a person's access at once; their records stay theirs."""
    with operation("person.disable", by=by, subject=person, reason=reason) as op:
        person = op.subject
        person.disabled_at = clock.now()
        person.version += 1
        person.save(update_fields=["disabled_at", "version"])
    return person


def add_party(name: str, *, by: Actor, kind: str) -> Party:
    """Make a customer, supplier or unit known."""
    with operation("party.add", by=by) as op:
        party = Party.objects.create(name=name, kind=kind)
        op.about(party)
    return party


def add_team(name: str, *, by: Actor) -> Team:
    """Make a team."""
    with operation("team.add", by=by) as op:
        team = Team.objects.create(name=name)
        op.about(team)
    return team


def join_team(team: Team, person: Person, *, by: Actor) -> TeamMembership:
    """Put a person into a team; once is enough."""
    with operation("team.join", by=by, subject=team) as op:
        membership, _ = TeamMembership.objects.get_or_create(team=op.subject, person=person)
    return membership


def assign_role(
    role: Role,
    person: Person,
    *,
    by: Actor,
    valid_from: date,
    valid_to: date | None = None,
    scope: tuple[str, int] | None = None,
) -> RoleAssignment:
    """Give a person a role (5.3), everywhere or for one team, party or service."""
    with operation("role.assign", by=by, subject=role) as op:
        return RoleAssignment.objects.create(
            role=op.subject,
            person=person,
            scope_type=scope[0] if scope else "",
            scope_id=scope[1] if scope else None,
            valid_from=valid_from,
            valid_to=valid_to,
            assigned_by_id=by.person_id,
        )
