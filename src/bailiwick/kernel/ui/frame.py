"""What the frame of every page shows: a context processor, so that every template has it, however rendered."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ui import banners, flash, navigation, outside
from bailiwick.kernel.ui.jinja.links import url

CSRF_INPUT = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
THEMES = ("light", "dark", "auto")
DENSITIES = ("comfortable", "compact")


def context(request: HttpRequest) -> dict[str, Any]:
    """Names that templates always have; those that cost something are computed when a template asks for them."""
    token = SimpleLazyObject(lambda: get_token(request))
    found: dict[str, Any] = {
        "theme": theme(request),
        "density": density(request),
        "flashes": SimpleLazyObject(lambda: flash.taken(request)),
        "links": links(),
        "params": request.GET,
        # Each look at Django's own makes another token; one serves the head and every form of a page.
        "csrf_token": token,
        "csrf_input": SimpleLazyObject(lambda: format_html(CSRF_INPUT, token)),
    }
    actor: Actor | None = getattr(request, "actor", None)
    if actor is not None:
        found |= _of(actor, request)
    return found


def theme(request: HttpRequest) -> str:
    """Light, dark or automatic colours, as chosen in this browser."""
    chosen = request.COOKIES.get("theme", "")
    return chosen if chosen in THEMES else "auto"


def density(request: HttpRequest) -> str:
    """Comfortable or compact lists, as chosen in this browser."""
    chosen = request.COOKIES.get("density", "")
    return chosen if chosen in DENSITIES else DENSITIES[0]


def links() -> dict[str, str]:
    """Where the frame's own buttons lead."""
    return {
        "home": url("home"),
        "profile": url("me"),
        "sign_out": url("sign-out"),
        "theme": url("theme"),
        "palette": url("palette"),
    }


def _of(actor: Actor, request: HttpRequest) -> dict[str, Any]:
    # What htmx asks for has no frame; the view says so.
    layout = outside.frame() if actor.is_outsider and not request.headers.get("HX-Request") else ""
    may: Callable[..., bool] = lambda verb, subject=None: policies.allows(actor, verb, subject)  # noqa: E731
    asked: Any = SimpleLazyObject(lambda: banners.ask(actor))
    return {
        "actor": actor,
        "organization": request.organization,  # type: ignore[attr-defined]
        "access_notices": getattr(request, "access_notices", []),
        "navigation": navigation.groups(actor, request.path),
        "new_items": navigation.new_items(actor),
        "unread_count": SimpleLazyObject(lambda: asked.unread),
        "may": may,
        "banners": SimpleLazyObject(lambda: asked.banners),
        "begun_forms": SimpleLazyObject(lambda: asked.drafts),
        **({"layout": layout} if layout else {}),
    }
