"""How a major incident that hits a customer stands, for the customer's people."""

from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render
from bailiwick.major.incidents import concerning, queries
from bailiwick.major.incidents.models import MajorIncident

# The state's words and colour for customers: they do not care for the review.
STANDING = {
    MajorIncident.State.RUNNING: ("We are working on it", "paused"),
    MajorIncident.State.RESTORED: ("The service works again", "resolved"),
    MajorIncident.State.CLOSED: ("Over", "closed"),
}


@page()
def major_incident(request: BailiwickRequest, reference: str) -> HttpResponse:
    """Since when, what was said, when there is news again; the staff is led to its own page of it."""
    if not request.actor.is_outsider:
        found = queries.major(request.actor, reference)
        return redirect(request, reverse("major-incident", args=[found.reference]))
    found = concerning.concern(request.actor, reference)
    own = concerning.incidents_of(request.actor, found)
    words, colour = STANDING[MajorIncident.State(found.state)]
    context = {
        "page_title": concerning.named(found, own),
        "major": found,
        "own": own,
        "service": concerning.service_of(found),
        "said": concerning.said_to_customers(found),
        "words": words,
        "colour": colour,
    }
    return render(request, "major/customer.html", context)
