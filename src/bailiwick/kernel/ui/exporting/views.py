"""One's own exports: ask for one, see how far it is, download it."""

from urllib.parse import urlsplit

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.exporting import files, writing
from bailiwick.kernel.ui import flash
from bailiwick.kernel.ui.asking import page_before
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render

SHOWN = 50


@page(methods=("GET", "POST"))
def exports(request: BailiwickRequest) -> HttpResponse:
    """One's own exports, and a new one."""
    if request.method == "POST":
        return _ask(request)
    found = [(run, files.is_there(run)) for run in runs.own(request.actor, writing.KIND)[:SHOWN]]
    return render(request, "ui/exporting/exports.html", {"page_title": "Exports", "exports": found})


def _ask(request: BailiwickRequest) -> HttpResponse:
    query = urlsplit(f"?{request.POST.get('query', '').lstrip('?')}").query
    try:
        run = writing.ask_for(
            request.POST.get("list", ""),
            by=request.actor,
            query=query,
            file_format=request.POST.get("format", ""),
        )
    except Invalid as refusal:
        flash.error(request, " ".join(refusal.fields.values()))
        back = page_before(request)
        return redirect(request, f"{back}?{query}" if back else reverse("exports"))
    return redirect(request, reverse("export", args=[run.pk]))


@page()
def export(request: BailiwickRequest, pk: int) -> HttpResponse:
    """How far an export is, and its file."""
    run = runs.own_run(request.actor, writing.KIND, pk)
    return render(
        request,
        "ui/exporting/export.html",
        {
            "page_title": f"Export: {run.title}",
            "run": run,
            "name": files.name_of(run),
            "is_there": files.is_there(run),
            "until": run.finished_at + files.KEPT if run.finished_at else None,
            "is_stuck": runs.is_broken_off(run),
        },
    )


@page()
def file(request: BailiwickRequest, pk: int) -> HttpResponseBase:
    """The file itself, for the person who asked for it."""
    return files.answer(runs.own_run(request.actor, writing.KIND, pk))
