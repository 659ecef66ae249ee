"""The palette: in a dialog with a script, a page of its own without."""

from django.http import HttpResponse

from bailiwick.kernel.ui.palette import lately
from bailiwick.kernel.ui.palette.offers import commands
from bailiwick.kernel.ui.views import BailiwickRequest, page, render

LONGEST = 200


@page()
def palette(request: BailiwickRequest) -> HttpResponse:
    """What can be done or gone to from here, by the words that were typed."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    at = request.GET.get("at", "")[:LONGEST]
    found = [part for part in commands(request.actor, words, at, lately.references(request)) if part[1]]
    context = {"page_title": "Commands", "words": words, "at": at, "parts": found}
    return render(request, "ui/palette/palette.html", context)
