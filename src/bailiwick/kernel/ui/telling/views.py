"""What one was told, and noting that one has read it."""

from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.notifications import queries
from bailiwick.kernel.notifications.operations import telling
from bailiwick.kernel.ui import paging
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render

SORTS = {"newest": paging.Sort("-id")}


@page()
def notifications(request: BailiwickRequest) -> HttpResponse:
    """One's notifications, newest first."""
    found = paging.page(
        queries.own(request.actor), sorts=SORTS, params=request.GET, default="newest", size=50
    )
    return render(request, "ui/telling/notifications.html", {"page_title": "Notifications", "pages": found})


@page(methods=("POST",))
def read(request: BailiwickRequest) -> HttpResponse:
    """All of them are read."""
    telling.mark_read(None, by=request.actor)
    return redirect(request, reverse("notifications"))
