"""A process as its people see it: purpose, SIPOC, RACI, picture, measures, requirements; and as it really runs."""

from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from markupsafe import Markup

from bailiwick.kernel.base import clock
from bailiwick.kernel.evidence.measures import measured
from bailiwick.kernel.evidence.types import Period
from bailiwick.kernel.process import loading, queries
from bailiwick.kernel.process.bpmn import to_bpmn
from bailiwick.kernel.process.changes import changes, summary
from bailiwick.kernel.process.comparison import conformance
from bailiwick.kernel.process.definitions import definition
from bailiwick.kernel.process.diagram import describe, draw
from bailiwick.kernel.process.models import ProcessVersion
from bailiwick.kernel.process.types import Definition
from bailiwick.kernel.ui import paging
from bailiwick.kernel.ui.behind import address
from bailiwick.kernel.ui.views import BailiwickRequest, page, render
from bailiwick.kernel.work.queries import observed_moves

YEAR = timedelta(days=366)
COLUMNS = [
    {"key": "name", "label": "Version", "kind": "main"},
    {"key": "published_at", "label": "Published", "kind": "time"},
    {"key": "by", "label": "By", "kind": "person"},
    {"key": "why", "label": "Why"},
]


@page("organization.read")
def processes(request: BailiwickRequest) -> HttpResponse:
    """The processes that are published."""
    rows = [
        {"version": version, "definition": definition(version.pk)} for version in queries.newest_versions()
    ]
    return render(request, "ui/processes/processes.html", {"page_title": "Processes", "rows": rows})


@page("organization.read")
def process(request: BailiwickRequest, code: str) -> HttpResponse:
    """One process in its newest published version, beside what happened in the last year."""
    newest = queries.newest_version(code)
    of = definition(newest.pk)
    now = clock.now()
    period = Period(now - YEAR, now)
    observed = observed_moves(code, period)
    context = {
        **_shown(newest),
        "page_title": of.title,
        "measures": [
            (one, measured(code, one.code, period), address(code, f"measure:{one.code}", period))
            for one in of.measures
        ],
        "moves": lambda *move: address(code, ":".join(("move", *move)) if move else "moves", period),
        "actual": conformance(of, observed) if observed else None,
    }
    return render(request, "ui/processes/process.html", context)


@page("organization.read")
def bpmn(_request: BailiwickRequest, code: str) -> HttpResponse:
    """The process as a BPMN 2.0 file."""
    newest = queries.newest_version(code)
    response = HttpResponse(to_bpmn(definition(newest.pk)), content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="{newest.code}-{newest.number}.bpmn"'
    return response


@page("organization.read")
def versions(request: BailiwickRequest, code: str) -> HttpResponse:
    """Every version of a process: who published it, when and why."""
    of = definition(queries.newest_version(code).pk)
    found = paging.page(
        queries.versions(code).select_related("published_by"),
        sorts={"newest": paging.Sort("-number")},
        params=request.GET,
        default="newest",
    )
    context = {
        "page_title": f"Versions of {of.title}",
        "process": of,
        "columns": COLUMNS,
        "rows": [_row(one) for one in found.items],
        "pages": found,
    }
    return render(request, "ui/processes/versions.html", context)


@page("organization.read")
def version(request: BailiwickRequest, code: str, number: int) -> HttpResponse:
    """One version as it was published, what it changed, and its text."""
    found = queries.version_numbered(code, number)
    of = definition(found.pk)
    earlier = definition(queries.version_numbered(code, number - 1).pk) if number > 1 else None
    changed = changes(earlier, of) if earlier else []
    context = {
        **_shown(found),
        "page_title": f"{of.title}, version {number}",
        "newest": queries.newest_version(code),
        "changes": changed,
        "summary": summary(changed),
        "text": loading.dump(of),
    }
    return render(request, "ui/processes/version.html", context)


@lru_cache(64)
def _drawn(of: Definition) -> tuple[Markup, list[str]]:
    """The picture of a process and what it says, which follow from its definition alone and take long to make."""
    return Markup(draw(of)), describe(of)  # noqa: S704 - our own drawing, its texts escaped by ElementTree


def _shown(version: ProcessVersion) -> dict[str, Any]:
    of = definition(version.pk)
    picture, described = _drawn(of)
    return {
        "version": version,
        "process": of,
        "roles": {role.code: role.title for role in of.roles},
        "steps": {step.code: step.title for step in of.sipoc.steps},
        "picture": picture,
        "described": described,
    }


def _row(version: ProcessVersion) -> dict[str, Any]:
    return {
        "name": f"Version {version.number}",
        "url": reverse("process-version", args=[version.code, version.number]),
        "published_at": version.published_at,
        "by": version.published_by.name if version.published_by else "Bailiwick",
        "why": version.decision or ("As shipped" if version.published_by is None else ""),
    }
