"""The pages that all registers share: the list, a new record, one record, and what is done to it."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.urls import URLPattern, path, reverse

from bailiwick.kernel.base.errors import Invalid, NotFound, Stale
from bailiwick.kernel.identity.entrances.confirming import is_confirmed, to_confirm
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ui import flash, merging, paging
from bailiwick.kernel.ui.drafting import sent
from bailiwick.kernel.ui.forms import bind_refusal
from bailiwick.kernel.ui.registers.declaration import Action, Part, Register, RegisterForm, registers
from bailiwick.kernel.ui.registers.declaration import found as searched
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render

LARGEST_KEY = 2**63


def find(register: Register, request: BailiwickRequest, pk: int) -> Any:
    """The record, if it is there for the actor; raises NotFound."""
    found = register.rows(request.actor).filter(pk=pk).first() if pk < LARGEST_KEY else None
    if found is None:
        raise NotFound(f"There is no such {register.singular}.")
    return found


def listing(request: BailiwickRequest, register: Register) -> HttpResponse:
    """The register's rows."""
    rows = searched(register, request.actor, request.GET.get("q", ""))
    found = paging.page(rows, sorts=register.sorts, params=request.GET, default=register.default, size=50)
    shown = [
        {"id": one.pk, "url": reverse(register.record_route, args=[one.pk]), **register.shown(one)}
        for one in found.items
    ]
    columns = [{"key": c.key, "label": c.label, "kind": c.kind, "sort": c.sort} for c in register.columns]
    return render(
        request,
        "ui/registers/listing.html",
        {
            "page_title": register.title,
            "register": register,
            "columns": columns,
            "rows": shown,
            "pages": found,
        },
    )


def new(request: BailiwickRequest, register: Register, merged: merging.Merge | None = None) -> HttpResponse:
    """A new record."""
    if register.add is None or register.add_form is None:
        raise NotFound("Nothing is added here.")
    policies.require(request.actor, register.add_verb)
    if register.is_serious and not is_confirmed(request, by_provider=True):
        return to_confirm(request, back=reverse(register.new_route))
    data = merged.data if merged else merging.chosen(request.POST)
    kind = {"kind": request.GET.get("kind", "")} if register.variants else {}
    form = register.add_form(data or None, actor=request.actor, initial=kind)
    if form.is_bound and form.is_valid():
        try:
            made = register.add(request.actor, form.cleaned_data)
        except Invalid as refusal:
            bind_refusal(form, refusal)
        except Stale:
            return _overtaken(request, register, has_merged=merged is not None)
        else:
            if secret := register.once(made):
                return _shown_once(request, register, secret)
            said = merged.said if merged else ""
            flash.success(request, f"{register.singular.capitalize()} added: {made}.{said}")
            return redirect(request, reverse(register.record_route, args=[made.pk]))
    tabs = _kinds(register, form)
    return _form_page(request, register, form, f"New {register.singular}", None, kinds=tabs)


def record(request: BailiwickRequest, register: Register, pk: int) -> HttpResponse:
    """One record, what can be done to it, and what belongs to it."""
    found = find(register, request, pk)
    possible = [
        {"label": one.label, "icon": one.icon, "url": reverse(register.action_route, args=[pk, one.name])}
        for one in register.actions
        if one.when(found) and policies.allows(request.actor, one.verb, found)
    ]
    return render(
        request,
        "ui/registers/record.html",
        {
            "page_title": str(found),
            "register": register,
            "record": found,
            "facts_of": register.facts(found),
            "actions": possible,
            "parts": register.parts(request.actor, found),
            "subject": type(found).subject_type(),
        },
    )


def action(
    request: BailiwickRequest, register: Register, pk: int, name: str, merged: merging.Merge | None = None
) -> HttpResponse:
    """Do something to a record."""
    found, doing = find(register, request, pk), register.action(name)
    if doing is None or not doing.when(found):
        raise NotFound("There is no such page.")
    policies.require(request.actor, doing.verb, found)
    data = merged.data if merged else merging.chosen(request.POST)
    form = doing.form(data if request.method == "POST" else None, actor=request.actor, record=found)
    if not form.is_bound:
        return _form_page(request, register, form, doing.label, found, parts=previewed(request, doing, found))
    version = _posted_version(data)
    try:
        done, result = _performed(doing, found, form, version) if form.is_valid() else (False, None)
    except Stale:
        return _stale(request, register, doing, pk, has_merged=merged is not None)
    if done and (secret := doing.once(result)):
        return _shown_once(request, register, secret)
    if done:
        flash.success(request, f"{doing.done}{merged.said if merged else ''}")
        return redirect(request, reverse(register.record_route, args=[pk]))
    parts = previewed(request, doing, found)
    return _form_page(request, register, form, doing.label, found, version=version, parts=parts)


def previewed(request: BailiwickRequest, doing: Action, found: Any) -> list[Part]:
    """What the action would do to the record, where it says so beforehand."""
    return doing.preview(request.actor, found) if doing.preview else []


def _posted_version(data: QueryDict) -> int | None:
    version = data.get("version", "")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None


def _performed(doing: Action, found: Any, form: RegisterForm, version: int | None) -> tuple[bool, Any]:
    try:
        return True, doing.perform(found, form.actor, form.cleaned_data, version)
    except Invalid as refusal:
        bind_refusal(form, refusal)
        return False, None


def _shown_once(request: BailiwickRequest, register: Register, secret: str) -> HttpResponse:
    sent.forget(request, request.actor)
    context = {"page_title": "Shown once", "register": register, "secret": secret}
    return render(request, "ui/registers/once.html", context)


def _stale(
    request: BailiwickRequest, register: Register, doing: Action, pk: int, *, has_merged: bool
) -> HttpResponse:
    """Somebody saved first: merged where each changed other things, else the versions side by side."""
    now = find(register, request, pk)
    fresh = doing.form(None, actor=request.actor, record=now)
    merged = merging.merge(fresh, merging.chosen(request.POST), now, request.actor)
    if merged.is_clear and not has_merged:
        return action(request, register, pk, doing.name, merged)
    typed = doing.form(merged.data, actor=request.actor, record=now)
    return _form_page(request, register, typed, doing.label, now, status=409, stale=merged)


def _kinds(register: Register, form: RegisterForm) -> list[dict[str, Any]]:
    """The kinds that a new record may be of, as tabs."""
    return [
        {"label": label, "url": f"?kind={value}", "current": value == form["kind"].value()}
        for value, label in register.variants
    ]


def _overtaken(request: BailiwickRequest, register: Register, *, has_merged: bool) -> HttpResponse:
    """Somebody put the next one in force first: the same, with what they put in force."""
    assert register.add_form is not None
    fresh = register.add_form(None, actor=request.actor)
    merged = merging.merge(fresh, merging.chosen(request.POST), None, request.actor)
    if merged.is_clear and not has_merged:
        return new(request, register, merged)
    typed = register.add_form(merged.data, actor=request.actor)
    return _form_page(request, register, typed, f"New {register.singular}", None, status=409, stale=merged)


def _form_page(
    request: BailiwickRequest,
    register: Register,
    form: RegisterForm,
    title: str,
    found: Any,
    *,
    status: int | None = None,
    **more: Any,
) -> HttpResponse:
    context = {
        "page_title": title,
        "register": register,
        "form": form,
        "title": title,
        "record": found,
        "version": getattr(found, "version", None),
        "stale": None,
        "parts": [],
        "kinds": [],
        **more,
    }
    return render(request, "ui/registers/form.html", context, status=status or (422 if form.errors else 200))


def patterns() -> list[URLPattern]:
    """The addresses of every declared register."""
    found: list[URLPattern] = []
    for register in registers():
        given = {"register": register}
        found += [
            path(f"{register.name}/", page(register.read)(listing), given, name=register.name),
            path(f"{register.name}/new/", page(methods=("GET", "POST"))(new), given, name=register.new_route),
            path(
                f"{register.name}/<int:pk>/", page(register.read)(record), given, name=register.record_route
            ),
            path(
                f"{register.name}/<int:pk>/<slug:name>/",
                page(methods=("GET", "POST"))(action),
                given,
                name=register.action_route,
            ),
        ]
    return found
