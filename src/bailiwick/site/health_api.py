"""How the installation is, through the API."""

from dataclasses import asdict

from django.http import HttpResponse
from ninja import Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, json
from bailiwick.kernel.ledger import policies
from bailiwick.site import health

router = Router(tags=["Health"])


class FindingOut(Schema):
    """One thing that was looked at."""

    name: str
    level: str
    text: str
    advice: str
    url: str


@router.get("", response={200: list[FindingOut], **PROBLEMS})
def get_health(request: ApiRequest) -> HttpResponse:
    """What was looked at, what is worst first; `level` is ok, warn or fail."""
    policies.require(request.actor, "job.read")
    return json([asdict(one) for one in health.findings(request.actor)])
