"""Erase what is kept of a person, unless a legal hold forbids it; the records of what they did stay, without a name."""

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, Refused
from bailiwick.kernel.identity import remembered, traces
from bailiwick.kernel.identity.fields import given, unique, write
from bailiwick.kernel.identity.models import (
    Account,
    LegalHold,
    Person,
    RoleAssignment,
    SupportAccess,
    TeamMembership,
    Token,
)
from bailiwick.kernel.identity.operations.people import refuse_erased
from bailiwick.kernel.ledger import erasure
from bailiwick.kernel.ledger.operation import operation

# The database looks at people of every organization where this one may not.
LEADS_ELSEWHERE = "identity_person_account_id_b3506c00_fk_identity_account_id"


class UnderLegalHold(Refused):
    """Nothing of this person may be erased now."""

    code = "under_legal_hold"


def hold_person(person: Person, *, by: Actor, reason: str) -> LegalHold:
    """Put a person under legal hold."""
    why = given(reason)
    with (
        unique("identity_hold_once", "", "This person is under legal hold already."),
        operation("person.hold", by=by, subject=person, reason=why) as op,
    ):
        refuse_erased(op)
        return LegalHold.objects.create(person=op.subject, reason=why)


def release_person(person: Person, *, by: Actor, reason: str) -> None:
    """Lift a person's legal hold."""
    why = given(reason)
    with operation("person.release", by=by, subject=person, reason=why) as op:
        lifted = LegalHold.objects.filter(person=op.subject, lifted_at=None).update(lifted_at=clock.now())
        if not lifted:
            raise NotAllowedNow(op.verb, "under no legal hold", ["person.hold"])


def erase_person(
    person: Person, *, by: Actor, reason: str, with_acts: bool = False, expected_version: int | None = None
) -> Person:
    """Erase a disabled person's data for good, in the records and in the ledger's entries about them.

    `with_acts` also takes the content of the entries of what they did, which names them: reasons and facts go with
    it. Raises UnderLegalHold, and NotAllowedNow for somebody who has access or was erased before.
    """
    why = given(reason)
    with operation(
        "person.erase", by=by, subject=person, reason=why, expected_version=expected_version
    ) as op:
        refuse_erased(op)
        if not op.subject.is_disabled:
            raise NotAllowedNow(op.verb, "enabled", ["person.disable"])
        if LegalHold.objects.filter(person=op.subject, lifted_at=None).exists():
            raise UnderLegalHold("This person is under legal hold: nothing of them may be erased.")
        if op.subject.pk == by.person_id:
            raise Invalid({"": "Nobody erases themselves."})
        found = remembered.entries(op.subject, with_acts=with_acts)
        account = op.subject.account
        for trace in traces.taken():
            assert trace.erase is not None
            trace.erase(op.subject)
        _leave(op.subject)
        if account is not None:
            _forget_account(account)
        erasure.erase(found.events, change_ids=remembered.changes(op.subject), by=by, reason=why)
        op.facts = {"events": len(found.events)}
    return op.subject


def _leave(person: Person) -> None:
    """No name, no address, no way in, no team, no role."""
    now = clock.now()
    TeamMembership.objects.filter(person=person).delete()
    RoleAssignment.objects.filter(person=person, ended_at=None).update(ended_at=now)
    nobody = {
        "name": traces.nameless(person),
        "email": "",
        "zone": "",
        "account": None,
        "erased_at": now,
    }
    write(person, nobody)


def _forget_account(account: Account) -> None:
    """The sign-in goes too, unless it leads to another organization: the database knows, this organization may not."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            account.delete()
            cursor.execute(f"set constraints {LEADS_ELSEWHERE} immediate")
            cursor.execute(f"set constraints {LEADS_ELSEWHERE} deferred")
    except IntegrityError:
        return


def forget_tokens(person: Person) -> None:
    """Within an erasure: what they called their tokens is nobody's business any more."""
    Token.objects.filter(person=person).update(name="erased")


def tokens(person: Person) -> int:
    """How many tokens they ever had."""
    return Token.objects.filter(person=person).count()


def past_holds(person: Person) -> int:
    """How many legal holds there were."""
    return LegalHold.objects.filter(person=person).count()


def accesses(person: Person) -> int:
    """How often they were let in for support, or let others in."""
    return SupportAccess.objects.filter(Q(person=person) | Q(granted_by=person)).count()
