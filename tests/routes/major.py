"""Rows of the pages of major incidents: Sam declared it, Mia leads it; customers see how those stand that hit them."""

from collections.abc import Callable
from typing import Any

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import system_actor
from bailiwick.major.incidents import operations
from bailiwick.major.incidents.models import MajorIncident
from bailiwick.major.incidents.queries import to_propose
from bailiwick.resolution.incidents.operations import prioritize_incident
from tests.cast import Cast
from tests.routes.incidents import logged
from tests.routes.rows import Route


def declared(cast: Cast) -> MajorIncident:
    """One major incident of Quay Foods."""
    lead = cast.people["mia"]
    return operations.declare_major_incident(logged(cast), by=cast.sam, reason="All scales", lead=lead)


def major(**more: Any) -> Callable[[Cast], dict[str, Any]]:
    """The arguments of an address below a major incident."""
    return lambda cast: {"reference": declared(cast).reference, **more}


def proposed(cast: Cast) -> dict[str, Any]:
    """An incident that reached a criterion."""
    return {"reference": proposal(cast).incident.reference}


def proposal(cast: Cast) -> Any:
    """The proposal of an incident of priority 1."""
    prioritize_incident(logged(cast), by=cast.sam, impact=1, urgency=1)
    with tenant.scope(cast.organization.id):
        return operations.propose_major_incident(to_propose(1)[0], by=system_actor(cast.organization.id))


def row(name: str, granted: int = 200, **more: Any) -> Route:
    return Route(name, granted, **{"as_": "mia", "lacking": "cora", "args": major(), **more})


MAJOR_INCIDENTS = (
    Route("major-incidents", stranger=200, lacking="cora"),
    row("major-incident"),
    row("major-incident-report"),
    row("portal-major-incident", as_="cora", lacking="dan", without=404),
    row("major-incident-verb", args=major(resource="notes"), lacking="rui"),
    row("major-incident-verb", 422, args=major(resource="notes"), lacking="rui", method="post"),
    row("major-incident-verb", 404, args=major(resource="nothing"), lacking="rui", without=404),
    row("major-incident-verb-undo", args=major(resource="restoration"), lacking="rui"),
    row("major-incident-step", 303, args=major(number=1), lacking="rui", method="post"),
    row(
        "major-incident-step", 422, args=major(number=1), lacking="rui", method="post",
        data=lambda _: {"_method": "delete"},
    ),
    row("incident-declaration", args=lambda cast: {"reference": logged(cast).reference}, lacking="rui"),
    row("incident-declaration", 422, args=lambda cast: {"reference": logged(cast).reference}, lacking="rui",
        method="post"),
    row("incident-dismissal", args=proposed, lacking="rui"),
)  # fmt: skip
