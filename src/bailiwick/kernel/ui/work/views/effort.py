"""Time spent on a work item."""

from typing import Any

from django.http import HttpResponse

from bailiwick.kernel.ui.views import BailiwickRequest, page, render
from bailiwick.kernel.ui.work.asking import about, asked
from bailiwick.kernel.ui.work.forms import CorrectionForm, TimeForm
from bailiwick.kernel.work.effort import operations, queries

MOST = 200


@page(methods=("GET", "POST"))
def time(request: BailiwickRequest, path: str, reference: str) -> HttpResponse:
    """Who spent how long on what, and a form for more."""
    here = about(request, path, reference)
    entries = list(queries.entries(request.actor, here.item)[:MOST])
    form = TimeForm(request.POST or None, actor=request.actor, item=here.item)

    def note(data: dict[str, Any]) -> str:
        made = operations.record_time(here.item, by=request.actor, **data)
        return f"{queries.words(made.minutes)} noted."

    if request.method == "POST":
        then = here.address("work-time")
        return asked(request, here, form, note, heading="Time spent", label="Note time", then=then)
    totals = queries.totals(request.actor, here.item)
    context = {
        **here.context("Time spent"),
        "entries": [{"entry": one, "words": queries.words(one.minutes)} for one in entries],
        "totals": [(name, queries.words(minutes)) for name, minutes in totals],
        "total": queries.words(sum(minutes for _, minutes in totals)),
    }
    return render(request, "ui/work/time.html", {**context, "form": form})


@page(methods=("GET", "POST"))
def correct(request: BailiwickRequest, path: str, reference: str, pk: int) -> HttpResponse:
    """Correct an entry."""
    here = about(request, path, reference, "time.correct")
    entry = queries.entry(request.actor, here.item, pk)
    form = CorrectionForm(request.POST or None, entry=entry)

    def save(data: dict[str, Any]) -> str:
        version = data.pop("version")
        operations.correct_time(here.item, entry, by=request.actor, expected_version=version, **data)
        return "Corrected."

    then = here.address("work-time")
    return asked(request, here, form, save, heading="Correct time", label="Save", then=then)
