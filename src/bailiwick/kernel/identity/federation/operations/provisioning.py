"""People as a directory keeps them (SCIM 2.0, RFC 7643 and 7644)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Q, QuerySet

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor, system_actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.federation.models import ProvisionedPerson
from bailiwick.kernel.identity.federation.operations.roles import settle_roles
from bailiwick.kernel.identity.federation.types import Described, Taken
from bailiwick.kernel.identity.fields import checked, line, optional
from bailiwick.kernel.identity.fields import email as email_rule
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.identity.operations import (
    account_for,
    add_person,
    admit_person,
    disable_person,
    enable_person,
    revise_person,
)
from bailiwick.kernel.ledger import races
from bailiwick.kernel.ledger.operation import operation

ENDED = "The directory ended their access (SCIM)."
GONE = "The directory took them out (SCIM)."


def provision_person(described: Described, *, by: Actor) -> Person:
    """Make somebody known as a directory describes them, able to sign in; raises Taken for a name that is in use.

    Somebody who is known by that address but cannot sign in yet, or whom the directory took out, is taken up again.
    """
    with operation("person.provision", by=by) as op:
        address = _address(described)
        person = _known(described, address)
        if person is None:
            person = add_person(described.name, by=by, email=described.email, account=account_for(address))
        op.about(person)
        with _named_once():
            _keep_row(person, described)
        _bring_in_line(person, described, by=by)
    return Person.objects.get(pk=person.pk)


def reprovision_person(person: Person, described: Described, *, by: Actor) -> Person:
    """Change a person to what a directory says now; the address they sign in with stays."""
    with operation("person.provision", by=by, subject=person) as op:
        if _namesakes(described.user_name).exclude(pk=person.pk).exists():
            raise _name_taken()
        with _named_once():
            _keep_row(op.subject, described)
        _bring_in_line(op.subject, described, by=by)
    return Person.objects.get(pk=person.pk)


def withdraw_person(person: Person, *, by: Actor) -> None:
    """Take a person out as the directory did: access ends, records stay; refused for the last administrator."""
    with operation("person.withdraw", by=by, subject=person) as op:
        if not op.subject.is_disabled:
            disable_person(op.subject, by=by, reason=GONE)
        now = clock.now()
        row, _ = ProvisionedPerson.objects.get_or_create(
            person=op.subject, defaults={"user_name": _sign_in_name(op.subject)}
        )
        row.gone_at, row.ended_at, row.version = now, _ended(op.subject), row.version + 1
        row.save(update_fields=["gone_at", "ended_at", "version"])
        row.person.directory_groups.filter(group__provider__isnull=True).delete()
        settle_roles([op.subject])


def _bring_in_line(person: Person, described: Described, *, by: Actor) -> None:
    """The person's own data and access, by the operations that pages use."""
    fresh = Person.objects.get(pk=person.pk)
    if (fresh.name, fresh.email) != (described.name, described.email):
        revise_person(fresh, by=by, name=described.name, email=described.email)
    row = ProvisionedPerson.objects.get(person=fresh)
    fresh = Person.objects.get(pk=person.pk)
    if described.active and fresh.is_disabled:
        # What the directory ended it may begin again; what an administrator ended only whoever holds as much.
        by_directory = row.ended_at is not None and row.ended_at == fresh.disabled_at
        enable_person(fresh, by=system_actor(by.organization_id, f"{by.name} (SCIM)") if by_directory else by)
    elif not described.active and not fresh.is_disabled:
        disable_person(fresh, by=by, reason=ENDED)
        row.ended_at = _ended(fresh)
        row.save(update_fields=["ended_at"])
    fresh = Person.objects.get(pk=person.pk)
    if fresh.account_id is None and not fresh.is_disabled:
        admit_person(fresh, by=by)


def _keep_row(person: Person, described: Described) -> None:
    row = ProvisionedPerson.objects.filter(person=person).first() or ProvisionedPerson(
        person=person, version=0
    )
    sent = {"userName": described.user_name, "externalId": described.external_id}
    values = checked(sent, {"userName": line, "externalId": optional(line)})
    row.user_name, row.external_id = values["userName"], values["externalId"]
    row.said, row.gone_at = dict(described.said), None
    row.version += 1
    row.save()


def _known(described: Described, address: str) -> Person | None:
    """Who is meant, of those whom the directory does not have: it was told to make them, not to find them."""
    if _namesakes(described.user_name).exists():
        raise _name_taken()
    people = Person.objects.select_related("provisioned")
    found = people.filter(account__email=address).first()
    if found is None:
        found = people.filter(email_key=address).first()
        if found is not None and found.account_id is not None and not _is_gone(found):
            raise Taken({"emails": "Another person of the organization has this address."})
    elif not _is_gone(found):
        raise Taken({"emails": "Another person of the organization signs in with this address."})
    return found


def _is_gone(person: Person) -> bool:
    row: Any = ProvisionedPerson.objects.filter(person=person).first()
    return row is not None and row.gone_at is not None


def _name_taken() -> Taken:
    return Taken({"userName": "Another person of the organization has this user name."})


def _namesakes(user_name: str) -> QuerySet[Person]:
    """The people here who have this user name, in whatever case: their own, or the address they sign in with."""
    key = user_name.lower()
    said = Q(provisioned__user_name_key=key, provisioned__gone_at__isnull=True)
    return Person.objects.filter(said | Q(provisioned__isnull=True, account__email=key))


def _address(described: Described) -> str:
    """What the person signs in with: the user name when it is an address, else their e-mail address."""
    try:
        return str(email_rule(described.user_name)).lower()
    except ValueError:
        if not described.email:
            raise Invalid({"emails": "An address is needed: as the user name, or as an e-mail."}) from None
    return str(checked({"emails": described.email}, {"emails": email_rule})["emails"]).lower()


def _sign_in_name(person: Person) -> str:
    return person.account.email if person.account else person.email or str(person.pk)


def _ended(person: Person) -> Any:
    return Person.objects.values_list("disabled_at", flat=True).get(pk=person.pk)


@contextmanager
def _named_once() -> Iterator[None]:
    with races.lost_to("federation_user_name", _name_taken()):
        yield
