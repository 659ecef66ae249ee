"""Report a problem, after a look at what is known."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.queries import largest_file
from bailiwick.kernel.ui import flash
from bailiwick.kernel.ui.forms import bind_refusal
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render
from bailiwick.portal.announcements import queries as announcements
from bailiwick.portal.pages.customers import customers
from bailiwick.portal.pages.forms import ReportForm
from bailiwick.portal.pages.words import standing
from bailiwick.resolution.incidents import operations, queries
from bailiwick.resolution.incidents.models import Incident


@page(methods=("GET", "POST"))
@customers
def report(request: BailiwickRequest) -> HttpResponse:
    """First what is wrong, then what is known of it, then the rest; sent, it is an incident."""
    if request.method != "POST":
        title = request.GET.get("title", "").replace("\0", "").strip()[:250]
        return _page(request, ReportForm(actor=request.actor, initial={"title": title}), title)
    form = ReportForm(request.POST, actor=request.actor)
    if form.is_valid():
        try:
            made = _logged(request, form.cleaned_data)
        except Invalid as refusal:
            bind_refusal(form, refusal)
        else:
            flash.success(request, f"We have it. It is {made.reference}; you hear from us by mail and here.")
            return redirect(request, reverse("portal-incident", args=[made.reference]))
    return _page(request, form, request.POST.get("title", "").replace("\0", "")[:250], status=422)


def _logged(request: BailiwickRequest, data: dict[str, Any]) -> Incident:
    """All of it or nothing: a file that is refused leaves no incident behind."""
    with transaction.atomic():
        made = operations.log_incident(operations.Report(**data), by=request.actor)
        for upload in request.FILES.getlist("file"):
            operations.attach_file(made, by=request.actor, name=upload.name or "file", chunks=upload.chunks())
    return made


def _page(request: BailiwickRequest, form: ReportForm, title: str, *, status: int = 200) -> HttpResponse:
    context = {"page_title": "Report a problem", "form": form, "title": title, "limit": largest_file()}
    return render(request, "portal/report.html", {**context, **_known(request, title)}, status=status)


def _known(request: BailiwickRequest, title: str) -> dict[str, Any]:
    if not title.strip():
        return {"announcements": [], "similar": []}
    similar = queries.similar(request.actor, title)
    return {
        "announcements": announcements.alike(request.actor, title),
        "similar": [(one, standing(one.state, one.category)) for one in similar],
    }


@page()
@customers
def known(request: BailiwickRequest) -> HttpResponse:
    """What is known of something like this, while it is typed."""
    title = request.GET.get("title", "").replace("\0", "")[:250]
    context = {"page_title": "What is known", "title": title.strip(), **_known(request, title)}
    return render(request, "portal/known.html", context)
