"""The board of major incidents, the page and the report of one, and what is done with it."""

from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.base.errors import Invalid, Stale
from bailiwick.kernel.ledger import policies, reading
from bailiwick.kernel.process.definitions import definition
from bailiwick.kernel.ui import flash, merging, paging
from bailiwick.kernel.ui.forms import bind_refusal
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render
from bailiwick.major.desk import doing, forms, shown
from bailiwick.major.desk.doing import Doing
from bailiwick.major.incidents import operations, queries
from bailiwick.major.incidents.deadlines import Deadline
from bailiwick.major.incidents.models import MajorIncident
from bailiwick.resolution.incidents import queries as incidents
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.reading import story

SORTS = {"newest": paging.Sort("-declared_at"), "reference": paging.Sort("id")}
COLUMNS = [
    {"key": "reference", "label": "Reference", "kind": "ref", "sort": "reference"},
    {"key": "title", "label": "Title", "kind": "main"},
    {"key": "state", "label": "State", "kind": "state"},
    {"key": "lead", "label": "Lead", "kind": "person"},
    {"key": "declared_at", "label": "Declared", "kind": "time", "sort": "newest"},
    {"key": "restored_at", "label": "Restored", "kind": "time"},
    {"key": "due", "label": "Due next", "kind": "clock"},
]


@page("major_incident.read")
def board(request: BailiwickRequest) -> HttpResponse:
    """What runs, what is to be decided, and what is over."""
    found = paging.page(
        queries.visible(request.actor), sorts=SORTS, params=request.GET, default="-newest", size=50
    )
    rows = [_row(one) for one in found.items]
    now = [row for row in rows if row["is_open"]] if not request.GET.get("after") else []
    return render(
        request,
        "major/board.html",
        {
            "page_title": "Major incidents",
            "columns": COLUMNS,
            "now": now,
            "past": [row for row in rows if row not in now],
            "pages": found,
            "proposals": queries.proposals(request.actor),
        },
    )


def _row(one: MajorIncident) -> dict[str, Any]:
    due = {"status": "none"}
    if one.due_at is not None:
        due = shown.badge(Deadline(one.due_what, one.due_at))
    return {
        "id": one.pk, "url": reverse("major-incident", args=[one.reference]), "reference": one.reference,
        "title": one.incident.title, "lead": one.lead.name, "declared_at": one.declared_at,
        "state": {"label": one.get_state_display(), "category": shown.STATES[one.state]},
        "restored_at": one.restored_at, "due": due, "note": one.due_what, "is_open": one.is_open,
    }  # fmt: skip


def _found(request: BailiwickRequest, reference: str) -> MajorIncident:
    return queries.major(request.actor, reference)


@page("major_incident.read")
def major(request: BailiwickRequest, reference: str) -> HttpResponse:
    """One major incident: what is due, the procedure, who was told what, and its timeline."""
    found = _found(request, reference)
    return render(request, "major/major.html", _context(request, found))


@page("major_incident.read")
def report(request: BailiwickRequest, reference: str) -> HttpResponse:
    """The report, built from the records, to be printed."""
    found = _found(request, reference)
    entries = reading.entries_about(queries.KIND, found.pk, before=None, limit=1)
    context = {**_context(request, found), "page_title": f"Report of {found.reference}", "entries": entries}
    return render(request, "major/report.html", context)


def _context(request: BailiwickRequest, found: MajorIncident) -> dict[str, Any]:
    told = shown.told(request.actor, found)
    of = definition(found.incident.process_id)
    events = story.story(request.actor, found.incident, of)[0] if told.is_seen else []
    return {
        "page_title": f"{found.reference} {found.incident.title}",
        "major": found,
        "told": told,
        "category": shown.STATES[found.state],
        "deadlines": [(one, shown.badge(one)) for one in told.deadlines],
        "steps": shown.steps(found, told.milestones),
        "timeline": shown.timeline(told.milestones, events),
        "offered": doing.offered(found, request.actor),
        "means": operations.spoken,
        "may_step": found.is_open and policies.allows(request.actor, "major_incident.step", found),
    }


@page("major_incident.declare", methods=("GET", "POST"))
def declare(request: BailiwickRequest, reference: str) -> HttpResponse:
    """Declare an incident a major one."""
    found = incidents.incident(request.actor, reference)
    policies.require(request.actor, "major_incident.declare", found)
    form = forms.DeclarationForm(_posted(request), incident=found, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.declare_major_incident(found, by=request.actor, **form.cleaned_data)
        except Invalid as refusal:
            bind_refusal(form, refusal)
        else:
            flash.success(request, f"{made.reference} was declared. Inform top management now.")
            return redirect(request, reverse("major-incident", args=[made.reference]))
    return _of_incident(request, found, form, "Declare a major incident", "urgent")


@page("major_incident.dismiss", methods=("GET", "POST"))
def dismiss(request: BailiwickRequest, reference: str) -> HttpResponse:
    """Say why an incident that reached a criterion is no major one."""
    found = incidents.incident(request.actor, reference)
    proposal = queries.open_proposal(found)
    policies.require(request.actor, "major_incident.dismiss", proposal)
    form = forms.DismissalForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        operations.dismiss_proposal(proposal, by=request.actor, reason=form.cleaned_data["reason"])
        flash.success(request, f"{found.reference} goes on as an ordinary incident.")
        return redirect(request, reverse("incident", args=[found.reference]))
    return _of_incident(request, found, form, "Not a major incident", "x")


def _posted(request: BailiwickRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _of_incident(
    request: BailiwickRequest, found: Incident, form: django_forms.Form, label: str, icon: str
) -> HttpResponse:
    crumbs = [
        ("Incidents", reverse("incidents")),
        (found.reference, reverse("incident", args=[found.reference])),
    ]
    return _form(request, form, label, icon, lead=found.title, crumbs=crumbs)


@page("major_incident.read", methods=("GET", "POST"))
def verb(request: BailiwickRequest, reference: str, resource: str) -> HttpResponse:
    """The form of one verb, and the verb itself."""
    return _act(request, reference, doing.find(resource, undoes=False))


@page("major_incident.read", methods=("GET", "POST"))
def undo(request: BailiwickRequest, reference: str, resource: str) -> HttpResponse:
    """The form of the verb that takes a resource away, and the verb itself."""
    return _act(request, reference, doing.find(resource, undoes=True))


def _act(
    request: BailiwickRequest, reference: str, one: Doing, merged: merging.Merge | None = None
) -> HttpResponse:
    found = _found(request, reference)
    policies.require(request.actor, one.verb, found)
    if request.method != "POST":
        return _verb_page(request, found, one, one.form(major=found, actor=request.actor))
    data = merged.data if merged else merging.chosen(request.POST)
    form = one.form(data, major=found, actor=request.actor)
    if not form.is_valid():
        return _verb_page(request, found, one, form)
    try:
        one.perform(found, request.actor, form.cleaned_data, form.cleaned_data.get("version"))
    except Invalid as refusal:
        bind_refusal(form, refusal)
        return _verb_page(request, found, one, form)
    except Stale:
        return _stale(request, reference, one, has_merged=merged is not None)
    flash.success(request, f"{found.reference}: {one.done}{merged.said if merged else ''}")
    return redirect(request, reverse("major-incident", args=[found.reference]))


def _verb_page(
    request: BailiwickRequest, found: MajorIncident, one: Doing, form: forms.MajorForm, **more: Any
) -> HttpResponse:
    crumbs = [
        ("Major incidents", reverse("major-incidents")),
        (found.reference, reverse("major-incident", args=[found.reference])),
    ]
    return _form(request, form, one.label, one.icon, lead=found.incident.title, crumbs=crumbs, **more)


def _stale(request: BailiwickRequest, reference: str, one: Doing, *, has_merged: bool) -> HttpResponse:
    """Somebody saved first: merged where each changed other things, else the versions side by side."""
    now = _found(request, reference)
    fresh = one.form(major=now, actor=request.actor)
    merged = merging.merge(fresh, merging.chosen(request.POST), now, request.actor)
    if merged.is_clear and not has_merged:
        return _act(request, reference, one, merged)
    again = one.form(merged.data, major=now, actor=request.actor)
    return _verb_page(request, now, one, again, stale=merged, status=409)


def _form(
    request: BailiwickRequest, form: django_forms.Form, label: str, icon: str, **more: Any
) -> HttpResponse:
    status = more.pop("status", 422 if form.is_bound else 200)
    context = {"page_title": label, "label": label, "icon_name": icon, "form": form, "stale": None, **more}
    return render(request, "major/form.html", context, status=status)


@page("major_incident.read", methods=("POST",))
def complete_step(request: BailiwickRequest, reference: str, number: int) -> HttpResponse:
    """Note that a step was done."""
    found = _found(request, reference)
    operations.complete_step(found, by=request.actor, step=number, text=request.POST.get("text", ""))
    return redirect(request, f"{reverse('major-incident', args=[found.reference])}#procedure")


@page("major_incident.read", methods=("DELETE",))
def retract_step(request: BailiwickRequest, reference: str, number: int) -> HttpResponse:
    """Take back that a step was done."""
    found = _found(request, reference)
    operations.retract_step(found, by=request.actor, step=number)
    return redirect(request, f"{reverse('major-incident', args=[found.reference])}#procedure")
