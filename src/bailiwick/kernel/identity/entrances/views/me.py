"""One's own account: who one is here, and where one is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from bailiwick.kernel.identity.actors import memberships
from bailiwick.kernel.identity.entrances import operations, queries
from bailiwick.kernel.identity.entrances.sessions import stored_key
from bailiwick.kernel.identity.models import Account
from bailiwick.kernel.identity.queries import role_names

MOST_SESSIONS = 100


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """The account, its organizations and its sessions."""
    account = request.user
    assert isinstance(account, Account)
    held = request.actor.roles  # type: ignore[attr-defined]
    context = {
        "page_title": "Your account",
        "email": account.email,
        "roles": role_names(held),
        "sessions": queries.open_sessions(account)[:MOST_SESSIONS],
        "this_session": stored_key(request.session.session_key or ""),
        "memberships": memberships(account.pk),
    }
    return render(request, "identity/me.html", context)


@require_POST
def end_session(request: HttpRequest, session: str) -> HttpResponse:
    """Sign one of one's other browsers out."""
    account = request.user
    assert isinstance(account, Account)
    operations.end_session(account, session)
    return redirect("me")
