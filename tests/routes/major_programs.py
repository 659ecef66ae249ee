"""Rows of the API of major incidents: Mia leads it, and a stranger's organization has none of that name."""

from typing import Any

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.identity.models import Role
from bailiwick.kernel.identity.operations import assign_role
from bailiwick.major.incidents.models import MajorIncident
from tests.cast import Cast
from tests.routes.incidents import logged
from tests.routes.major import declared, proposed
from tests.routes.programs import Program

NOTE: dict[str, Any] = {"text": "The electrician is here."}


def of_major(method: str, rest: str, granted: int = 200, **more: Any) -> Program:
    path = f"/api/v1/major-incidents/{{reference}}{rest}"
    given = {
        "as_": "mia",
        "args": lambda cast: {"reference": declared(cast).reference},
        "without": (403, 404),
    }
    return Program(method, path, **{"granted": granted, **given, **more})


def declaration(cast: Cast) -> dict[str, Any]:
    return {"incident": logged(cast).reference, "reason": "", "lead_id": cast.people["mia"].pk}


def concerning(cast: Cast) -> MajorIncident:
    """One of Cora's customer; to have a token she needs a role, as customers' coordinators do."""
    with tenant.scope(cast.organization.id):
        coordinator = Role.objects.get(code="COORD")
    assign_role(coordinator, cast.people["cora"], by=cast.ada, valid_from=clock.now().date())
    return declared(cast)


def step(cast: Cast) -> dict[str, Any]:
    return {"reference": declared(cast).reference, "number": 1}


def update(_cast: Cast) -> dict[str, Any]:
    return {"audiences": ["staff"], **NOTE}


REVIEW = {"participants": "", "causes": "", "helped": "", "improvements": []}
MAJOR_INCIDENTS = (
    Program("get", "/api/v1/major-incidents", without=403, stranger=200),
    Program(
        "post", "/api/v1/major-incidents", 422, without=(403, 404, 422), stranger=(404, 422), as_="mia",
        body=declaration,
    ),
    Program("get", "/api/v1/major-incidents/proposals", without=403, stranger=200),
    Program(
        "put", "/api/v1/major-incidents/proposals/{incident}/dismissal", 204, without=403, as_="mia",
        args=lambda cast: {"incident": proposed(cast)["reference"]}, body=lambda _: {"reason": "A test"},
    ),
    Program("get", "/api/v1/portal/major-incidents", without=200, stranger=200, only="organization.read"),
    Program("get", "/api/v1/portal/major-incidents/{reference}", as_="cora", without=404,
            args=lambda cast: {"reference": concerning(cast).reference}),
    of_major("get", ""),
    of_major("get", "/timeline"),
    of_major("get", "/communications"),
    of_major("post", "/communications", 201, body=update),
    of_major("put", "/information", body=lambda _: {"told": "Ada"}),
    of_major("put", "/lead", body=lambda cast: {"lead_id": cast.people["sam"].pk}, stranger=422),
    of_major("put", "/steps/{number}", args=step),
    of_major("delete", "/steps/{number}", 422, args=step),
    of_major("post", "/notes", 201, body=lambda _: NOTE),
    of_major("put", "/restoration", body=lambda _: NOTE),
    of_major("delete", "/restoration", 409, body=lambda _: {"reason": "Dark"}),
    of_major("put", "/withdrawal", body=lambda _: {"reason": "One scale only"}),
    of_major("put", "/review", 422, body=lambda _: REVIEW),
    of_major("put", "/closure", 409, body=lambda _: {"summary": "Over"}),
)  # fmt: skip
