"""One's own account: who one is here, and where one is signed in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from bailiwick.kernel.identity.entrances import operations, queries
from bailiwick.kernel.identity.entrances.access import open_to_owing
from bailiwick.kernel.identity.entrances.account import enterable
from bailiwick.kernel.identity.entrances.factors import queries as factors
from bailiwick.kernel.identity.entrances.sessions import stored_key
from bailiwick.kernel.identity.entrances.signins import place_of
from bailiwick.kernel.identity.models import Account
from bailiwick.kernel.identity.queries import role_names

MOST_SESSIONS = 100
MOST_HAPPENINGS = 20


@open_to_owing
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
        "factors": factors.factors(account),
        "codes_left": len(factors.unused_codes(account)),
        "happened": queries.own_sign_ins(account)[:MOST_HAPPENINGS],
        "memberships": enterable(request.session, account.pk),
    }
    return render(request, "identity/me.html", context)


@open_to_owing
@require_POST
def end_session(request: HttpRequest, session: str) -> HttpResponse:
    """Sign one of one's other browsers out."""
    account = request.user
    assert isinstance(account, Account)
    operations.end_session(account, session)
    return redirect("me")


@open_to_owing
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign all of one's other browsers out."""
    account = request.user
    assert isinstance(account, Account)
    here = stored_key(request.session.session_key or "")
    operations.end_other_sessions(account, here, place=place_of(request))
    messages.success(request, "You are signed out everywhere else.")
    return redirect("me")
