"""From the session to the actor: every view runs in one organization, in one transaction, as somebody."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.errors import BailiwickError
from bailiwick.kernel.identity.actors import Presence, entered_as_account
from bailiwick.kernel.identity.entrances.access import is_open_to_owing, is_public
from bailiwick.kernel.identity.entrances.account import ORGANIZATION, enterable
from bailiwick.kernel.ui import asking, duties, errors, outside
from bailiwick.kernel.ui.drafting import sent
from bailiwick.kernel.ui.views.rendering import redirect

View = Callable[..., HttpResponse]
SEEN_EVERY = timedelta(hours=1)
BY_ITSELF = frozenset({"presence"})


class ActorScope:
    """Runs the view itself, so that what it raises undoes the transaction before it becomes a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.htmx = bool(request.headers.get("HX-Request"))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """The whole answer. Programs come with a token instead of a session: their room lets them in."""
        if request.path.startswith("/api/"):
            return None
        try:
            if is_public(view):
                return view(request, *args, **kwargs)
            request.is_open_to_owing = is_open_to_owing(view)  # type: ignore[attr-defined]
            return _signed_in(request, lambda: view(request, *args, **kwargs))
        except BailiwickError as error:
            return errors.answer(error, request)


def _signed_in(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    if not request.user.is_authenticated:
        return asking.to_sign_in(request)
    account_id: int = request.user.pk
    organization_id = request.session.get(ORGANIZATION)
    if organization_id is None:
        return _enter(request, account_id, view)
    with entered_as_account(organization_id, account_id, request=_number(request)) as presence:
        if presence is not None:
            return _run(request, presence, view)
    del request.session[ORGANIZATION]
    return _enter(request, account_id, view)


def _run(request: HttpRequest, presence: Presence, view: Callable[[], HttpResponse]) -> HttpResponse:
    request.actor, request.organization = presence.actor, presence.organization  # type: ignore[attr-defined]
    request.access_notices = duties.notices(request, presence)  # type: ignore[attr-defined]
    _keep_session(request)
    with timezone.override(ZoneInfo(presence.actor.zone)):
        if presence.actor.is_outsider and (place := outside.elsewhere(request)):
            return redirect(request, place)
        if owed := duties.owed(request, presence):
            return owed
        response = view()
        if request.method == "POST":
            sent.forget_sent(request, presence.actor, response)
        render_late = getattr(response, "render", None)
        return render_late() if callable(render_late) else response


def _enter(request: HttpRequest, account_id: int, view: Callable[[], HttpResponse]) -> HttpResponse:
    """Into the only organization of the account, or to the choice of several; without any the session ends."""
    found = enterable(request.session, account_id)
    if len(found) > 1:
        return asking.to_choose(request)
    if not found:
        auth.logout(request)
        messages.error(request, "You have no access any more. Ask your administrator.")
        return asking.to_sign_in(request)
    request.session[ORGANIZATION] = found[0].organization_id
    return _signed_in(request, view)


def _keep_session(request: HttpRequest) -> None:
    """Extend a session that is in use, but write it at most once an hour; what a page asks by itself is no use."""
    match = request.resolver_match
    if match is not None and match.url_name in BY_ITSELF:
        return
    row = getattr(request.session, "row", None)
    if row is not None and clock.now() - row.seen_at > SEEN_EVERY:
        request.session.modified = True


def _number(request: HttpRequest) -> str:
    return getattr(request, "number", "")
