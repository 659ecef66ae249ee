"""Which pages need nobody, and where somebody goes after signing in."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

View = TypeVar("View", bound=Callable[..., Any])
LONGEST = 2000


def public(view: View) -> View:
    """Mark a view that runs without an organization, for anybody; all others ask to sign in."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def is_public(view: Callable[..., Any]) -> bool:
    """Whether the view was marked so."""
    return getattr(view, "is_public", False)


def open_to_owing(view: View) -> View:
    """Mark a view that also somebody may use who still has to add a second factor."""
    view.is_open_to_owing = True  # type: ignore[attr-defined]
    return view


def is_open_to_owing(view: Callable[..., Any]) -> bool:
    """Whether the view was marked so."""
    return getattr(view, "is_open_to_owing", False)


def safe_next(request: HttpRequest, default: str = "/") -> str:
    """The address in `next` when it is a page of this host, else the default."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours and len(wanted) <= LONGEST and wanted.isprintable() else default
