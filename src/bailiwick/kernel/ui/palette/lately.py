"""The records that somebody had open lately in this browser: a cookie of references, good for one person only."""

from django.http import HttpResponse

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ui.views import BailiwickRequest

COOKIE = "lately"
KEPT = 8
AGE = 30 * 24 * 3600


def noted(request: BailiwickRequest, answer: HttpResponse, reference: str) -> HttpResponse:
    """The answer, which remembers that a record was open."""
    before = references(request)
    if before[:1] == [reference]:
        return answer
    now = [reference, *(one for one in before if one != reference)][:KEPT]
    value = ".".join([_whose(request.actor), *now])
    answer.set_cookie(COOKIE, value, max_age=AGE, samesite="Lax", httponly=True, secure=request.is_secure())
    return answer


def references(request: BailiwickRequest) -> list[str]:
    """What this person had open, the last first."""
    whose, *found = request.COOKIES.get(COOKIE, "").split(".")
    return [one for one in found if one][:KEPT] if whose == _whose(request.actor) else []


def _whose(actor: Actor) -> str:
    return f"{actor.organization_id}-{actor.person_id or 0}"
