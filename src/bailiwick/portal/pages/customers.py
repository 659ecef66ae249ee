"""The portal's pages are for customers; the staff is led to its own page of the same thing."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.ui.views import BailiwickRequest, redirect
from bailiwick.resolution.incidents import queries

P = ParamSpec("P")


def customers(
    view: Callable[Concatenate[BailiwickRequest, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Decorator of a view for a customer's people; staff who may see the same are led to their own page of it."""

    @wraps(view)
    def checked(request: BailiwickRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.actor.is_outsider:
            return view(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD"):
            raise NotFound("That is for customers.")
        reference = kwargs.get("reference")
        if isinstance(reference, str):
            found = queries.incident(request.actor, reference)
            return redirect(request, reverse("incident", args=[found.reference]))
        if "pk" in kwargs:
            return redirect(request, reverse("announcements-record", kwargs={"pk": kwargs["pk"]}))
        return redirect(request, "home")

    return checked
