"""What an administrator does to somebody's way in: sign them out, clear factors that are lost."""

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotFound
from bailiwick.kernel.identity.actors import memberships
from bailiwick.kernel.identity.entrances import operations as doors
from bailiwick.kernel.identity.entrances.factors.operations import clear_factors
from bailiwick.kernel.identity.entrances.models import Session
from bailiwick.kernel.identity.entrances.signins import Happening
from bailiwick.kernel.identity.fields import given
from bailiwick.kernel.identity.models import Account, Person
from bailiwick.kernel.identity.operations.people import require_no_less
from bailiwick.kernel.ledger.operation import operation


def sign_out_person(person: Person, *, by: Actor, session: str = "", reason: str = "") -> Person:
    """Sign somebody out, in one of their browsers or, without naming one, in all."""
    with operation("person.sign_out", by=by, subject=person, reason=reason) as op:
        account = _account(op.subject)
        if session:
            doors.end_session(account, session)
        else:
            Session.objects.filter(account=account).delete()
        op.facts["everywhere"] = not session
        doors.note_sign_in(Happening.SESSIONS_ENDED, account, method="by an administrator")
    return op.subject


def clear_persons_factors(person: Person, *, by: Actor, reason: str) -> Person:
    """Clear the second factors of somebody who has lost them, and sign them out; their password then lets them in.

    Refused to who holds less than the person, and for an account that other organizations know too: clearing it here
    would weaken it there.
    """
    why = given(reason)
    with operation("person.clear_factors", by=by, subject=person, reason=why) as op:
        account = _account(op.subject)
        require_no_less(by, op.subject)
        if len(memberships(account.pk)) > 1:
            raise Invalid(
                {"": "Other organizations know this account too: whoever runs the installation can clear it."}
            )
        op.facts["cleared"] = clear_factors(account)
    return op.subject


def _account(person: Person) -> Account:
    account = Account.objects.filter(pk=person.account_id or 0).first()
    if account is None:
        raise NotFound(f"{person.name} does not sign in.")
    return account
