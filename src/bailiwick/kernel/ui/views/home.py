"""The first page, and the colours of all pages."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from bailiwick.kernel.identity.entrances.access import public
from bailiwick.kernel.ui import navigation
from bailiwick.kernel.ui.asking import page_before
from bailiwick.kernel.ui.frame import DENSITIES, THEMES
from bailiwick.kernel.ui.views.pages import page
from bailiwick.kernel.ui.views.rendering import redirect, render
from bailiwick.kernel.ui.views.request import BailiwickRequest

YEAR = 365 * 24 * 3600


@page()
def home(request: BailiwickRequest) -> HttpResponse:
    """To the first room that the reader may enter."""
    places = navigation.places(request.actor)
    if places:
        return redirect(request, places[0].route)
    return render(request, "ui/home.html", {"page_title": "Welcome"})


@public
@require_POST
def choose_theme(request: BailiwickRequest) -> HttpResponse:
    """Remember light, dark or automatic colours in this browser."""
    chosen = request.POST.get("theme", "")
    response = redirect(request, page_before(request) or "/")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


@page(methods=("POST",))
def choose_density(request: BailiwickRequest) -> HttpResponse:
    """Remember comfortable or compact lists in this browser."""
    chosen = request.POST.get("density", "")
    response = redirect(request, page_before(request) or "/")
    if chosen in DENSITIES:
        response.set_cookie("density", chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response
