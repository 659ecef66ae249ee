"""One's own account: who one is here, and where one is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.identity.actors import memberships
from bailiwick.kernel.identity.entrances.sessions import stored_key
from bailiwick.kernel.identity.models import Account, Role

MOST_SESSIONS = 100


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """The account, its organizations and its sessions."""
    account = request.user
    assert isinstance(account, Account)
    held = request.actor.roles  # type: ignore[attr-defined]
    sessions = account.sessions.filter(expire_date__gt=clock.now()).order_by("-seen_at")[:MOST_SESSIONS]
    context = {
        "page_title": "Your account",
        "email": account.email,
        "roles": Role.objects.filter(code__in=held).order_by("name").values_list("name", flat=True),
        "sessions": sessions,
        "this_session": stored_key(request.session.session_key or ""),
        "memberships": memberships(account.pk),
    }
    return render(request, "identity/me.html", context)


@require_POST
def end_session(request: HttpRequest, session: str) -> HttpResponse:
    """Sign one of one's other browsers out."""
    account = request.user
    assert isinstance(account, Account)
    gone, _ = account.sessions.filter(session_key=session).delete()
    if not gone:
        raise NotFound("There is no such session.")
    return redirect("me")
