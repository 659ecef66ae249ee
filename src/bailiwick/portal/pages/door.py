"""The desk is for the staff: a customer who asks for one of its pages is led to the portal's, if there is one."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from bailiwick.kernel.base.errors import NotFound
from bailiwick.resolution.incidents import queries

DESK, NOTICES = "/incidents/", "/announcements/"
NOT_REFERENCES = ("views", "similar")


def lead(request: HttpRequest) -> str:
    """Where a customer's request belongs instead; raises NotFound for what only the staff has."""
    path = request.path
    if path in ("/", "/work/"):
        return reverse("portal")
    if path == "/search/":
        return f"{reverse('portal-incidents')}?{urlencode({'q': request.GET.get('q', ''), 'show': 'all'})}"
    if path.startswith(NOTICES):
        return translated(path)
    return _from_desk(request) if path.startswith(DESK) else ""


def _from_desk(request: HttpRequest) -> str:
    parts = request.path.removeprefix(DESK).strip("/").split("/")
    if request.method not in ("GET", "HEAD") or parts[0] in NOT_REFERENCES:
        raise NotFound("That is for the staff.")
    if parts == [""]:
        return reverse("portal-incidents")
    if parts == ["new"]:
        return reverse("portal-report")
    found = queries.incident(request.actor, parts[0])  # type: ignore[attr-defined]  # the middleware sets it
    if len(parts) == 3 and parts[1] == "files" and parts[2].isascii() and parts[2].isdigit():
        return reverse("portal-file", args=[found.reference, int(parts[2])])
    return reverse("portal-incident", args=[found.reference])


def translated(path: str) -> str:
    """The portal's address of what lies at a path for the staff, for notifications and mail."""
    return f"/portal{path}" if path.startswith((DESK, NOTICES)) else path
