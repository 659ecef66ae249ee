"""The incident page, its verbs and its conversation."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from bailiwick.agreements.levels import explained
from bailiwick.kernel.base.errors import Invalid, Stale
from bailiwick.kernel.base.ids import read_id
from bailiwick.kernel.identity import queries as people
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.process.definitions import current_version, definition
from bailiwick.kernel.process.types import Definition
from bailiwick.kernel.ui import flash, merging
from bailiwick.kernel.ui.forms import bind_refusal
from bailiwick.kernel.ui.palette import lately
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render
from bailiwick.kernel.work.beside import Beside
from bailiwick.kernel.work.links import LABELS, PART_OF
from bailiwick.kernel.work.relations.queries import goes_on
from bailiwick.kernel.work.tasks.queries import still_open
from bailiwick.resolution.desk import beside, beyond, forms
from bailiwick.resolution.desk.doing import DOINGS, address
from bailiwick.resolution.incidents import operations, queries
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.incidents.operations import CLOSURE_CODES
from bailiwick.resolution.reading import story, verbs
from bailiwick.resolution.reading.verbs import Verb
from bailiwick.resolution.relations.operations import comment_with_parts

PARTS = LABELS[PART_OF][1]
UNTYPED: dict[str, Any] = {"errors": [], "typed": {"text": "", "visibility": "internal"}}


@page()
def incident(request: BailiwickRequest, reference: str) -> HttpResponse:
    """One incident: its story, its facts, and what can be done next."""
    found = _found(request, reference)
    there = goes_on(found, request.actor)
    if there.pk != found.pk:
        flash.success(request, f"{found.reference} was merged into this incident.")
        return redirect(request, reverse("incident", args=[there.reference]))
    answer = render(request, "resolution/incidents/incident.html", _context(request, found))
    return lately.noted(request, answer, found.reference)


def _found(request: BailiwickRequest, reference: str) -> Incident:
    return queries.incident(request.actor, reference)


def _context(request: BailiwickRequest, found: Incident, **more: Any) -> dict[str, Any]:
    of = definition(found.process_id)
    around = beside.beside(request.actor, found)
    entries, earlier = story.story(request.actor, found, of, merged=around.merged, before=_before(request))
    return {
        "page_title": f"{found.reference} {found.title}",
        "incident": found,
        "state": of.state_by_name.get(found.state),
        "story": entries,
        "earlier": earlier,
        **_offered(request, found, of, around),
        "clocks": explained.explained(found, of),
        "service": next((name for _, name in around.said["service"]), ""),
        "outcome": CLOSURE_CODES.get(found.closure_code, found.closure_code),
        "watchers": around.watchers,
        "is_watching": any(person == request.actor.person_id for person, _ in around.watchers),
        "related": around.links,
        "around": around,
        "notes": beyond.notes,
        "looks": beyond.looks(found),
        "files": story.attachments(request.actor, found, around.merged),
        "has_parts": any(label == PARTS for label, _ in around.links),
        **UNTYPED,
        **more,
    }


def _before(request: BailiwickRequest) -> int | None:
    return read_id(request.GET.get("before", ""))


def _offered(request: BailiwickRequest, found: Incident, of: Definition, around: Beside) -> dict[str, Any]:
    """The verbs that are possible now, and their keys."""
    possible = verbs.offered(found, request.actor, of)
    return {
        "offered": [
            {"label": verb.label, "icon": verb.icon, "key": verb.key, "url": address(verb, found)}
            for verb in possible
        ]
        + beyond.offers(request.actor, found, around),
        "shortcuts": [("c", "Say something"), *((verb.key, verb.label) for verb in possible)],
    }


@page(methods=("GET", "POST"))
def verb(request: BailiwickRequest, reference: str, resource: str) -> HttpResponse:
    """The form of one verb, and the verb itself."""
    return _act(request, reference, verbs.find(resource, undoes=False))


@page(methods=("GET", "POST"))
def undo(request: BailiwickRequest, reference: str, resource: str) -> HttpResponse:
    """The form of the verb that takes a resource away (reopen, resume), and the verb itself."""
    return _act(request, reference, verbs.find(resource, undoes=True))


def _act(
    request: BailiwickRequest, reference: str, verb: Verb, merged: merging.Merge | None = None
) -> HttpResponse:
    found, doing = _found(request, reference), DOINGS[verb.name]
    of = definition(found.process_id)
    if request.method != "POST":
        return _verb_page(request, found, verb, doing.form(incident=found, actor=request.actor, of=of))
    data = merged.data if merged else merging.chosen(request.POST)
    form = doing.form(data, incident=found, actor=request.actor, of=of)
    if not form.is_valid():
        return _verb_page(request, found, verb, form, status=422)
    try:
        doing.perform(found, request.actor, form.cleaned_data, form.cleaned_data.get("version"))
    except Invalid as refusal:
        bind_refusal(form, refusal)
        return _verb_page(request, found, verb, form, status=422)
    except Stale:
        return _stale(request, reference, verb, has_merged=merged is not None)
    flash.success(request, f"{found.reference}: {doing.done}{merged.said if merged else ''}")
    return redirect(request, reverse("incident", args=[found.reference]))


def _verb_page(
    request: BailiwickRequest,
    found: Incident,
    verb: Verb,
    form: forms.IncidentForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "page_title": f"{verb.label} {found.reference}",
        "incident": found,
        "verb": verb,
        "form": form,
        "action": address(verb, found),
        "stale": None,
        "undone": still_open(found) if verb.name == "incident.resolve" else [],
        **more,
    }
    return render(request, "resolution/incidents/verb.html", context, status=status)


def _stale(request: BailiwickRequest, reference: str, verb: Verb, *, has_merged: bool) -> HttpResponse:
    """Somebody saved first: merged where each changed other things, else the versions side by side."""
    now = _found(request, reference)
    form = DOINGS[verb.name].form
    given: dict[str, Any] = {"incident": now, "actor": request.actor, "of": definition(now.process_id)}
    merged = merging.merge(form(**given), merging.chosen(request.POST), now, request.actor)
    if merged.is_clear and not has_merged:
        return _act(request, reference, verb, merged)
    return _verb_page(request, now, verb, form(merged.data, **given), status=409, stale=merged)


@page(methods=("GET", "POST"))
def new(request: BailiwickRequest) -> HttpResponse:
    """Log an incident; while typing, what reads alike is shown."""
    of = definition(current_version(queries.KIND))
    form = forms.ReportForm(request.POST or None, actor=request.actor, of=of)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.log_incident(_report(request, form.cleaned_data), by=request.actor)
        except Invalid as refusal:
            bind_refusal(form, refusal)
        else:
            flash.success(request, f"{made.reference} was logged.")
            return redirect(request, reverse("incident", args=[made.reference]))
    title = form.data.get("title", "") if form.is_bound else request.GET.get("title", "")
    return render(
        request,
        "resolution/incidents/new.html",
        {
            "page_title": "New incident",
            "form": form,
            "similar": queries.similar(request.actor, title) if title else [],
        },
        status=422 if form.is_bound else 200,
    )


def _report(request: BailiwickRequest, data: dict[str, Any]) -> operations.Report:
    return operations.Report(
        title=data["title"], description=data["description"], service=data["service"],
        classification=data["classification"], channel=data["channel"] or Incident.Channel.PHONE,
        impact=int(data["impact"]) if data["impact"] else None,
        urgency=int(data["urgency"]) if data["urgency"] else None,
        reporter=_reporter(request, data["reporter"]), team=data["team"], assignee=data["assignee"],
    )  # fmt: skip


def _reporter(request: BailiwickRequest, named: str) -> Person | None:
    if not named.strip():
        return None
    found = people.people_named(request.actor, named.strip(), limit=2)
    exact = [
        person for person in found if named.strip().lower() in (person.name.lower(), person.email.lower())
    ]
    if len(exact or found) == 1:
        return (exact or found)[0]
    raise Invalid({"reporter": "Several people are called so." if found else "Nobody is known by that name."})


@page()
def similar(request: BailiwickRequest) -> HttpResponse:
    """Incidents that read like a title, for the form of a new one."""
    title = request.GET.get("title", "")
    found = queries.similar(request.actor, title) if title.strip() else []
    return render(
        request, "resolution/incidents/similar.html", {"page_title": "Similar incidents", "similar": found}
    )


@page(methods=("POST",))
def comments(request: BailiwickRequest, reference: str) -> HttpResponse:
    """Say something."""
    found = _found(request, reference)
    is_public = request.POST.get("visibility") == "public"
    try:
        comment_with_parts(
            found, by=request.actor, text=request.POST.get("text", ""), is_public=is_public,
            pass_on=request.POST.get("pass_on") == "on",
        )  # fmt: skip
    except Invalid as refusal:
        typed = {"text": request.POST.get("text", ""), "visibility": "public" if is_public else "internal"}
        context = _context(request, found, errors=list(refusal.fields.values()), typed=typed)
        return render(request, "resolution/incidents/incident.html", context, status=422)
    return redirect(request, reverse("incident", args=[found.reference]))


@page(methods=("POST",))
def watch(request: BailiwickRequest, reference: str) -> HttpResponse:
    """Hear of what happens to it."""
    return _watch(request, reference, operations.watch_incident)


@page(methods=("DELETE",))
def unwatch(request: BailiwickRequest, reference: str) -> HttpResponse:
    """Hear of it no more."""
    return _watch(request, reference, operations.unwatch_incident)


def _watch(request: BailiwickRequest, reference: str, change: Callable[..., None]) -> HttpResponse:
    found, me = _found(request, reference), people.oneself(request.actor)
    assert me is not None
    change(found, by=request.actor, person=me)
    return redirect(request, reverse("incident", args=[found.reference]))
