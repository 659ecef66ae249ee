"""A customer's incidents: the list, one of them, the conversation."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.base.ids import read_id
from bailiwick.kernel.identity import queries as people
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ui import flash, paging
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render
from bailiwick.kernel.work.relations.queries import goes_on
from bailiwick.portal.pages import reading
from bailiwick.portal.pages.customers import customers
from bailiwick.portal.pages.shown import shown
from bailiwick.resolution.incidents import operations, queries
from bailiwick.resolution.incidents.models import Incident

SHOWS = (("open", "Open"), ("closed", "Closed"), ("all", "All"))


@page()
@customers
def listing(request: BailiwickRequest) -> HttpResponse:
    """What one reported; a coordinator sees what everybody of the customer did."""
    found = paging.page(
        reading.listed(request.actor, request.GET),
        sorts=reading.SORTS,
        params=request.GET,
        default="-updated",
        size=25,
    )
    return render(
        request,
        "portal/incidents.html",
        {
            "page_title": "Your incidents",
            "rows": [reading.row(one, request.actor) for one in found.items],
            "pages": found,
            "shows": SHOWS,
            "show": request.GET.get("show") or "open",
            "sees_party": queries.sees_whole_party(request.actor),
        },
    )


@page()
@customers
def incident(request: BailiwickRequest, reference: str) -> HttpResponse:
    """One incident: where it stands, what was said, and what the reader can do; a merged one leads on."""
    found = queries.incident(request.actor, reference)
    there = goes_on(found, request.actor)
    if there.pk != found.pk:
        flash.success(request, f"We treat {found.reference} together with this one.")
        return redirect(request, reverse("portal-incident", args=[there.reference]))
    context = shown(request.actor, found, before=read_id(request.GET.get("before", "")))
    return render(request, "portal/incident.html", context)


@page(methods=("POST",))
@customers
def answer(request: BailiwickRequest, reference: str) -> HttpResponse:
    """Say something, attach something, or both; what was asked of the reporter is answered by it."""
    found = goes_on(queries.incident(request.actor, reference), request.actor)
    text, files = request.POST.get("text", ""), request.FILES.getlist("file")
    try:
        _said(request, found, text)
    except Invalid as refusal:
        typed = {"errors": list(refusal.fields.values()), "typed": text}
        context = {**shown(request.actor, found), **typed}
        return render(request, "portal/incident.html", context, status=422)
    flash.success(request, "We have your answer." if text.strip() else f"Added: {len(files)}.")
    return redirect(request, reverse("portal-incident", args=[found.reference]))


def _said(request: BailiwickRequest, found: Incident, text: str) -> None:
    """All of it or nothing."""
    files = request.FILES.getlist("file")
    if not text.strip() and not files:
        raise Invalid({"text": "Write something, or choose a file."})
    with transaction.atomic():
        for upload in files:
            operations.attach_file(
                found, by=request.actor, name=upload.name or "file", chunks=upload.chunks()
            )
        if text.strip():
            operations.comment_incident(found, by=request.actor, text=text)
        if found.state == "awaiting_user" and policies.allows(request.actor, "incident.resume", found):
            operations.resume_incident(found, by=request.actor)


@page(methods=("POST",))
@customers
def follow(request: BailiwickRequest, reference: str) -> HttpResponse:
    """Hear of what happens to it."""
    return _follow(request, reference, operations.watch_incident)


@page(methods=("DELETE",))
@customers
def unfollow(request: BailiwickRequest, reference: str) -> HttpResponse:
    """Hear of it no more."""
    return _follow(request, reference, operations.unwatch_incident)


def _follow(request: BailiwickRequest, reference: str, change: Callable[..., None]) -> HttpResponse:
    found, me = queries.incident(request.actor, reference), people.oneself(request.actor)
    assert me is not None
    change(found, by=request.actor, person=me)
    if not queries.visible(request.actor).filter(pk=found.pk).exists():
        return redirect(request, "portal-incidents")
    return redirect(request, reverse("portal-incident", args=[found.reference]))
