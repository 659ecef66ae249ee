"""Make people known, change what is known of them, and open or end their access."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypedDict, Unpack

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow
from bailiwick.kernel.identity.actors import memberships
from bailiwick.kernel.identity.administrators import keep_an_administrator
from bailiwick.kernel.identity.fields import (
    checked,
    email,
    given,
    line,
    live,
    optional,
    unique,
    write,
    zone,
)
from bailiwick.kernel.identity.grants import require_held
from bailiwick.kernel.identity.models import (
    Account,
    Grant,
    Party,
    Person,
    RoleAssignment,
    TeamMembership,
    Token,
)
from bailiwick.kernel.identity.operations.accounts import account_for
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ledger.operation import Operation, operation

RULES = {"name": line, "email": optional(email), "zone": optional(zone), "party": optional(live(Party))}


class PersonFields(TypedDict, total=False):
    """What can be changed of a person."""

    name: str
    email: str
    party: Party | None
    zone: str
    is_top_management: bool


def add_person(
    name: str,
    *,
    by: Actor,
    email: str = "",
    party: Party | None = None,
    account: Account | None = None,
    zone: str = "",
    is_top_management: bool = False,
) -> Person:
    """Make somebody known to the organization; with an account they can sign in."""
    with operation("person.add", by=by) as op:
        fields = {"name": name, "email": email, "party": party, "zone": zone}
        values = checked(fields, RULES)
        with _unique():
            person = Person.objects.create(**values, account=account, is_top_management=is_top_management)
        op.about(person)
    return person


def revise_person(
    person: Person, *, by: Actor, expected_version: int | None = None, **changes: Unpack[PersonFields]
) -> Person:
    """Change a person's data; between staff and party they move only without roles and teams."""
    with operation("person.revise", by=by, subject=person, expected_version=expected_version) as op:
        refuse_erased(op)
        values = checked(changes, RULES)
        if "party" in values:
            _check_move(op.subject, values["party"])
        if values.get("email", op.subject.email) != op.subject.email and op.subject.account_id is None:
            require_no_less(by, op.subject)
        with _unique():
            write(op.subject, values)
        # A grant for one party's people must not carry a person out of that party.
        policies.require(by, "person.revise", op.subject)
    return op.subject


def admit_person(person: Person, *, by: Actor, expected_version: int | None = None) -> Person:
    """Let a person sign in by their e-mail address; the account is made if there is none."""
    with operation("person.admit", by=by, subject=person, expected_version=expected_version) as op:
        if op.subject.is_disabled:
            raise NotAllowedNow(op.verb, "disabled", ["person.enable"])
        if op.subject.account_id is not None:
            raise NotAllowedNow(op.verb, "admitted")
        if not op.subject.email:
            raise Invalid({"email": "To sign in, a person needs an e-mail address."})
        require_no_less(by, op.subject)
        with _unique():
            write(op.subject, {"account": account_for(op.subject.email)})
    return op.subject


def disable_person(person: Person, *, by: Actor, reason: str, expected_version: int | None = None) -> Person:
    """End a person's access at once, tokens included; their records stay theirs."""
    why = given(reason)
    with operation(
        "person.disable", by=by, subject=person, reason=why, expected_version=expected_version
    ) as op:
        if op.subject.is_disabled:
            raise NotAllowedNow(op.verb, "disabled", ["person.enable"])
        now = clock.now()
        with keep_an_administrator():
            write(op.subject, {"disabled_at": now})
        Token.objects.filter(person=op.subject, revoked_at=None).update(revoked_at=now)
    return op.subject


def enable_person(
    person: Person, *, by: Actor, reason: str = "", expected_version: int | None = None
) -> Person:
    """Give a disabled person access again; their tokens stay revoked."""
    with operation(
        "person.enable", by=by, subject=person, reason=reason, expected_version=expected_version
    ) as op:
        refuse_erased(op)
        if not op.subject.is_disabled:
            raise NotAllowedNow(op.verb, "enabled", ["person.disable"])
        require_no_less(by, op.subject)
        _end_sessions(op.subject)
        write(op.subject, {"disabled_at": None})
    return op.subject


def refuse_erased(op: Operation[Person]) -> None:
    """Raise NotAllowedNow when the data of the operation's person was erased."""
    if op.subject.erased_at is not None:
        raise NotAllowedNow(op.verb, "erased")


def require_no_less(by: Actor, person: Person) -> None:
    """Who opens a person's way in must hold what the person's roles grant: nobody takes over more than they have."""
    held = RoleAssignment.objects.filter(person=person, ended_at=None).exclude(
        valid_to__lt=clock.now().date()
    )
    require_held(by, Grant.objects.filter(role__in=held.values("role")).values_list("verb", flat=True))


def _end_sessions(person: Person) -> None:
    """No session from before the access ended opens anything again, unless the account leads elsewhere too."""
    if person.account is not None and not memberships(person.account.pk):
        person.account.sessions.all().delete()


def _check_move(person: Person, party: Any) -> None:
    if (person.party_id is None) == (party is None):
        return
    holds = RoleAssignment.objects.filter(person=person, ended_at=None).exclude(
        valid_to__lt=clock.now().date()
    )
    if holds.exists() or TeamMembership.objects.filter(person=person).exists():
        raise Invalid({"party": "End the person's roles and take them out of their teams first."})


@contextmanager
def _unique() -> Iterator[None]:
    with (
        unique("identity_person_email", "email", "Another person of the organization has this address."),
        unique("identity_person_account", "account", "Another person of the organization uses this account."),
    ):
        yield
