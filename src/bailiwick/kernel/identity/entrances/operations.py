"""Writes of what signing in needs to remember: none of it belongs to an organization, so none is in a ledger."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.errors import NotFound, Refused
from bailiwick.kernel.identity.entrances.models import ReceivedAnswer, SignIn, WelcomeLink
from bailiwick.kernel.identity.entrances.sessions import SessionStore
from bailiwick.kernel.identity.entrances.signins import Happening, Place
from bailiwick.kernel.identity.models import Account
from bailiwick.kernel.ledger import races

VALID_FOR = timedelta(hours=24)
FETCHED_WITHIN = timedelta(minutes=5)
REMEMBERED_FOR = timedelta(hours=24)


def end_session(account: Account, session: str) -> None:
    """Sign one of the account's browsers out; raises NotFound when it is not signed in."""
    gone, _ = account.sessions.filter(session_key=session).delete()
    if not gone:
        raise NotFound("There is no such session.")


def end_other_sessions(account: Account, kept: str, *, place: Place) -> int:
    """Sign all of the account's browsers out but this one; how many there were."""
    gone, _ = account.sessions.exclude(session_key=kept).delete()
    note_sign_in(Happening.SESSIONS_ENDED, account, place=place)
    return gone


def note_sign_in(
    what: Happening,
    account: Account | None,
    *,
    place: Place | None = None,
    method: str = "",
    at_organization: int | None = None,
) -> None:
    """Keep what happened at the door, of whom or else at whose."""
    where = place or Place()
    SignIn.objects.create(
        account=account,
        what=what,
        method=method[:200],
        address=where.address,
        browser=where.browser,
        at_organization=at_organization,
    )


def keep_answer(provider: int, assertion: str, content: dict[str, Any]) -> str:
    """Keep a good answer for the browser that asked, which fetches it by the token; Refused if it came before."""
    token = secrets.token_urlsafe(32)
    again = Refused("This answer came before: each is good once.")
    with races.lost_to("entrances_answer_once", again), transaction.atomic():
        ReceivedAnswer.objects.create(
            provider_id=provider, assertion=assertion, token=hashed(token), content=content
        )
    return token


def fetch_answer(token: str) -> dict[str, Any]:
    """What was kept under the token, once; raises Refused when there is nothing any more."""
    with transaction.atomic():
        waiting = ReceivedAnswer.objects.select_for_update().filter(
            token=hashed(token), arrived_at__gt=clock.now() - FETCHED_WITHIN
        )
        found = waiting.first()
        if found is None or not found.content:
            raise Refused("This answer was used, or is too old. Begin again.")
        content, found.content = found.content, {}
        found.save(update_fields=["content"])
    return content


def make_welcome_token() -> str:
    """A token that lets the first administrator in for a day; it replaces earlier ones, and is kept as a hash."""
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        WelcomeLink.objects.all().delete()
        WelcomeLink.objects.create(hash=hashed(token), expires_at=clock.now() + VALID_FOR)
    return token


def use_welcome_token(token: str) -> None:
    """Use a token up; raises NotFound for one that does not work any more. Of two at once the second waits for it."""
    used, _ = WelcomeLink.objects.filter(hash=hashed(token), expires_at__gt=clock.now()).delete()
    if not used:
        raise NotFound("This link does not work any more.")


def forget_expired() -> None:
    """Forget sessions and links that open nothing any more, and what the sign-in log has kept long enough."""
    SessionStore.clear_expired()
    WelcomeLink.objects.filter(expires_at__lt=clock.now()).delete()
    kept = timedelta(days=settings.SIGN_IN_LOG_DAYS)
    SignIn.objects.filter(at__lt=clock.now() - kept).delete()
    ReceivedAnswer.objects.filter(arrived_at__lt=clock.now() - REMEMBERED_FOR).delete()


def hashed(token: str) -> bytes:
    """What a token is kept as."""
    return hashlib.sha256(token.encode()).digest()
