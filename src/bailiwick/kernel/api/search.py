"""The search across all kinds through the API."""

from dataclasses import asdict

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, json
from bailiwick.kernel.search.kinds import Hit, kinds

router = Router(tags=["Search"])


class Words(Schema):
    """What is looked for."""

    q: str = Field(min_length=1, max_length=500)
    limit: int = Field(50, ge=1, le=200, description="How many of each kind.")


class FoundOut(Schema):
    """What was found of a kind."""

    kind: str
    items: list[Hit]


@router.get("", response={200: list[FoundOut], **PROBLEMS})
def search(request: ApiRequest, wanted: Query[Words]) -> HttpResponse:
    """What contains the words, by kind, newest first."""
    words = wanted.q.replace("\0", "").strip()
    found = [(kind.label, kind.find(request.actor, words, wanted.limit)) for kind in kinds()] if words else []
    return json([{"kind": label, "items": [asdict(hit) for hit in hits]} for label, hits in found])
