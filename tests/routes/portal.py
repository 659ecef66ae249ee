"""Rows of the portal: Cora reported it and asks, Dan is of another customer."""

from typing import Any

from bailiwick.kernel.base import clock, tenant
from bailiwick.portal.announcements.models import Announcement
from bailiwick.portal.announcements.operations import publish_announcement
from bailiwick.portal.announcements.types import Notice
from bailiwick.resolution.incidents import operations, queries
from tests.cast import Cast
from tests.routes.incidents import incident, logged, with_file
from tests.routes.rows import Route


def announced(cast: Cast) -> Announcement:
    """An announcement to Quay Foods."""
    with tenant.scope(cast.organization.id):
        party = cast.quay
        return publish_announcement(
            Notice(title="The crane is down", from_at=clock.now(), party=party), by=cast.sam
        )


def announcement(cast: Cast) -> dict[str, Any]:
    return {"pk": announced(cast).pk}


def _resolved(cast: Cast) -> str:
    found = logged(cast)
    operations.resolve_incident(found, by=cast.sam, resolution="Fuse", closure_code="fixed", note="Swapped")
    return found.reference


def resolved(cast: Cast) -> dict[str, Any]:
    return {"reference": _resolved(cast)}


def closed(cast: Cast) -> dict[str, Any]:
    reference = _resolved(cast)
    with tenant.scope(cast.organization.id):
        operations.close_incident(queries.incident(cast.cora, reference), by=cast.cora)
    return {"reference": reference}


def row(name: str, **more: Any) -> Route:
    return Route(name, **{"as_": "cora", "lacking": "dan", "without": 404, "args": incident(), **more})


def anyones(name: str, **more: Any) -> Route:
    """A page about oneself: every customer has it, the staff is led to its own."""
    return Route(name, **{"as_": "cora", "lacking": "dan", "without": 200, "stranger": 303, **more})


TAKEN_BACK = {"data": lambda _: {"_method": "delete"}}
PORTAL = (
    anyones("portal"),
    anyones("portal-report"),
    anyones("portal-report", method="post", granted=422, without=422, stranger=404),
    anyones("portal-known"),
    anyones("portal-incidents"),
    anyones("portal-announcements"),
    row("portal-announcement", args=announcement, stranger=303),
    row("portal-me-too", args=announcement, method="post", granted=303),
    row("portal-me-too", args=announcement, method="post", granted=303, **TAKEN_BACK),
    row("portal-incident"),
    row("portal-answers", method="post", granted=303, data=lambda _: {"text": "Lane 2"}),
    row("portal-file", args=with_file),
    row("portal-following", method="post", granted=303),
    row("portal-following", method="post", granted=303, **TAKEN_BACK),
    row("portal-confirmation", method="post", granted=303, args=resolved),
    row("portal-reopening", args=resolved),
    row("portal-reopening", method="post", args=resolved, granted=303, data=lambda _: {"reason": "Again"}),
    row("portal-rating", args=closed),
    row("portal-rating", method="post", args=closed, granted=303, data=lambda _: {"score": "4"}),
    row("portal-preview", as_="sam", lacking="cora"),
)
