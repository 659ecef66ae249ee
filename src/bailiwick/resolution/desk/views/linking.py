"""Links from an incident to others."""

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.base.errors import Invalid, NotFound
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ui import flash
from bailiwick.kernel.ui.forms import Form, bind_refusal
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render
from bailiwick.kernel.work.links import BY_HAND, LABELS
from bailiwick.resolution.incidents import operations, queries


class LinkForm(Form):
    """How it is linked, and to which."""

    relation = forms.ChoiceField(label="How?", choices=[(code, LABELS[code][0]) for code in BY_HAND])
    to = forms.CharField(label="Other incident", max_length=60, help_text="Its reference, such as INC-42.")


@page(methods=("GET", "POST"))
def links(request: BailiwickRequest, reference: str) -> HttpResponse:
    """The form, and the link itself."""
    found = queries.incident(request.actor, reference)
    policies.require(request.actor, "incident.link", found)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            other = queries.incident(request.actor, given["to"])
            operations.link_incident(found, by=request.actor, relation=given["relation"], to=other)
        except NotFound as missing:
            form.add_error("to", missing.message)
        except Invalid as refusal:
            bind_refusal(form, refusal)
        else:
            flash.success(request, f"Linked to {other.reference}.")
            return redirect(request, reverse("incident", args=[found.reference]))
    context = {"page_title": f"Link {found.reference}", "incident": found, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "resolution/incidents/link.html", context, status=status)


@page(methods=("DELETE",))
def unlink(request: BailiwickRequest, reference: str, pk: int) -> HttpResponse:
    """Take a link back."""
    found = queries.incident(request.actor, reference)
    operations.unlink_incident(found, by=request.actor, link_id=pk)
    flash.success(request, "The link was removed.")
    return redirect(request, reverse("incident", args=[found.reference]))
