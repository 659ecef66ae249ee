"""One verb over many records: its form once, a preview of every row, and what came of each."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.base.errors import Invalid, Refused
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.bulk import running
from bailiwick.kernel.jobs.bulk.declaration import Bulk, BulkVerb, bulk_named
from bailiwick.kernel.ui import flash
from bailiwick.kernel.ui.forms import shown_value
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render

# Fields of these pages, beside those of the verb's form.
SELECTED, KEYS, VERB, STEP, ALL, QUERY = (
    "bulk_selected", "bulk_keys", "bulk_verb", "bulk_step", "bulk_all", "bulk_query",
)  # fmt: skip
OWN = frozenset({SELECTED, KEYS, VERB, STEP, ALL, QUERY, "csrfmiddlewaretoken"})
SHOWN = 500


def offered(request: BailiwickRequest, bulk: Bulk) -> list[BulkVerb]:
    """The verbs over many that the reader may use on something."""
    return [verb for verb in bulk.verbs if running.may_use(request.actor, verb)]


@page(methods=("POST",))
def bulk(request: BailiwickRequest, name: str) -> HttpResponse:
    """The verb's form; then the preview; then it is done."""
    found = bulk_named(name)
    verb = found.verb(request.POST.get(VERB, ""))
    if verb not in offered(request, found):
        raise Refused("Your roles do not include this.")
    try:
        keys = _keys(request, found)
    except Invalid as refusal:
        flash.error(request, " ".join(refusal.fields.values()))
        return redirect(request, f"{reverse(found.route)}?{request.POST.get(QUERY, '')}")
    step = request.POST.get(STEP, "")
    form = verb.form(
        request.actor, request.POST if step or not verb.form(request.actor, None).fields else None
    )
    if not form.is_bound or not form.is_valid() or step == "form":
        return _form(request, found, verb, keys, form, is_refused=step not in ("", "form"))
    if step != "run":
        return _preview(request, found, verb, keys, form)
    run = running.start(found, verb, keys, by=request.actor, typed=_typed(request))
    return redirect(request, reverse("bulk-run", args=[found.name, run.pk]))


def _keys(request: BailiwickRequest, found: Bulk) -> list[int]:
    written = request.POST.get(KEYS, "").split(",") + request.POST.getlist(SELECTED)
    keys = [int(key) for key in written if key.isascii() and key.isdigit() and len(key) < 19]
    every = request.POST.get(ALL) == "on"
    return running.keys_of(
        found, request.actor, keys=keys, query=request.POST.get(QUERY, "") if every else None
    )


def _typed(request: BailiwickRequest) -> dict[str, list[str]]:
    return {name: list(values) for name, values in request.POST.lists() if name not in OWN}


def _form(
    request: BailiwickRequest,
    found: Bulk,
    verb: BulkVerb,
    keys: list[int],
    form: forms.Form,
    *,
    is_refused: bool,
) -> HttpResponse:
    context = _context(request, found, verb, keys) | {"form": form, "step": "form"}
    if not is_refused and form.is_bound:
        form.errors.clear()
    return render(request, "ui/bulk/form.html", context, status=422 if is_refused else 200)


def _preview(
    request: BailiwickRequest, found: Bulk, verb: BulkVerb, keys: list[int], form: forms.Form
) -> HttpResponse:
    rows = running.preview(found, request.actor, verb, keys, form.cleaned_data)
    refused = [row for row in rows if row.reason]
    possible = [row for row in rows if not row.reason]
    context = _context(request, found, verb, keys) | {
        "step": "preview",
        "typed": [(one, value) for one, values in _typed(request).items() for value in values],
        "said": [(str(bound.label), shown_value(bound.field, bound.data)) for bound in form],
        "refused": refused[:SHOWN],
        "possible": possible[:SHOWN],
        "refused_count": len(refused),
        "possible_count": len(possible),
        "possible_keys": ",".join(str(row.key) for row in possible),
    }
    return render(request, "ui/bulk/preview.html", context)


def _context(request: BailiwickRequest, found: Bulk, verb: BulkVerb, keys: list[int]) -> dict[str, Any]:
    return {
        "page_title": f"{verb.label}: {len(keys)} {found.plural}",
        "bulk": found,
        "verb": verb,
        "count": len(keys),
        "keys": ",".join(map(str, keys)),
        "query": request.POST.get(QUERY, ""),
    }


@page()
def outcomes(request: BailiwickRequest, name: str, pk: int) -> HttpResponse:
    """How far it is, and what came of each record."""
    found, run = bulk_named(name), runs.own_run(request.actor, running.KIND, pk)
    told = run.facts.get("outcomes", [])
    refused = [one for one in told if one[3]]
    return render(
        request,
        "ui/bulk/outcomes.html",
        {
            "page_title": f"{run.title}: {run.total} {found.plural}",
            "bulk": found,
            "run": run,
            "refused": refused[:SHOWN],
            "refused_count": len(refused),
            "done": [one for one in told if not one[3]][:SHOWN],
            "done_count": len(told) - len(refused),
        },
    )
