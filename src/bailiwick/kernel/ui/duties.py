"""What stands over somebody's access: its end, a second factor they must add, a password they must change."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.actors import Presence
from bailiwick.kernel.identity.entrances.account import BOUND
from bailiwick.kernel.ui import errors

FACTOR_FIRST = "Add a second factor first: your organization asks for one."
CHANGE_FIRST = "Change your password first: it is older than is allowed."
REMINDED_WITHIN = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Notice:
    """A line above every page: what is to come, when, and where to do something about it."""

    text: str
    at: datetime | None
    icon: str
    level: str = "warning"
    url: str = ""
    label: str = ""


def notices(request: HttpRequest, presence: Presence) -> list[Notice]:
    """What to tell somebody on every page; mostly nothing."""
    found = []
    if presence.until is not None:
        text = (
            f"You work for {presence.organization.name} by support access; what you do is recorded. It ends"
        )
        found.append(Notice(text, presence.until, "lifebuoy"))
    found.extend(_guests(presence))
    if presence.factor_due is not None and not came_from_elsewhere(request.session):
        found.append(_factor_notice(presence))
    if presence.password_due is not None and _is_near(presence.password_due):
        found.append(_password_notice(presence))
    return found


def _factor_notice(presence: Presence) -> Notice:
    if presence.owes_factor:
        return Notice(FACTOR_FIRST, None, "shield-lock")
    text = "Your organization asks for a second factor when you sign in. Add one by"
    return Notice(text, presence.factor_due, "shield-lock", url=reverse("me"), label="Add one")


def _password_notice(presence: Presence) -> Notice:
    if presence.owes_password:
        return Notice(CHANGE_FIRST, None, "key")
    text, url = "Your password must be changed by", reverse("password-change")
    return Notice(text, presence.password_due, "key", url=url, label="Change it")


def _guests(presence: Presence) -> list[Notice]:
    """The staff sees who from outside is in, on every page."""
    may_see = presence.actor.may("organization.read")
    return [
        Notice(
            f"{one.name} is let in by support access. It ends",
            one.until,
            "lifebuoy",
            url=reverse("support-access-record", args=[one.access_id]) if may_see else "",
            label="See the consent",
        )
        for one in presence.guests
    ]


def owed(request: HttpRequest, presence: Presence) -> HttpResponse | None:
    """Where somebody is sent who has let the time pass; None when they may go on."""
    if getattr(request, "is_open_to_owing", False):
        return None
    if presence.owes_factor and not came_from_elsewhere(request.session):
        return _sent(request, "me", FACTOR_FIRST)
    if presence.owes_password:
        return _sent(request, "password-change", CHANGE_FIRST)
    return None


def _sent(request: HttpRequest, route: str, text: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return errors.show(request, 403, text)
    return HttpResponseRedirect(reverse(route))


def _is_near(at: datetime) -> bool:
    return (at - clock.now()).total_seconds() < REMINDED_WITHIN


def came_from_elsewhere(session: SessionBase) -> bool:
    """Whether the organization's own provider signed them in, which asks for a second factor by its own rules."""
    return BOUND in session
