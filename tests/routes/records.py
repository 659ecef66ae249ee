"""Rows of the ledger, the processes and the requirements."""

from typing import Any

from bailiwick.kernel.base import tenant
from bailiwick.kernel.ledger.models import LedgerEvent
from tests.cast import Cast
from tests.routes.incidents import logged
from tests.routes.rows import Route


def entry(cast: Cast) -> dict[str, Any]:
    """An entry of the ledger."""
    with tenant.scope(cast.organization.id):
        return {"pk": LedgerEvent.objects.earliest("pk").pk}


def of_incident(cast: Cast) -> dict[str, Any]:
    """An entry about an incident."""
    found = logged(cast)
    with tenant.scope(cast.organization.id):
        return {"pk": LedgerEvent.objects.get(subject_type="incident", subject_id=found.pk).pk}


def process(_cast: Cast) -> dict[str, Any]:
    return {"code": "incident"}


def requirement(_cast: Cast) -> dict[str, Any]:
    return {"requirement_id": "R8.6.1-01"}


RECORDS = (
    Route("ledger", as_="rui", lacking="sam", stranger=200),
    Route("ledger-entry", as_="rui", lacking="sam", without=404, args=entry),
    Route("ledger-entry", as_="sam", lacking="cora", without=404, args=of_incident),
    Route("authority", as_="rui", stranger=200),
    Route("health", lacking="rui", stranger=200),
    Route("processes", as_="rui", stranger=200),
    Route("process", as_="rui", args=process),
    Route("process-bpmn", as_="rui", args=process),
    Route("process-change", as_="ada", lacking="rui", args=process),
    Route("process-change", 422, as_="ada", lacking="rui", method="post", args=process),
    Route("process-versions", as_="rui", args=process),
    Route("process-version", as_="rui", args=lambda cast: {**process(cast), "number": 1}),
    Route("requirements", as_="rui", lacking="sam", stranger=200),
    Route("requirement", as_="rui", lacking="sam", stranger=200, args=requirement),
    Route(
        "clause-assessments",
        303,
        lacking="rui",
        stranger=303,
        method="post",
        args=lambda _: {"number": "8.6.1"},
    ),
)
