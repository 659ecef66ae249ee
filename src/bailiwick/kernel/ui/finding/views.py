"""Search everything at once, or go to a reference."""

from django.http import HttpResponse

from bailiwick.kernel.search.kinds import kinds
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render

SHOWN = 50
LONGEST = 500


@page()
def search(request: BailiwickRequest) -> HttpResponse:
    """What contains the words, by kind; a reference leads straight to its record."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    for kind in kinds():
        if words and (address := kind.go(request.actor, words)):
            return redirect(request, address)
    results = [(kind.label, kind.find(request.actor, words, SHOWN)) for kind in kinds()] if words else []
    return render(
        request,
        "ui/finding/search.html",
        {
            "page_title": f"Search: {words}" if words else "Search",
            "words": words,
            "results": results,
            "most": SHOWN,
        },
    )
