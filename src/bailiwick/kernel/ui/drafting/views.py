"""Keep what is typed, give it back, discard it: only ever to the person who typed it."""

import json
from urllib.parse import urlsplit

from django.http import HttpResponse, JsonResponse
from django.urls import Resolver404, resolve
from django.utils import timezone

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.errors import Invalid, NotFound
from bailiwick.kernel.drafts import operations, queries
from bailiwick.kernel.identity.entrances.access import is_public
from bailiwick.kernel.ui.drafting.sent import read_turn
from bailiwick.kernel.ui.views import BailiwickRequest, page

LONGEST = 300


@page()
def draft(request: BailiwickRequest) -> HttpResponse:
    """The reader's draft for a form, and when it was written."""
    found = queries.own_draft(request.actor, _form(request.GET.get("form", "")))
    if found is None:
        raise NotFound("There is no draft.")
    local = timezone.localtime(found.saved_at)
    is_today = local.date() == timezone.localtime(clock.now()).date()
    when = f"{local:%H:%M}" if is_today else f"{local:%H:%M} on {local.day} {local:%B}"
    return JsonResponse({"typed": found.typed, "writer": found.writer, "turn": found.turn, "when": when})


@page(methods=("POST",))
def keep(request: BailiwickRequest) -> HttpResponse:
    """Keep what is typed."""
    form, (writer, turn) = _form(request.POST.get("form", "")), read_turn(request.POST.get("turn", ""))
    operations.keep_draft(form, _typed(request), by=request.actor, writer=writer, turn=turn)
    return HttpResponse(status=204)


@page(methods=("DELETE",))
def discard(request: BailiwickRequest) -> HttpResponse:
    """Forget it."""
    operations.discard_draft(_form(request.GET.get("form", "")), by=request.actor)
    return HttpResponse(status=204)


def _form(address: str) -> str:
    """The address of a form of ours behind the sign-in; raises Invalid for anything else."""
    path = urlsplit(address).path if 0 < len(address) <= LONGEST and "\0" not in address else ""
    try:
        view = resolve(path).func
    except Resolver404:
        raise Invalid({"form": "There is no such form."}) from None
    if is_public(view) or path.startswith("/api/"):
        raise Invalid({"form": "Nothing is kept of this form."})
    return path


def _typed(request: BailiwickRequest) -> list[tuple[str, str]]:
    try:
        pairs = json.loads(request.POST.get("typed", ""))
    except ValueError:
        raise Invalid({"typed": "This is no JSON."}) from None
    if not isinstance(pairs, list) or not all(_is_pair(one) for one in pairs):
        raise Invalid({"typed": "Send a list of names and values."})
    return [(name, value) for name, value in pairs]


def _is_pair(one: object) -> bool:
    return (
        isinstance(one, list)
        and len(one) == 2
        and all(isinstance(part, str) and "\0" not in part for part in one)
    )
