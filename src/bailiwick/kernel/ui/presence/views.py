"""Say where one is, and choose whether that is seen."""

from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.presence import operations, queries
from bailiwick.kernel.presence.types import WORDS, Doing
from bailiwick.kernel.ui import flash
from bailiwick.kernel.ui.presence.forms import PresenceForm
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render


@page(methods=("POST",))
def come(request: BailiwickRequest, kind: str, key: int) -> HttpResponse:
    """The reader has the record open: who else has."""
    try:
        doing = Doing(request.POST.get("doing", ""))
    except ValueError:
        raise Invalid({"doing": "Say what is done there."}) from None
    given = request.POST.get("page", "")
    others = operations.come(kind, key, by=request.actor, page=given, doing=doing)
    if others is None:
        return JsonResponse({"again": 0, "here": []})
    here = [
        {"name": one.name, "doing": one.doing, "words": WORDS[one.doing], "seconds": one.seconds}
        for one in others
    ]
    return JsonResponse({"again": operations.AGAIN_AFTER.total_seconds(), "here": here})


@page(methods=("DELETE",))
def leave(request: BailiwickRequest, kind: str, key: int) -> HttpResponse:
    """The reader has closed the page."""
    operations.leave(kind, key, by=request.actor, page=request.GET.get("page", ""))
    return HttpResponse(status=204)


@page(methods=("GET", "POST"))
def choice(request: BailiwickRequest) -> HttpResponse:
    """Whether colleagues see where one is."""
    sent = request.POST if request.method == "POST" else None
    form = PresenceForm(sent, initial={"seen": queries.is_seen(request.actor)})
    if request.method == "POST" and form.is_valid():
        operations.be_seen(by=request.actor, seen=form.cleaned_data["seen"])
        flash.success(request, "Saved.")
        return redirect(request, reverse("me"))
    context = {"page_title": "Whether others see you at work", "form": form}
    return render(request, "ui/presence/choice.html", context)
