"""Who does something serious says once more who they are, unless they did so a moment ago."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.entrances.account import BOUND

CONFIRMED_AT = "confirmed_at"
GOOD_FOR = 15 * 60


def is_confirmed(request: HttpRequest, *, by_provider: bool = False) -> bool:
    """Whether somebody signed in or confirmed who they are within the last fifteen minutes.

    A provider's word opens its organization, and is enough `by_provider` for what concerns that one only; the account
    itself, which may lead to others, needs its own proof.
    """
    row = getattr(request.session, "row", None)
    counts = by_provider or BOUND not in request.session
    signed_in_at = row.created_at.timestamp() if row is not None and counts else 0
    at = max(float(request.session.get(CONFIRMED_AT, 0)), signed_in_at)
    return clock.now().timestamp() - at < GOOD_FOR


def confirm(request: HttpRequest) -> None:
    """Remember that somebody has just said who they are."""
    request.session[CONFIRMED_AT] = clock.now().timestamp()


def to_confirm(request: HttpRequest, back: str = "") -> HttpResponse:
    """To the page that asks, and back."""
    wanted = back or (request.get_full_path() if request.method in ("GET", "HEAD") else reverse("me"))
    return HttpResponseRedirect(f"{reverse('confirm')}?{urlencode({'next': wanted})}")


def confirmed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that first asks who it is."""

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if is_confirmed(request) else to_confirm(request)

    return asking
