"""What one was told, and noting that one has read it."""

from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.arranging.own.forms import ChoiceForm
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.notifications import queries, reading
from bailiwick.kernel.notifications.operations import choosing, telling
from bailiwick.kernel.ui import flash, paging
from bailiwick.kernel.ui.forms import bind_refusal
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render

SORTS = {"newest": paging.Sort("-id")}


@page()
def notifications(request: BailiwickRequest) -> HttpResponse:
    """One's notifications, newest first."""
    found = paging.page(
        queries.own(request.actor), sorts=SORTS, params=request.GET, default="newest", size=50
    )
    return render(request, "ui/telling/notifications.html", {"page_title": "Notifications", "pages": found})


@page()
def why(request: BailiwickRequest, pk: int) -> HttpResponse:
    """Why one was told of something."""
    one = queries.notification(request.actor, pk)
    context = {"page_title": "Why did I get this?", "one": one, "because": reading.because(one)}
    return render(request, "ui/telling/why.html", context)


@page(methods=("POST",))
def read(request: BailiwickRequest) -> HttpResponse:
    """All of them are read."""
    telling.mark_read(None, by=request.actor)
    return redirect(request, reverse("notifications"))


@page(methods=("GET", "POST"))
def choices(request: BailiwickRequest) -> HttpResponse:
    """What is mailed to oneself, and when."""
    form = ChoiceForm(request.POST or None, actor=request.actor, choice=queries.own_choice(request.actor))
    if form.is_bound and form.is_valid():
        try:
            choosing.choose_mail(by=request.actor, **form.chosen())
        except Invalid as refusal:
            bind_refusal(form, refusal)
        else:
            flash.success(request, "Saved.")
            return redirect(request, reverse("notifications"))
    context = {"page_title": "What is mailed to you", "form": form}
    return render(request, "ui/telling/choices.html", context, status=422 if form.errors else 200)
