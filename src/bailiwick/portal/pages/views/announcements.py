"""What is announced to a customer."""

from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.base import clock
from bailiwick.kernel.ui import flash, paging
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render
from bailiwick.portal.announcements import operations, queries
from bailiwick.portal.announcements.models import Announcement
from bailiwick.portal.pages.customers import customers

SORTS = {"newest": paging.Sort("-from_at")}


@page()
@customers
def listing(request: BailiwickRequest) -> HttpResponse:
    """Everything that was announced, what is over too."""
    found = paging.page(
        queries.counted(request.actor), sorts=SORTS, params=request.GET, default="newest", size=20
    )
    context = {"page_title": "Announcements", "pages": found, "at": clock.now()}
    return render(request, "portal/announcements.html", context)


@page()
@customers
def announcement(request: BailiwickRequest, pk: int) -> HttpResponse:
    """One announcement, and the incidents that one reported of the same."""
    found = queries.announcement(request.actor, pk)
    context = {
        "page_title": found.title,
        "one": found,
        "at": clock.now(),
        "linked": [one.incident for one in queries.linked_incidents(request.actor, found)],
    }
    return render(request, "portal/announcement.html", context)


@page(methods=("POST",))
@customers
def join(request: BailiwickRequest, pk: int) -> HttpResponse:
    """Me too."""
    found = queries.announcement(request.actor, pk)
    operations.join_announcement(found, by=request.actor)
    flash.success(request, "Noted. You hear from us when there is news of it.")
    return _back(request, found)


@page(methods=("DELETE",))
@customers
def leave(request: BailiwickRequest, pk: int) -> HttpResponse:
    """Not me after all."""
    found = queries.announcement(request.actor, pk)
    operations.leave_announcement(found, by=request.actor)
    return _back(request, found)


def _back(request: BailiwickRequest, found: Announcement) -> HttpResponse:
    return redirect(request, reverse("portal-announcement", args=[found.pk]))
