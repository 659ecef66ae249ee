"""The one-time claim of a new installation by its first administrator."""

from django.db import connection, transaction
from django.utils.text import slugify

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import system_actor
from bailiwick.kernel.base.errors import Refused
from bailiwick.kernel.identity import fields
from bailiwick.kernel.identity.actors import is_unclaimed, organizations
from bailiwick.kernel.identity.models import Organization, Role
from bailiwick.kernel.identity.operations.accounts import make_account
from bailiwick.kernel.identity.operations.organizations import found_organization
from bailiwick.kernel.identity.operations.people import add_person
from bailiwick.kernel.identity.operations.roles import assign_role
from bailiwick.kernel.identity.shipped import ADMINISTRATOR, SHIPPED_ROLES
from bailiwick.kernel.identity.types import Claim

RULES = {"email": fields.email, "name": fields.line, "organization_name": fields.line, "zone": fields.zone}
CLAIM_LOCK = 7_034_550_127
SLUG_LENGTH = 40


def first_administrator(email: str, name: str, password: str, organization_name: str, zone: str) -> Claim:
    """Found the organization of a new installation with its administrator; raises Refused once anybody can sign in.

    An organization of that name in which nobody signs in yet (the command line founds one for an import) is taken.
    Two claims at once wait for each other, and the second is refused.
    """
    entered = {"email": email, "name": name, "organization_name": organization_name, "zone": zone}
    fields.checked(entered, RULES)
    with transaction.atomic():
        _wait_for_turn()
        if not is_unclaimed():
            raise Refused("This installation has its administrator already.")
        waiting = _called(organization_name)
        organization = waiting or _founded(organization_name, zone)
        account = make_account(email, password)
        by = system_actor(organization.pk)
        person = add_person(name, by=by, email=account.email, account=account)
        with tenant.scope(organization.pk):
            role = Role.objects.get(code=ADMINISTRATOR.code)
        assign_role(role, person, by=by, valid_from=clock.now().date())
    return Claim(organization, person, account, is_new=waiting is None)


def first_organization(name: str, zone: str) -> Organization:
    """Found the first organization of an installation, with nobody in it yet; raises Refused when there is one."""
    fields.checked({"organization_name": name, "zone": zone}, RULES)
    with transaction.atomic():
        _wait_for_turn()
        if organizations():
            raise Refused("This installation has an organization already.")
        return _founded(name, zone)


def _wait_for_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [CLAIM_LOCK])


def _called(name: str) -> Organization | None:
    for key, _, known in organizations():
        if known == name.strip():
            with tenant.scope(key):
                if Role.objects.filter(code=ADMINISTRATOR.code).exists():
                    return Organization.objects.get(pk=key)
    return None


def _founded(name: str, zone: str) -> Organization:
    return found_organization(name, slug=_free_slug(name), zone=zone, roles=SHIPPED_ROLES)


def _free_slug(name: str) -> str:
    stem = slugify(name)[:SLUG_LENGTH].strip("-") or "organization"
    taken = {slug for _, slug, _ in organizations()}
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
