"""Who may listen to live updates: the person whose session a request carries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import parse_cookie

from bailiwick.kernel.identity.actors import entered_as_account
from bailiwick.kernel.identity.entrances.account import ORGANIZATION, account_of
from bailiwick.kernel.identity.entrances.sessions import SessionStore
from bailiwick.kernel.ui.duties import came_from_elsewhere


@dataclass(frozen=True, slots=True)
class Listener:
    """A person in an organization, perhaps of a customer, perhaps let in for a time; others hear other things."""

    organization_id: int
    person_id: int
    party_id: int | None = None
    until: datetime | None = None


def subscribe(headers: Iterable[tuple[bytes, bytes]]) -> Listener | None:
    """The person whose session the request's headers (ASGI's) carry, or None."""
    cookies = "; ".join(value.decode("latin-1") for name, value in headers if name.lower() == b"cookie")
    key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME)
    if not key:
        return None
    session = SessionStore(key)
    account = account_of(session)
    organization_id = session.get(ORGANIZATION)
    if account is None or organization_id is None:
        return None
    with entered_as_account(organization_id, account.pk) as presence:
        pass
    if presence is None or presence.actor.person_id is None:
        return None
    if presence.owes_password or (presence.owes_factor and not came_from_elsewhere(session)):
        return None
    return Listener(organization_id, presence.actor.person_id, presence.actor.party_id, presence.until)
