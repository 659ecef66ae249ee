"""Pages that only tests have: each does one thing that a view may do."""

import errno

from django import forms as django_forms
from django.db import OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from psycopg.errors import DiskFull

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, NoTenant, NotFound, Refused, Stale
from bailiwick.kernel.identity.models import Team
from bailiwick.kernel.identity.operations import add_team
from bailiwick.kernel.ui import flash
from bailiwick.kernel.ui.forms import Form, VersionField, bind_refusal
from bailiwick.kernel.ui.views import BailiwickRequest, by_method, page, public, redirect, render
from bailiwick.site.urls import handler400, handler403, handler404, handler500
from bailiwick.site.urls import urlpatterns as product

__all__ = ["handler400", "handler403", "handler404", "handler500"]

ERRORS: dict[str, Exception] = {
    "notfound": NotFound("There is no such incident."),
    "refused": Refused("Sam may not use this."),
    "invalid": Invalid({"title": "Too long."}),
    "stale": Stale("INC-1 was changed meanwhile.", expected=1, actual=2),
    "notnow": NotAllowedNow("incident.close", "new", ["incident.cancel"]),
    "defect": NoTenant("No organization is set."),
    "crash": ZeroDivisionError("a secret of the server"),
    "gone": Http404("a secret of the server"),
    "away": OperationalError("the connection is lost"),
    "full": OperationalError("could not extend file"),
    "quota": OSError(errno.EDQUOT, "Disk quota exceeded"),
}
ERRORS["full"].__cause__ = DiskFull("could not extend file")


class TeamForm(Form):
    name = django_forms.CharField(max_length=100)
    motto = django_forms.CharField(required=False)
    version = VersionField()


@page(methods=("POST",))
def write_then_fail(request: BailiwickRequest, kind: str) -> HttpResponse:
    add_team(request.POST["name"], by=request.actor)
    raise ERRORS[kind]


@page()
def fail(request: BailiwickRequest, kind: str) -> HttpResponse:
    raise ERRORS[kind]


@page()
def read_only(request: BailiwickRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("set transaction read only")
    add_team("Nobody", by=request.actor)
    return HttpResponse()


@page("team.add")
def form(request: BailiwickRequest) -> HttpResponse:
    return render(
        request, "tests/team.html", {"page_title": "Team", "form": TeamForm(), "teams": Team.objects.all()}
    )


@page("team.add", methods=("POST",))
def make(request: BailiwickRequest) -> HttpResponse:
    form = TeamForm(request.POST)
    if form.is_valid():
        try:
            team = add_team(form.cleaned_data["name"], by=request.actor)
        except Invalid as error:
            bind_refusal(form, error)
        else:
            flash.success(request, f"{team.name} is there.")
            return redirect(request, "sample-team")
    context = {"page_title": "Team", "form": form, "teams": Team.objects.all()}
    return render(request, "tests/team.html", context, status=422)


@page("team.retire", methods=("DELETE",))
def retire(request: BailiwickRequest) -> HttpResponse:
    return HttpResponse(f"{request.method} {request.POST.get('reason', '')}")


@page()
def list_block(request: BailiwickRequest) -> HttpResponse:
    context = {"page_title": "Team", "form": TeamForm(), "teams": Team.objects.all()}
    return render(request, "tests/team.html", context, block="list")


@page()
def whoami(request: BailiwickRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('app.tenant')")
        tenant = cursor.fetchone()[0]
    about = (
        f"{request.actor.name} {request.organization.name} {tenant} {request.actor.request == request.number}"
    )
    return HttpResponse(about)


@page()
def hour(request: BailiwickRequest) -> HttpResponse:
    return render(request, "tests/hour.html", {"moment": clock.now()})


def full_disk(request: HttpRequest) -> HttpResponse:
    raise ERRORS["full"]


@public
def anybody(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{hasattr(request, 'actor')}")


urlpatterns = [
    *product,
    path("sample/fail/<str:kind>/", fail),
    path("sample/readonly/", read_only),
    path("api/sample/full/", full_disk),
    path("sample/write/<str:kind>/", write_then_fail),
    path("sample/team/", by_method(get=form, post=make, delete=retire), name="sample-team"),
    path("sample/block/", list_block),
    path("sample/whoami/", whoami),
    path("sample/hour/", hour),
    path("sample/anybody/", anybody),
]
