"""The staff looks at an incident as its customer sees it; nothing can be done there."""

from dataclasses import replace

from django.http import HttpResponse

from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.base.ids import read_id
from bailiwick.kernel.ui.views import BailiwickRequest, page, render
from bailiwick.portal.pages.shown import shown
from bailiwick.resolution.incidents import queries

NOBODY = 0


@page("incident.read")
def preview(request: BailiwickRequest, reference: str) -> HttpResponse:
    """The portal's page of the incident with the eyes of whoever reported it."""
    if request.actor.is_outsider:
        raise NotFound("There is no such page.")
    found = queries.incident(request.actor, reference)
    eyes = replace(
        request.actor,
        name=found.reporter.name if found.reporter else "",
        person_id=found.reporter_id,
        party_id=found.party_id or NOBODY,
        grants=frozenset(),
        scoped=frozenset(),
        roles=frozenset(),
        team_ids=frozenset(),
    )
    context = shown(eyes, found, before=read_id(request.GET.get("before", "")))
    return render(request, "portal/incident.html", {**context, "is_preview": True})
