"""Rows of the incident pages: Cora reported it, Dan is of another customer."""

from collections.abc import Callable
from typing import Any

from bailiwick.kernel.work.models import Attachment
from bailiwick.resolution.incidents import operations
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast
from tests.routes.rows import Route, signed_in


def logged(cast: Cast) -> Incident:
    """One incident of Quay Foods."""
    report = operations.Report(
        title="The crane scale shows zero",
        service=cast.weighing,
        classification=cast.hardware,
        impact=1,
        urgency=2,
        channel="mail",
        reporter=cast.people["cora"],
    )
    return operations.log_incident(report, by=cast.sam)


def incident(**more: Any) -> Callable[[Cast], dict[str, Any]]:
    """The arguments of an address below an incident."""
    return lambda cast: {"reference": logged(cast).reference, **more}


def with_file(cast: Cast) -> dict[str, Any]:
    found = logged(cast)
    file: Attachment = operations.attach_file(
        found, by=cast.sam, name="scale.txt", chunks=[b"zero"], is_public=True
    )
    return {"reference": found.reference, "pk": file.pk}


def with_link(cast: Cast) -> dict[str, Any]:
    found, other = logged(cast), logged(cast)
    link = operations.link_incident(found, by=cast.sam, relation="relates_to", to=other)
    return {"reference": found.reference, "pk": link.pk}


def row(name: str, *, without: int | None = 404, **more: Any) -> Route:
    return Route(name, **{"as_": "sam", "lacking": "dan", "without": without, "args": incident(), **more})


INCIDENTS = (
    Route("my-work", without=None),
    Route("incidents", without=None),
    Route("incident-new", without=None),
    signed_in("incidents-similar"),
    row("incident"),
    row("incident-comments", granted=303, method="post", data=lambda _: {"text": "Seen."}),
    row("incident-files", granted=303, method="post"),
    row("incident-file", args=with_file),
    row("incident-history"),
    row("incident-history", without=303, lacking="cora"),
    Route(
        "presence",
        without=404,
        method="post",
        args=lambda cast: {"kind": "incident", "key": logged(cast).pk},
        data=lambda _: {"page": "p1", "doing": "reading"},
    ),
    row("incident-watch", granted=303, method="post"),
    row("incident-watch", granted=303, method="post", data=lambda _: {"_method": "delete"}),
    row("incident-links"),
    row("incident-links", without=303, lacking="cora"),
    row("incident-links", granted=422, method="post"),
    row("incident-link", granted=303, method="post", args=with_link, data=lambda _: {"_method": "delete"}),
    row("incident-verb", args=incident(resource="details")),
    row("incident-verb", args=incident(resource="resolution"), granted=422, method="post"),
    row("incident-verb", args=incident(resource="nothing"), granted=404),
    row("incident-verb-undo", args=incident(resource="resolution")),
)
