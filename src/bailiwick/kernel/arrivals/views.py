"""Import people: a file, what would come of each line, and then what came of it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.arrivals.forms import ColumnsForm, FileForm
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.people import running
from bailiwick.kernel.people.tables import LARGEST, MEANINGS, read_table
from bailiwick.kernel.ui.forms import bind_refusal
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render

SHOWN, RECENT = 300, 20
TONES = {"created": "green", "changed": "blue", "unchanged": "plain", "refused": "red"}


@page(running.VERB, methods=("GET", "POST"))
def imports(request: BailiwickRequest) -> HttpResponse:
    """One's own imports, and a new one."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                return redirect(request, _address(_prepared(request, form)))
            except Invalid as refusal:
                bind_refusal(form, refusal)
    context = {
        "page_title": "Import people",
        "form": form,
        "imports": runs.own(request.actor, running.KIND)[:RECENT],
        "meanings": list(MEANINGS.values()),
    }
    return render(request, "arrivals/imports.html", context, status=422 if form.errors else 200)


@page(running.VERB, methods=("GET", "POST"))
def one(request: BailiwickRequest, pk: int) -> HttpResponse:
    """What would come of each line and, once it is confirmed, what came of it."""
    run = running.own_import(request.actor, pk)
    if request.method != "POST" or running.is_confirmed(run):
        return render(request, "arrivals/import.html", _context(request, run))
    has_invitations = "has_invitations" in request.POST
    form = _columns(run, request.POST)
    try:
        if form is not None and form.is_valid():
            running.change_columns(run, form.columns, by=request.actor, has_invitations=has_invitations)
        if request.POST.get("step") == "import":
            running.confirm(run, by=request.actor)
    except Invalid as refusal:
        context = _context(request, run) | {"problems": list(refusal.fields.values())}
        return render(request, "arrivals/import.html", context, status=422)
    return redirect(request, _address(run))


def _prepared(request: BailiwickRequest, form: FileForm) -> Run:
    file = form.cleaned_data["file"]
    table = read_table(file.read(LARGEST + 1))
    columns = table.columns()
    if not {"name", "email", "sign_in"} & set(columns):
        # The reader says what the columns hold; until then the first one is taken for the name.
        columns[0] = "name"
    return running.prepare_table(table, by=request.actor, title=str(file.name), columns=columns)


def _columns(run: Run, typed: Any) -> ColumnsForm | None:
    if "headings" not in run.parameters:
        return None
    return ColumnsForm(typed, run.parameters["headings"], run.parameters["columns"])


def _address(run: Run) -> str:
    return reverse("people-import-run", args=[run.pk])


def _kinds(run: Run, counts: Mapping[str, int], only: str) -> list[dict[str, Any]]:
    here = _address(run)
    every = {"label": "All that tells something", "url": here, "current": not only}
    labels = {
        "created": "New",
        "changed": "Changed",
        "unchanged": "Unchanged",
        "refused": "Refused",
        "odd": "Odd",
    }
    return [every] + [
        {"label": label, "url": f"{here}?only={name}", "current": only == name, "count": counts[name]}
        for name, label in labels.items()
    ]


def _context(request: BailiwickRequest, run: Run) -> dict[str, Any]:
    outcomes = running.outcomes_of(run)
    telling = [one for one in outcomes if one.kind != "unchanged" or one.is_odd]
    only = request.GET.get("only", "")
    shown = (
        [one for one in outcomes if only in (str(one.kind), "odd" if one.is_odd else "")] if only else telling
    )
    return {
        "page_title": f"Import: {run.title}",
        "run": run,
        "counts": running.counts(outcomes),
        "only": only,
        "kinds": _kinds(run, running.counts(outcomes), only),
        "outcomes": sorted(shown[:SHOWN], key=lambda one: (one.kind != "refused", one.line)),
        "count": len(shown),
        "tones": TONES,
        "form": _columns(run, None),
        "is_confirmed": running.is_confirmed(run),
        "has_invitations": run.parameters.get("has_invitations", False),
        "is_stuck": runs.is_broken_off(run),
        "meanings": MEANINGS,
        "problems": [],
    }
