"""A process as its people see it: purpose, SIPOC, RACI, picture, measures, requirements; and as it really runs."""

from datetime import timedelta

from django.db.models import Count
from django.http import HttpResponse
from markupsafe import Markup

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.evidence.measures import measured
from bailiwick.kernel.evidence.types import Period
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.process.bpmn import to_bpmn
from bailiwick.kernel.process.comparison import conformance
from bailiwick.kernel.process.definitions import definition
from bailiwick.kernel.process.diagram import describe, draw
from bailiwick.kernel.process.models import ProcessVersion
from bailiwick.kernel.ui.views import BailiwickRequest, page, render
from bailiwick.kernel.work.models import Transition

YEAR = timedelta(days=366)


@page("organization.read")
def processes(request: BailiwickRequest) -> HttpResponse:
    """The processes that are published."""
    newest = ProcessVersion.objects.order_by("code", "-number").distinct("code")
    rows = [{"version": version, "definition": definition(version.pk)} for version in newest]
    return render(request, "ui/processes/processes.html", {"page_title": "Processes", "rows": rows})


@page("organization.read")
def process(request: BailiwickRequest, code: str) -> HttpResponse:
    """One process in its newest published version, beside what happened in the last year."""
    policies.require(request.actor, "organization.read")
    version = _newest(code)
    of = definition(version.pk)
    now = clock.now()
    period = Period(now - YEAR, now)
    observed = _observed(code, period)
    return render(
        request,
        "ui/processes/process.html",
        {
            "page_title": of.title,
            "version": version,
            "process": of,
            "roles": {role.code: role.title for role in of.roles},
            "steps": {step.code: step.title for step in of.sipoc.steps},
            "picture": Markup(draw(of)),  # noqa: S704 - our own drawing, its texts escaped by ElementTree
            "described": describe(of),
            "measures": [(one, measured(code, one.code, period)) for one in of.measures],
            "actual": conformance(of, observed) if observed else None,
        },
    )


@page("organization.read")
def bpmn(_request: BailiwickRequest, code: str) -> HttpResponse:
    """The process as a BPMN 2.0 file."""
    version = _newest(code)
    response = HttpResponse(to_bpmn(definition(version.pk)), content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="{version.code}-{version.number}.bpmn"'
    return response


def _observed(code: str, period: Period) -> list[tuple[str, str, str, int]]:
    moves = Transition.objects.filter(item__kind=code, at__gte=period.start).exclude(from_state="")
    counted = moves.values_list("from_state", "verb", "to_state").annotate(count=Count("pk"))
    return [(before, verb, after, count) for before, verb, after, count in counted]


def _newest(code: str) -> ProcessVersion:
    version = ProcessVersion.objects.filter(code=code).order_by("-number").first()
    if version is None:
        raise NotFound("There is no such process.")
    return version
