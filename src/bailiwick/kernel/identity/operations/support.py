"""Support access: somebody from outside comes in by consent, with named roles and for a stated time."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, Refused
from bailiwick.kernel.identity.fields import checked, email, given, line, live, write
from bailiwick.kernel.identity.grants import require_held
from bailiwick.kernel.identity.models import Grant, Person, Role, RoleAssignment, SupportAccess, Token
from bailiwick.kernel.identity.operations.accounts import account_for
from bailiwick.kernel.ledger.operation import operation

LONGEST = timedelta(days=90)


def grant_support(
    address: str,
    *,
    by: Actor,
    name: str,
    roles: Iterable[Role],
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
) -> SupportAccess:
    """Consent that the account of an address comes in with these roles between two instants, for a reason.

    Who grants must hold what the roles grant; who is in by such a consent gives none.
    """
    why, taken = given(reason), list(roles)
    with operation("support.grant", by=by, reason=why) as op:
        values = checked({"email": address, "name": name}, {"email": email, "name": line})
        _check_times(starts_at, ends_at)
        _check_roles(by, taken)
        person = _from_outside(values["email"], values["name"])
        write(person, {"access_from": starts_at, "access_until": ends_at, "disabled_at": None})
        for role in taken:
            RoleAssignment.objects.create(
                role=role,
                person=person,
                valid_from=starts_at.date(),
                valid_to=ends_at.date(),
                assigned_by_id=by.person_id,
            )
        access = SupportAccess.objects.create(
            person=person,
            role_names=sorted(role.name for role in taken),
            reason=why,
            starts_at=starts_at,
            ends_at=ends_at,
            granted_by_id=by.person_id,
        )
        op.about(access)
        op.facts.update(roles=access.role_names, starts_at=starts_at, ends_at=ends_at)
    return access


def withdraw_support(
    access: SupportAccess, *, by: Actor, reason: str = "", expected_version: int | None = None
) -> SupportAccess:
    """Take the consent back: the access ends at once, with its roles and tokens."""
    with operation(
        "support.withdraw", by=by, subject=access, reason=reason, expected_version=expected_version
    ) as op:
        now, held = clock.now(), op.subject
        if not held.is_open(now):
            raise NotAllowedNow(op.verb, "withdrawn" if held.withdrawn_at else "ended")
        write(held, {"withdrawn_at": now})
        _close(held, now)
    return held


def end_support(access: SupportAccess, *, by: Actor) -> SupportAccess:
    """Note in the ledger that a consent's time is over, and take its roles and tokens away.

    Nobody needs to wait for this: the access itself ended with its time.
    """
    with operation("support.end", by=by, subject=access) as op:
        now, held = clock.now(), op.subject
        if not held.is_overdue(now):
            raise NotAllowedNow(op.verb, "open" if held.is_open(now) else "ended")
        write(held, {"ended_at": held.ends_at})
        op.facts["ends_at"] = held.ends_at
        # Somebody may have been let in again since.
        if not SupportAccess.objects.filter(
            person=held.person_id, withdrawn_at=None, ends_at__gt=now
        ).exists():
            _close(held, held.ends_at)
    return held


def _close(access: SupportAccess, at: datetime) -> None:
    person = Person.objects.select_for_update(no_key=True, of=("self",)).get(pk=access.person_id)
    write(person, {"access_until": at})
    RoleAssignment.objects.filter(person=person, ended_at=None).update(ended_at=at)
    Token.objects.filter(person=person, revoked_at=None).update(revoked_at=at)


def _check_times(starts_at: datetime, ends_at: datetime) -> None:
    if starts_at.tzinfo is None or ends_at.tzinfo is None:
        raise Invalid({"ends_at": "The times need a zone."})
    if ends_at <= max(starts_at, clock.now()):
        raise Invalid({"ends_at": "The access ends before it begins, or in the past."})
    if ends_at - max(starts_at, clock.now()) > LONGEST:
        raise Invalid(
            {"ends_at": f"Support access lasts at most {LONGEST.days} days; grant it again if needed."}
        )


def _check_roles(by: Actor, roles: list[Role]) -> None:
    if Person.objects.filter(pk=by.person_id or 0, access_until__isnull=False).exists():
        raise Refused("Whose own access is limited in time lets nobody in.")
    if not roles:
        raise Invalid({"roles": "Name the roles that they get."})
    checked({"roles": roles}, {"roles": lambda some: [live(Role)(role) for role in some]})
    require_held(by, Grant.objects.filter(role__in=roles).values_list("verb", flat=True))


def _from_outside(address: str, name: str) -> Person:
    """The person whom the consent lets in, made if they were never here; the past consents of theirs are over."""
    account = account_for(address)
    known = Q(account=account) | Q(email_key=address.lower())
    person = Person.objects.select_for_update(no_key=True, of=("self",)).filter(known).first()
    if person is None:
        return Person.objects.create(name=f"{name} (support)", email=account.email, account=account)
    if person.access_until is None or person.party_id is not None:
        raise Invalid({"email": f"{person.name} is known here already: give them a role instead."})
    if person.access_until > clock.now():
        raise Invalid({"email": f"{person.name} has access already: withdraw it first."})
    RoleAssignment.objects.filter(person=person, ended_at=None).update(ended_at=clock.now())
    return person
