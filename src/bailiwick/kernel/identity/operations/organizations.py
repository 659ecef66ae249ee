"""Found an organization, and change what it says of itself."""

from typing import TypedDict, Unpack

from django.db import connection

from bailiwick.kernel.base.actor import Actor, system_actor
from bailiwick.kernel.identity.fields import checked, line, optional, unique, whole, write, zone
from bailiwick.kernel.identity.models import Grant, Organization, Role
from bailiwick.kernel.identity.types import ShippedRole
from bailiwick.kernel.ledger.operation import operation

RULES = {
    "name": line,
    "zone": zone,
    "headcount": optional(whole(0, 10_000_000)),
    "largest_file_mb": whole(1, 1000),
}


class OrganizationFields(TypedDict, total=False):
    """What can be changed of an organization."""

    name: str
    zone: str
    headcount: int | None
    largest_file_mb: int


def found_organization(
    name: str, *, slug: str, zone: str = "UTC", roles: tuple[ShippedRole, ...] = ()
) -> Organization:
    """Make a new organization, empty but for the shipped roles (4.3: the SMS needs a bearer)."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval(pg_get_serial_sequence('identity_organization', 'id'))")
        key = cursor.fetchone()[0]
    by = system_actor(key)
    with operation("organization.found", by=by) as op:
        values = checked({"name": name, "zone": zone}, RULES)
        with unique("identity_organization_slug_key", "slug", "Another organization has this short name."):
            organization = Organization.objects.create(id=key, organization_id=key, slug=slug, **values)
        op.about(organization)
        for shipped in roles:
            role = Role.objects.create(
                code=shipped.code, name=shipped.name, responsibilities=shipped.responsibilities
            )
            Grant.objects.bulk_create([Grant(role=role, verb=verb) for verb in shipped.verbs])
    return organization


def revise_organization(
    organization: Organization,
    *,
    by: Actor,
    expected_version: int | None = None,
    **changes: Unpack[OrganizationFields],
) -> Organization:
    """Change the organization's name, time zone, size or limits."""
    with operation(
        "organization.revise", by=by, subject=organization, expected_version=expected_version
    ) as op:
        write(op.subject, checked(changes, RULES))
    return op.subject
