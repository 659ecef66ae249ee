"""How it ended: confirm it, open it again, rate it."""

from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.base.errors import Invalid, NotAllowedNow
from bailiwick.kernel.ui import flash
from bailiwick.kernel.ui.forms import Form, bind_refusal
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render
from bailiwick.portal.pages.customers import customers
from bailiwick.portal.pages.forms import RatingForm, ReopeningForm
from bailiwick.portal.ratings import queries as ratings
from bailiwick.portal.ratings.operations import rate_incident
from bailiwick.resolution.incidents import operations, queries
from bailiwick.resolution.incidents.models import Incident


@page(methods=("POST",))
@customers
def confirm(request: BailiwickRequest, reference: str) -> HttpResponse:
    """It works again: the incident is closed."""
    found = queries.incident(request.actor, reference)
    operations.close_incident(found, by=request.actor)
    flash.success(request, "Thank you. It is closed.")
    return redirect(request, reverse("portal-rating", args=[found.reference]))


@page(methods=("GET", "POST"))
@customers
def reopen(request: BailiwickRequest, reference: str) -> HttpResponse:
    """It does not work: what is still wrong."""
    found = queries.incident(request.actor, reference)
    form = ReopeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.reopen_incident(found, by=request.actor, reason=form.cleaned_data["reason"])
        except Invalid as refusal:
            bind_refusal(form, refusal)
        except NotAllowedNow:
            form.add_error(None, "It cannot be opened again any more. Report it anew and name this one.")
        else:
            flash.success(request, "It is open again. We go on.")
            return redirect(request, reverse("portal-incident", args=[found.reference]))
    return _form(request, found, form, "portal/reopening.html", "It still does not work")


@page(methods=("GET", "POST"))
@customers
def rate(request: BailiwickRequest, reference: str) -> HttpResponse:
    """How it was handled, once per closure."""
    found = queries.incident(request.actor, reference)
    given = ratings.rating(found)
    if request.method == "GET" and not ratings.may_rate(request.actor, found, given):
        flash.info(request, f"{found.reference} cannot be rated now: it is not closed, or its rating stands.")
        return redirect(request, reverse("portal-incident", args=[found.reference]))
    form = RatingForm(request.POST or None, given=given)
    if request.method == "POST" and form.is_valid():
        try:
            rate_incident(found, by=request.actor, **form.cleaned_data)
        except Invalid as refusal:
            bind_refusal(form, refusal)
        except NotAllowedNow:
            form.add_error(None, "It cannot be rated now: it is not closed, or its rating stands.")
        else:
            flash.success(request, "Thank you. We read every rating.")
            return redirect(request, reverse("portal-incident", args=[found.reference]))
    return _form(request, found, form, "portal/rating.html", "How did we do?")


def _form(request: BailiwickRequest, found: Incident, form: Form, template: str, title: str) -> HttpResponse:
    context = {"page_title": title, "incident": found, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, template, context, status=status)
