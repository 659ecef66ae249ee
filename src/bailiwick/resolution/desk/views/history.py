"""The history of an incident, entry by entry, each with its place in the sealed ledger."""

from django.http import HttpResponse

from bailiwick.kernel.base.ids import read_id
from bailiwick.kernel.ledger import reading
from bailiwick.kernel.ui.ledger.views import told
from bailiwick.kernel.ui.views import BailiwickRequest, page, render
from bailiwick.resolution.incidents import queries

PAGE = 50


@page()
def history(request: BailiwickRequest, reference: str) -> HttpResponse:
    """Every entry of the ledger about the incident, newest first."""
    found = queries.incident(request.actor, reference)
    before = request.GET.get("before", "")
    entries = reading.entries_about(
        "incident",
        found.pk,
        before=read_id(before),
        limit=PAGE,
    )
    return render(
        request,
        "resolution/incidents/history.html",
        {
            "page_title": f"History of {found.reference}",
            "incident": found,
            **told(entries, {}),
            "next": f"?before={entries[-1].id}" if len(entries) == PAGE else "",
        },
    )
