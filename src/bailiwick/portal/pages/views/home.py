"""The first page of the portal."""

from django.http import HttpResponse

from bailiwick.kernel.ui.views import BailiwickRequest, page, render
from bailiwick.portal.announcements import queries as announcements
from bailiwick.portal.pages import reading
from bailiwick.portal.pages.customers import customers
from bailiwick.portal.ratings import queries as ratings


@page()
@customers
def home(request: BailiwickRequest) -> HttpResponse:
    """What is announced, what waits for the reader, and what is open."""
    rows = reading.open_incidents(request.actor)
    return render(
        request,
        "portal/home.html",
        {
            "page_title": "Help",
            "announcements": announcements.present(request.actor),
            "waiting": [one for one in rows if one.waits_for_you],
            "rows": [one for one in rows if not one.waits_for_you],
            "unrated": ratings.unrated(request.actor),
        },
    )
