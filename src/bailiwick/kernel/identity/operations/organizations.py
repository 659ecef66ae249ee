"""Found an organization, and change what it says of itself."""

from collections.abc import Iterable
from typing import TypedDict, Unpack

from django.db import connection

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor, system_actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.fields import checked, line, one_of, optional, unique, whole, write, zone
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


class SignInRules(TypedDict, total=False):
    """What can be asked of everybody who signs in; `second_factor_roles` are codes of roles."""

    second_factor: str
    second_factor_roles: Iterable[str]
    second_factor_grace_days: int
    password_days: int | None


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


def secure_organization(
    organization: Organization,
    *,
    by: Actor,
    expected_version: int | None = None,
    **changes: Unpack[SignInRules],
) -> Organization:
    """Say who must sign in with a second factor and from when on, and whether passwords grow old."""
    with operation(
        "organization.secure", by=by, subject=organization, expected_version=expected_version
    ) as op:
        values = checked(changes, SIGN_IN_RULES)
        if values.get("second_factor", op.subject.second_factor) == "roles" and not values.get(
            "second_factor_roles", op.subject.second_factor_roles
        ):
            raise Invalid({"second_factor_roles": "Name the roles whose holders must."})
        if values.get("second_factor", op.subject.second_factor) != op.subject.second_factor:
            values["second_factor_since"] = clock.now()
        write(op.subject, values)
    return op.subject


def _known_roles(codes: Iterable[str]) -> list[str]:
    wanted = sorted(set(codes))
    known = set(Role.objects.filter(code__in=wanted, retired_at=None).values_list("code", flat=True))
    if unknown := [code for code in wanted if code not in known]:
        raise ValueError(f"There is no role {unknown[0]}.")
    return wanted


SIGN_IN_RULES = {
    "second_factor": one_of(Organization.SecondFactor),
    "second_factor_roles": _known_roles,
    "second_factor_grace_days": whole(0, 90),
    "password_days": optional(whole(30, 3650)),
}
