"""Figures, dashboards and notes on charts through the API: what the pages show, for programs."""

from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, json
from bailiwick.kernel.figures import operations, queries
from bailiwick.kernel.figures.models import Annotation
from bailiwick.kernel.figures.parts import Part, Placed, known
from bailiwick.kernel.figures.queries import Arranged
from bailiwick.kernel.identity.queries import team
from bailiwick.kernel.ledger import policies
from bailiwick.resolution.figures import reading
from bailiwick.resolution.figures.parts import PAGE

router = Router(tags=["Figures"])


class FigureQuery(Schema):
    """Which days, and of which incidents."""

    period: str = Field("", description="7d, 30d, 90d (the default), month or 12m.")
    start: str = Field("", alias="from", description="The first day; with `to` instead of a period.")
    to: str = Field("", description="The last day.")
    service: str = Field("", pattern="^[0-9]{0,18}$")
    party: str = Field("", pattern="^[0-9]{0,18}$")
    team: str = Field("", pattern="^[0-9]{0,18}$")


class PlacedIn(Schema):
    """A part and its width."""

    code: str = Field(max_length=40)
    width: str = Field("half", pattern="^(half|full)$")


class ArrangementIn(Schema):
    """Parts in order."""

    parts: list[PlacedIn] = Field(max_length=60)


class AnnotationIn(Schema):
    """A note on charts."""

    on: date
    text: str = Field(min_length=1, max_length=300)
    is_public: bool = False


class AnnotationOut(AnnotationIn):
    """A note on charts, as it was written."""

    id: int
    at: datetime


class FigureDefinitionOut(Schema):
    """What a figure is: how it is counted, in which unit, from which records."""

    code: str
    title: str
    formula: str
    unit: str
    source: str


class ArrangedOut(Schema):
    """An arrangement of parts under its name."""

    name: str
    parts: list[PlacedIn]


class DashboardOut(ArrangedOut):
    """An arrangement that one can look at; one that is not stored is the shipped one."""

    label: str
    is_stored: bool


class SeriesOut(Schema):
    """Numbers of a chart, one for each label; null where nothing can be said."""

    label: str
    values: list[float | None]


class FigureDaysOut(Schema):
    """The days that a figure is about, in a time zone."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    zone: str


class FigureOut(Schema):
    """A figure: its numbers, in words too, how they were computed and how it is counted."""

    code: str
    title: str
    unit: str
    summary: str
    method: str
    labels: list[str]
    series: list[SeriesOut]
    days: FigureDaysOut
    definition: FigureDefinitionOut


@router.get("", response={200: list[FigureDefinitionOut], **PROBLEMS})
def list_figures(request: ApiRequest) -> HttpResponse:
    """Every figure, and how it is counted."""
    policies.require(request.actor, "incident.read")
    parts = known(PAGE).values()
    return json([_part(one) for one in parts if not (request.actor.is_outsider and one.is_internal)])


@router.get("/dashboards", response={200: list[DashboardOut], **PROBLEMS})
def list_dashboards(request: ApiRequest) -> HttpResponse:
    """The arrangements one can look at: one's own, one's teams', and the one for everybody."""
    policies.require(request.actor, "incident.read")
    return json([_arranged(one) for one in queries.dashboards(request.actor, PAGE)])


@router.put("/dashboards/{name}", response={200: ArrangedOut, **PROBLEMS})
def arrange(request: ApiRequest, name: str, data: ArrangementIn) -> HttpResponse:
    """Arrange `own`, `everybody` or `team-ID`."""
    parts = [Placed(one.code, one.width) for one in data.parts]
    is_for_one = name in (queries.OWN, queries.EVERYBODY)
    of = None if is_for_one else team(request.actor, queries.team_of(name))
    operations.arrange_dashboard(
        PAGE, parts, by=request.actor, team=of, for_everybody=name == queries.EVERYBODY
    )
    return json({"name": name, "parts": [one.dict() for one in data.parts]})


@router.delete("/dashboards/{name}", response={204: None, **PROBLEMS})
def reset(request: ApiRequest, name: str) -> HttpResponse:
    """Give an arrangement up."""
    found = queries.dashboard(request.actor, PAGE, name)
    if found.stored is not None:
        operations.reset_dashboard(found.stored, by=request.actor)
    return HttpResponse(status=204)


@router.get("/notes", response={200: list[AnnotationOut], **PROBLEMS})
def list_notes(request: ApiRequest, asked: Query[FigureQuery]) -> HttpResponse:
    """The notes on the charts of some days."""
    policies.require(request.actor, "incident.read")
    days = reading.asked_days(_params(asked))
    return json([_note(one) for one in queries.annotations(request.actor, PAGE, days.first, days.last)])


@router.post("/notes", response={201: AnnotationOut, **PROBLEMS})
def add_note(request: ApiRequest, data: AnnotationIn) -> HttpResponse:
    """Write a note on the charts."""
    made = operations.add_annotation(PAGE, data.on, data.text, by=request.actor, is_public=data.is_public)
    return json(_note(made), status=201)


@router.delete("/notes/{pk}", response={204: None, **PROBLEMS})
def withdraw_note(request: ApiRequest, pk: int) -> HttpResponse:
    """Take a note back."""
    operations.withdraw_annotation(queries.annotation(request.actor, PAGE, pk), by=request.actor)
    return HttpResponse(status=204)


@router.get("/{code}", by_alias=True, response={200: FigureOut, **PROBLEMS})
def get_figure(request: ApiRequest, code: str, asked: Query[FigureQuery]) -> HttpResponse:
    """One figure for some days: its numbers, how they were computed, and how it is counted."""
    policies.require(request.actor, "incident.read")
    part = reading.part(request.actor, code)
    found = reading.figures(request.actor, _params(asked))
    chart = found.charts([code])[0]
    days = {"from": found.days.first, "to": found.days.last, "zone": found.days.zone}
    return json({**chart.plain(), "days": days, "definition": _part(part)})


def _params(asked: FigureQuery) -> dict[str, str]:
    return {
        "period": asked.period, "from": asked.start, "to": asked.to,
        "service": asked.service, "party": asked.party, "team": asked.team,
    }  # fmt: skip


def _part(part: Part) -> dict[str, Any]:
    return {
        "code": part.code, "title": part.title, "formula": part.formula, "unit": part.unit, "source": part.source,
    }  # fmt: skip


def _arranged(one: Arranged) -> dict[str, Any]:
    parts = [{"code": placed.code, "width": placed.width} for placed in one.parts]
    return {"name": one.name, "label": one.label, "is_stored": one.stored is not None, "parts": parts}


def _note(note: Annotation) -> dict[str, Any]:
    return {"id": note.pk, "on": note.on, "text": note.text, "is_public": note.is_public, "at": note.at}
