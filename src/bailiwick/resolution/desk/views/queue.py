"""The queue, my work, and saved views."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.ui import flash, paging
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render
from bailiwick.kernel.work.operations import remove_view, save_view
from bailiwick.kernel.work.queries import saved_view
from bailiwick.resolution.reading import lists
from bailiwick.resolution.reading.behind import behind

COLUMNS = [
    {"key": "priority", "label": "Priority", "kind": "priority", "sort": "priority"},
    {"key": "reference", "label": "Reference", "kind": "ref", "sort": "number"},
    {"key": "title", "label": "Title", "kind": "main"},
    {"key": "state", "label": "State", "kind": "state"},
    {"key": "clock", "label": "Due", "kind": "clock", "sort": "due"},
    {"key": "service_name", "label": "Service", "phone": "hide"},
    {"key": "holder", "label": "Team and person"},
    {"key": "updated_at", "label": "Updated", "kind": "relative", "sort": "updated"},
]


@page()
def queue(request: BailiwickRequest) -> HttpResponse:
    """The incidents that one may see, filtered and sorted."""
    choices = lists.choices(request.actor)
    number = behind(request.actor, request.GET, choices.process)
    found = paging.page(
        lists.kept_queue(request.actor, request.GET, among=number.records if number else None),
        sorts=lists.SORTS,
        params=request.GET,
        default=_default(request),
        size=50,
    )
    return render(
        request,
        "resolution/incidents/queue.html",
        {
            "page_title": "Incidents",
            "columns": COLUMNS,
            "rows": rows(found.items, choices.process),
            "pages": found,
            "filters": filters(choices),
            "views": _views(request),
            "saved": choices.views,
            "behind": number,
        },
    )


def _default(request: BailiwickRequest) -> str:
    return "-number" if request.GET.get("view") in ("all", "resolved") or request.GET.get("q") else "due"


def rows(items: list[Any], process: Any) -> list[dict[str, Any]]:
    """Slim rows as the table shows them."""
    now = clock.now()
    return [
        {
            **item,
            "url": f"/incidents/{item['reference']}/",
            "state": {"label": _title(process, item["state"]), "category": item["category"]},
            "clock": lists.standing(item, now),
            "holder": " / ".join(name for name in (item["team__name"], item["assignee__name"]) if name),
        }
        for item in items
    ]


def _title(process: Any, state: str) -> str:
    known = process.state_by_name.get(state)
    return str(known.title) if known else state.replace("_", " ").capitalize()


def filters(choices: lists.Choices) -> list[dict[str, Any]]:
    """The filter bar; whoever sees no team is not asked for one."""
    teams = (
        [{"name": "team", "label": "Team", "choices": choices.teams, "many": True}] if choices.teams else []
    )
    return [
        {"name": "state", "label": "State", "choices": choices.states, "many": True},
        {
            "name": "priority",
            "label": "Priority",
            "choices": [(str(n), f"P{n}") for n in range(1, 6)],
            "many": True,
        },
        *teams,
        {"name": "service", "label": "Service", "choices": choices.services},
    ]


def _views(request: BailiwickRequest) -> list[dict[str, Any]]:
    now = request.GET.get("view") or "open"
    return [{"label": label, "url": f"?view={name}", "current": name == now} for name, label in lists.VIEWS]


@page("view.save", methods=("POST",))
def saved_views(request: BailiwickRequest) -> HttpResponse:
    """Keep the present filters under a name."""
    allowed = {"view", "state", "priority", "team", "service", "assignee", "q", "sort"}
    query = urlencode([(k, v) for k, v in parse_qsl(request.POST.get("query", "")) if k in allowed])
    try:
        save_view(
            "incidents", request.POST.get("name", ""), by=request.actor, query=query,
            is_shared=request.POST.get("is_shared") == "on",
        )  # fmt: skip
    except Invalid as error:
        flash.error(request, str(error))
    return redirect(request, f"{reverse('incidents')}?{query}")


@page("view.save", methods=("DELETE",))
def forget_view(request: BailiwickRequest, pk: int) -> HttpResponse:
    """Forget one's own saved view."""
    remove_view(saved_view(request.actor, pk), by=request.actor)
    return redirect(request, reverse("incidents"))


@page()
def my_work(request: BailiwickRequest) -> HttpResponse:
    """What waits for me: mine, my teams', and what I reported."""
    choices = lists.choices(request.actor)
    parts = []
    for part in lists.my_work(request.actor):
        found, is_more = part.first()
        parts.append((part, rows(found, choices.process), f"?{part.query}" if is_more else ""))
    return render(
        request,
        "resolution/incidents/my_work.html",
        {"page_title": "My work", "columns": COLUMNS, "parts": parts},
    )
