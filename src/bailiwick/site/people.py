"""What the command line does with people: in one organization, as the installation itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db import transaction

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import system_actor
from bailiwick.kernel.base.errors import Invalid, NotFound, Refused
from bailiwick.kernel.identity.actors import actor_for_person, organizations
from bailiwick.kernel.identity.entrances.factors import operations as factors
from bailiwick.kernel.identity.entrances.passwords import password_link
from bailiwick.kernel.identity.models import Account, Person, Role
from bailiwick.kernel.identity.operations import (
    account_for,
    add_person,
    assign_role,
    disable_person,
    issue_token,
    set_password,
)
from bailiwick.kernel.identity.queries import current_assignments
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.people import running
from bailiwick.kernel.people.tables import read_table
from bailiwick.site.founding import found_alone


def _founded_or_named(name: str | None) -> int:
    """As `organization_named`; the name founds the first organization of an installation that has none."""
    if name and not organizations():
        return int(found_alone(name).pk)
    return organization_named(name)


def organization_named(name: str | None) -> int:
    """The organization with that name or short name; without a name the only one. Raises NotFound."""
    found = organizations()
    fitting = [key for key, slug, called in found if name is None or name in (slug, called)]
    if len(fitting) != 1:
        known = ", ".join(slug for _, slug, _ in found) or "none"
        raise NotFound(f"Name one organization with --organization; there are: {known}.")
    return fitting[0]


@dataclass(frozen=True, slots=True)
class Access:
    """Somebody with an account: their address, their name, the roles they hold today, whether they are disabled."""

    email: str
    name: str
    roles: list[str]
    disabled: bool


def with_access(organization: str | None) -> list[Access]:
    """Everybody of an organization who has an account, by name."""
    key = organization_named(organization)
    with tenant.scope(key):
        held: dict[int, set[str]] = {}
        current = current_assignments(system_actor(key)).values_list("person_id", "role__code")
        for person_id, code in current:
            held.setdefault(person_id, set()).add(code)
        people = Person.objects.filter(account__isnull=False).select_related("account")
        return [
            Access(
                one.account.email if one.account else "",
                one.name,
                sorted(held.get(one.pk, ())),
                one.disabled_at is not None,
            )
            for one in people.order_by("name_key", "id")
        ]


def let_in(
    email: str, name: str, *, organization: str | None, role_codes: Iterable[str], password: str | None
) -> str:
    """Make a person with an account and roles; the link that sets a password, or "" when one was given."""
    key = _founded_or_named(organization)
    by = system_actor(key)
    with transaction.atomic(), tenant.scope(key):
        roles = [_role(code) for code in role_codes]
        account = account_for(email)
        person = add_person(name, by=by, email=account.email, account=account)
        for role in roles:
            assign_role(role, person, by=by, valid_from=clock.now().date())
        if password is None:
            return "" if account.has_usable_password() else password_link(account)
        if account.has_usable_password():
            raise Refused(
                "This account has a password already; `bailiwick user link` makes a link for another."
            )
        set_password(account, password)
    return ""


def link_of(email: str) -> str:
    """A link by which the account of an address gets a new password."""
    return password_link(_account(email))


def clear_factors(email: str) -> int:
    """Clear the second factors of the account of an address and end its sessions; how many there were.

    The way in for a last administrator who has lost phone and codes: no organization's ledger is about an account, the
    sign-in log says it.
    """
    return factors.clear_factors(_account(email))


def _account(email: str) -> Account:
    account = Account.objects.filter(email=email.strip().lower(), is_active=True).first()
    if account is None:
        raise NotFound(f"Nobody signs in with {email}.")
    return account


def shut_out(email: str, *, organization: str | None, reason: str) -> None:
    """Disable the person with that address."""
    key = organization_named(organization)
    with tenant.scope(key):
        disable_person(_person(email), by=system_actor(key), reason=reason)


def give_token(
    email: str, name: str, *, organization: str | None, scopes: Iterable[str], valid_for: timedelta
) -> str:
    """A token of the person with that address, for verbs that they hold; the secret is kept nowhere."""
    key = organization_named(organization)
    with tenant.scope(key):
        actor = actor_for_person(key, _person(email).pk)
        if actor is None:
            raise Refused(f"{email} is disabled.")
        return issue_token(name, by=actor, scopes=scopes, expires_at=clock.now() + valid_for).secret


def prepared_import(file: Path, *, organization: str | None, has_invitations: bool) -> Run:
    """An import of a file's people that waits to be confirmed; raises Invalid for a file that is no such table."""
    by = system_actor(organization_named(organization), "Command line")
    table = read_table(file.read_bytes())
    return running.prepare_table(table, by=by, title=file.name, has_invitations=has_invitations)


def brought_in(run: Run) -> Run:
    """Do the import here."""
    return running.bring_in_now(run)


def _person(email: str) -> Person:
    person = Person.objects.filter(account__email=email.strip().lower()).first()
    if person is None:
        raise NotFound(f"Nobody in this organization signs in with {email}.")
    return person


def _role(code: str) -> Role:
    role = Role.objects.filter(code=code, retired_at=None).first()
    if role is None:
        known = ", ".join(
            Role.objects.filter(retired_at=None).order_by("code").values_list("code", flat=True)
        )
        raise Invalid({"role": f"There is no role {code}; there are: {known}."})
    return role
