"""The pages of figures: dashboards, one chart with its numbers, notes, and arranging."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.figures import operations, queries
from bailiwick.kernel.figures.charts import Chart, as_csv, shown
from bailiwick.kernel.figures.drawing import draw
from bailiwick.kernel.figures.models import Dashboard
from bailiwick.kernel.figures.parts import Part, known
from bailiwick.kernel.figures.rollups import waiting
from bailiwick.kernel.identity.queries import team, visible_teams
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ui import flash
from bailiwick.kernel.ui.figures.forms import ArrangeForm, NoteForm
from bailiwick.kernel.ui.forms import bind_refusal
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render
from bailiwick.resolution.figures import reading
from bailiwick.resolution.figures.charts import Figures
from bailiwick.resolution.figures.forms import choices
from bailiwick.resolution.figures.parts import PAGE
from bailiwick.resolution.incidents.queries import KIND

ASKED = ("period", "from", "to", "service", "party", "team")
MOST_TEAMS = 30


@page("incident.read")
def figures(request: BailiwickRequest) -> HttpResponse:
    """A dashboard: its parts for the days, service, customer and team that are asked for."""
    policies.require(request.actor, "incident.read")
    offered = queries.dashboards(request.actor, PAGE)
    chosen = queries.chosen(offered, request.GET.get("of", ""))
    found, error = _figures(request)
    charts = dict(zip(chosen.parts, found.charts([one.code for one in chosen.parts]), strict=True))
    context = {
        "page_title": "Figures",
        "offered": offered,
        "dashboard": chosen,
        "drawn": [(placed, _drawn(chart)) for placed, chart in charts.items()],
        "waiting": waiting(KIND),
        "may_arrange": bool(_targets(request, "")),
        **_frame(request, found, error),
    }
    return render(request, "resolution/figures/dashboard.html", context, status=422 if error else 200)


@page("incident.read")
def figure(request: BailiwickRequest, code: str) -> HttpResponse:
    """One chart, its numbers, how they are counted, and the notes on its days."""
    policies.require(request.actor, "incident.read")
    part = reading.part(request.actor, code)
    found, error = _figures(request)
    context = {
        "page_title": part.title,
        "one": _drawn(found.charts([code])[0]),
        "notes": found.notes,
        "note_form": NoteForm(),
        **_frame(request, found, error),
    }
    return render(request, "resolution/figures/figure.html", context, status=422 if error else 200)


@page("incident.read")
def csv(request: BailiwickRequest, code: str) -> HttpResponse:
    """A chart's numbers as a file."""
    policies.require(request.actor, "incident.read")
    part = reading.part(request.actor, code)
    found = reading.figures(request.actor, request.GET)
    days = found.days
    name = f"{part.code}-{days.first}-{days.last}.csv"
    answer = HttpResponse(as_csv(found.charts([code])[0]), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@page("annotation.add", methods=("POST",))
def notes(request: BailiwickRequest) -> HttpResponse:
    """Write a note on the charts."""
    form = NoteForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            operations.add_annotation(
                PAGE, given["on"], given["text"], by=request.actor, is_public=given["is_public"]
            )
        except Invalid as refusal:
            bind_refusal(form, refusal)
        else:
            flash.success(request, "The note stands on the charts of its day.")
            return redirect(request, reverse("figures"))
    context = {"page_title": "Note on charts", "form": form}
    return render(request, "resolution/figures/note.html", context, status=422)


@page("annotation.withdraw", methods=("DELETE",))
def note(request: BailiwickRequest, pk: int) -> HttpResponse:
    """Take a note back."""
    operations.withdraw_annotation(queries.annotation(request.actor, PAGE, pk), by=request.actor)
    flash.success(request, "The note was taken back.")
    return redirect(request, reverse("figures"))


@page(methods=("GET", "POST"))
def arrange(request: BailiwickRequest, whose: str) -> HttpResponse:
    """Choose and order the parts of one's own dashboard, a team's, or the one for everybody."""
    wanted = _wanted(request, whose)
    policies.require(request.actor, operations.arranging_verb(request.actor, wanted), wanted)
    offered = {one.name: one for one in queries.dashboards(request.actor, PAGE)}
    start = offered.get(whose, offered[queries.EVERYBODY])
    given = request.POST if request.method == "POST" else None
    form = ArrangeForm(given, parts=_offered(request), placed=start.parts)
    if given is not None and form.is_valid():
        try:
            everybody = whose == queries.EVERYBODY
            placed = form.placed()
            operations.arrange_dashboard(
                PAGE, placed, by=request.actor, team=wanted.team, for_everybody=everybody
            )
        except Invalid as refusal:
            bind_refusal(form, refusal)
        else:
            flash.success(request, "The dashboard is arranged.")
            return redirect(request, f"{reverse('figures')}?of={whose}")
    context = {"form": form, "targets": _targets(request, whose), "stored": whose in offered and start.stored}
    context |= {"page_title": "Arrange dashboard"}
    return render(request, "resolution/figures/arrange.html", context, status=422 if form.errors else 200)


@page(methods=("DELETE",))
def reset(request: BailiwickRequest, whose: str) -> HttpResponse:
    """Give an arrangement up."""
    found = queries.dashboard(request.actor, PAGE, whose)
    if found.stored is not None:
        operations.reset_dashboard(found.stored, by=request.actor)
    flash.success(request, "The arrangement was given up.")
    return redirect(request, reverse("figures"))


def _wanted(request: BailiwickRequest, name: str) -> Dashboard:
    """The dashboard of a name, not stored: what the policy judges."""
    if name == queries.EVERYBODY:
        return Dashboard(page=PAGE)
    if name == queries.OWN:
        return Dashboard(page=PAGE, person_id=request.actor.person_id)
    return Dashboard(page=PAGE, team=team(request.actor, queries.team_of(name)))


def _targets(request: BailiwickRequest, current: str) -> list[dict[str, Any]]:
    """Whose dashboards somebody may arrange."""
    teams = visible_teams(request.actor).filter(retired_at=None)[:MOST_TEAMS]
    wanted = [
        (queries.OWN, "Yours", Dashboard(page=PAGE, person_id=request.actor.person_id)),
        *((f"team-{one.pk}", one.name, Dashboard(page=PAGE, team=one)) for one in teams),
        (queries.EVERYBODY, "For everybody", Dashboard(page=PAGE)),
    ]
    return [
        {"label": label, "url": reverse("figure-arrangement", args=[name]), "current": name == current}
        for name, label, dashboard in wanted
        if policies.allows(request.actor, operations.arranging_verb(request.actor, dashboard), dashboard)
    ]


def _offered(request: BailiwickRequest) -> list[Part]:
    return [part for part in known(PAGE).values() if not (request.actor.is_outsider and part.is_internal)]


def _figures(request: BailiwickRequest) -> tuple[Figures, str]:
    """What is asked for; days that cannot be read give the usual ones and a message."""
    try:
        return reading.figures(request.actor, request.GET), ""
    except Invalid as refusal:
        rest = {name: request.GET[name] for name in ("service", "party", "team") if request.GET.get(name)}
        return reading.figures(request.actor, rest), str(refusal)


def _frame(request: BailiwickRequest, found: Figures, error: str) -> dict[str, Any]:
    """What every page of figures has: the days, what can be chosen, how numbers are written."""
    asked = {name: request.GET[name] for name in ASKED if request.GET.get(name)}
    return {
        "days": found.days,
        "asked": urlencode(asked),
        "filters": choices(request.actor),
        "error": error,
        "shown": shown,
        "may_note": policies.allows(request.actor, "annotation.add"),
    }


def _drawn(chart: Chart) -> dict[str, Any]:
    """A chart, its part, and its picture where it has one."""
    picture = "" if chart.kind == "tiles" or chart.is_empty else draw(chart)
    return {"chart": chart, "part": known(PAGE)[chart.code], "picture": picture}
