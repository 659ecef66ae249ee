"""Where somebody is sent who has to say first who they are, or where they want to work."""

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from bailiwick.kernel.ui import errors


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back.

    A part of a page (htmx) is answered 401 instead: being sent away would lose what was typed in the rest of it.
    """
    if request.headers.get("HX-Request"):
        return errors.show(request, 401, "Your session has ended. Sign in again in another tab.")
    return _by_way_of("sign-in", request)


def to_choose(request: HttpRequest) -> HttpResponse:
    """To the choice of an organization and back."""
    if request.headers.get("HX-Request"):
        return errors.show(request, 401, "Choose an organization first.")
    return _by_way_of("organizations", request)


def _by_way_of(route: str, request: HttpRequest) -> HttpResponse:
    back = request.get_full_path() if request.method in ("GET", "HEAD") else page_before(request)
    query = f"?{urlencode({'next': back})}" if back not in ("", "/") else ""
    return HttpResponseRedirect(f"{reverse(route)}{query}")


def page_before(request: HttpRequest) -> str:
    """The page whose form was sent, so that somebody does not come back to an address that only takes forms."""
    parts = urlsplit(request.headers.get("Referer", ""))
    return parts.path if parts.netloc == request.get_host() else ""
