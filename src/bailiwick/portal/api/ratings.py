"""Ratings through the API: read by whoever sees the incident, given by whoever reported it."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Field, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, json
from bailiwick.kernel.base.errors import NotFound
from bailiwick.portal.ratings import queries
from bailiwick.portal.ratings.models import Rating
from bailiwick.portal.ratings.operations import rate_incident
from bailiwick.resolution.incidents import queries as incidents

router = Router(tags=["Incidents"])


class RatingIn(Schema):
    """A rating."""

    score: int = Field(..., description="1 (very poor) to 5 (excellent).")
    words: str = ""


class RatingOut(Schema):
    """A rating, as it stands."""

    score: int
    words: str
    at: datetime
    changed_at: datetime | None


@router.get("/{reference}/rating", response={200: RatingOut, **PROBLEMS})
def get_rating(request: ApiRequest, reference: str) -> HttpResponse:
    """How the incident's last closure was rated."""
    given = queries.rating(incidents.incident(request.actor, reference))
    if given is None:
        raise NotFound("It is not rated.")
    return json(_shown(given))


@router.put("/{reference}/rating", response={200: RatingOut, **PROBLEMS})
def put_rating(request: ApiRequest, reference: str, data: RatingIn) -> HttpResponse:
    """Rate it, or change the rating within some days."""
    found = incidents.incident(request.actor, reference)
    return json(_shown(rate_incident(found, by=request.actor, score=data.score, words=data.words)))


def _shown(given: Rating) -> dict[str, Any]:
    return {name: getattr(given, name) for name in RatingOut.model_fields}
