"""Whose session it is: the account behind a request, found without a query of its own."""

from collections.abc import Callable

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from bailiwick.kernel.identity.actors import Membership, memberships
from bailiwick.kernel.identity.entrances.sessions import SessionStore
from bailiwick.kernel.identity.models import Account

ORGANIZATION = "organization"
BOUND = "bound_organization"


class SessionAccount:
    """Middleware that gives `request.user`, in the place of Django's, which would ask for the account again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _user_of(request))  # type: ignore[assignment]
        return self.get_response(request)


def enterable(session: SessionBase, account_id: int) -> list[Membership]:
    """The organizations a session may enter: one opened by an organization's provider leads into that one only."""
    bound = session.get(BOUND)
    return [one for one in memberships(account_id) if bound is None or one.organization_id == bound]


def account_of(session: SessionStore) -> Account | None:
    """The account signed in to a session; None when it is closed or its password is not the one of that day."""
    claimed = session.get(SESSION_KEY)
    account = session.row.account if claimed is not None and session.row is not None else None
    if account is None or str(account.pk) != claimed or not account.is_active:
        return None
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash()):
        return None
    return account


def _user_of(request: HttpRequest) -> Account | AnonymousUser:
    session: SessionStore = request.session  # type: ignore[assignment]
    account = account_of(session)
    if account is not None:
        account.backend = session[BACKEND_SESSION_KEY]
        return account
    if SESSION_KEY in session:
        session.flush()
    return AnonymousUser()
