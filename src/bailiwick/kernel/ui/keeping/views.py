"""One's saved views of a list: their order, the one that the list opens with, and what each shows."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.base.errors import Invalid, NotFound
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ui import flash
from bailiwick.kernel.ui.forms import bind_refusal
from bailiwick.kernel.ui.keeping.forms import ALL, MINE, TEAMS, ViewForm
from bailiwick.kernel.ui.keeping.lists import kept_query, list_named
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render
from bailiwick.kernel.work.models import SavedView
from bailiwick.kernel.work.operations import arrange_views, remove_view, revise_view, save_view
from bailiwick.kernel.work.queries import placed_views, saved_view, shared_with

MOST = 200


@page("view.save")
def saved_views(request: BailiwickRequest, name: str) -> HttpResponse:
    """The views that one sees, in one's order."""
    found = list(placed_views(request.actor, name).select_related("person")[:MOST])
    context = {"page_title": "Saved views", "list": list_named(name), "name": name, "saved": found}
    return render(request, "ui/keeping/views.html", context)


@page("view.save", methods=("GET", "POST"))
def new(request: BailiwickRequest, name: str) -> HttpResponse:
    """Keep what a list shows under a name; the same name again replaces it."""
    kept = list_named(name)
    initial = {"query": kept_query(request.GET.get("query", "")), "shared": MINE}
    form = ViewForm(request.POST or None, actor=request.actor, initial=initial)
    if form.is_bound and form.is_valid():
        query = kept_query(form.cleaned_data["query"])
        try:
            save_view(name, form.cleaned_data["name"], by=request.actor, query=query, **_sharing(form))
        except Invalid as refusal:
            bind_refusal(form, refusal)
        else:
            flash.success(request, f"“{form.cleaned_data['name']}” was saved.")
            return redirect(request, f"{reverse(kept.route)}?{query}")
    return _form_page(request, name, form, "Save this view", reverse("view-new", args=[name]))


@page("view.save", methods=("GET", "POST"))
def view(request: BailiwickRequest, name: str, pk: int) -> HttpResponse:
    """Change one's own view."""
    found = _own(request, name, pk)
    teams = shared_with(found)
    shared = ALL if found.is_shared else TEAMS if teams else MINE
    initial: dict[str, Any] = {"name": found.name, "query": found.query, "shared": shared}
    form = ViewForm(
        request.POST or None, actor=request.actor, initial={**initial, "teams": [team.pk for team in teams]}
    )
    if form.is_bound and form.is_valid() and _revised(request, found, form):
        return redirect(request, reverse("views", args=[name]))
    return _form_page(request, name, form, found.name, reverse("view", args=[name, pk]))


def _own(request: BailiwickRequest, name: str, pk: int) -> SavedView:
    found = saved_view(request.actor, pk)
    if found.page != name:
        raise NotFound("There is no such view.")
    policies.require(request.actor, "view.revise", found)
    return found


def _revised(request: BailiwickRequest, found: SavedView, form: ViewForm) -> bool:
    query = kept_query(form.cleaned_data["query"])
    try:
        revise_view(found, by=request.actor, name=form.cleaned_data["name"], query=query, **_sharing(form))
    except Invalid as refusal:
        bind_refusal(form, refusal)
        return False
    flash.success(request, "Saved.")
    return True


def _sharing(form: ViewForm) -> dict[str, Any]:
    return form.sharing() if "teams" in form.fields else {"is_shared": False, "teams": []}


def _form_page(request: BailiwickRequest, name: str, form: ViewForm, title: str, action: str) -> HttpResponse:
    context = {"page_title": title, "list": list_named(name), "name": name, "form": form, "action": action}
    return render(request, "ui/keeping/view.html", context, status=422 if form.errors else 200)


@page("view.save", methods=("DELETE",))
def forget(request: BailiwickRequest, name: str, pk: int) -> HttpResponse:
    """Forget one's own view."""
    remove_view(saved_view(request.actor, pk), by=request.actor)
    return redirect(request, reverse("views", args=[name]))


@page("view.save", methods=("POST",))
def arrange(request: BailiwickRequest, name: str) -> HttpResponse:
    """Move a view up or down, or have the list open with it."""
    list_named(name)
    views = list(placed_views(request.actor, name)[:MOST])
    # Annotations of the query: no fields of the model.
    usual = next((one for one in views if one.is_usual), None)  # type: ignore[attr-defined]
    doing, _, key = request.POST.get("move", "").partition(":")
    at = next((place for place, one in enumerate(views) if str(one.pk) == key), None)
    if at is not None and doing in ("up", "down"):
        views.insert(max(0, at - 1) if doing == "up" else at + 1, views.pop(at))
    elif doing == "usual":
        usual = views[at] if at is not None else None
    arrange_views(views, by=request.actor, usual=usual)
    return redirect(request, reverse("views", args=[name]))
