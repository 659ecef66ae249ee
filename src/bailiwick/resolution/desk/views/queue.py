"""The queue, and my work."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.queries import visible_people
from bailiwick.kernel.ui.bulk.views import offered
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render
from bailiwick.kernel.work import kinds
from bailiwick.kernel.work.tasks.queries import mine
from bailiwick.resolution.desk import beyond
from bailiwick.resolution.desk.listing import Asking, listed, rows
from bailiwick.resolution.desk.together import INCIDENTS
from bailiwick.resolution.reading import columns, lists
from bailiwick.resolution.reading.behind import behind
from bailiwick.resolution.reading.groups import GROUPINGS

NOBODYS = (lists.NONE, "None yet")
SHORTCUTS = [
    ("f", "Filter this list"),
    ("v", "Saved views"),
    ("h", "Columns"),
    ("b", "Groups"),
    ("t", "List and incident side by side"),
    ("[", "Previous page"),
    ("]", "Next page"),
    ("*", "Select all rows"),
]


@page()
def queue(request: BailiwickRequest) -> HttpResponse:
    """The incidents that one may see, filtered, sorted and grouped, in the columns that were chosen."""
    choices = lists.choices(request.actor)
    if not request.GET and choices.usual:
        return redirect(request, f"{reverse('incidents')}?{choices.usual}")
    number = behind(request.actor, request.GET, choices.process)
    showing = columns.Showing(clock.now(), choices.process)
    asked = Asking(request.actor, request.GET, showing, number.records if number else None)
    context = {
        "page_title": "Incidents",
        **listed(asked),
        **_around(request, choices),
        "columns": [column.heading() for column in asked.columns],
        "behind": number,
    }
    return render(request, "resolution/incidents/queue.html", context)


def _around(request: BailiwickRequest, choices: lists.Choices) -> dict[str, Any]:
    """What the list can be filtered and arranged by, and what can be done with its rows."""
    verbs = offered(request, INCIDENTS)
    return {
        "offered": columns.offered(request.actor),
        "groupings": GROUPINGS,
        "filters": filters(choices, request.actor, request.GET.getlist("assignee")),
        "views": _views(request),
        "saved": choices.views,
        "bulk": INCIDENTS,
        "verbs": verbs,
        "is_split": request.GET.get("split") == "1",
        "shortcuts": [*SHORTCUTS, *((one.key, f"{one.label}: selected rows, or this one") for one in verbs)],
    }


def filters(choices: lists.Choices, actor: Actor, people: Sequence[str]) -> list[dict[str, Any]]:
    """The filter bar; whoever sees no team is not asked for one, and people are named when they are asked for."""
    teams = [{"name": "team", "label": "Team", "choices": [*choices.teams, NOBODYS], "many": True}]
    keys = [int(one) for one in people if one.isascii() and one.isdigit() and len(one) < 19]
    known = list(visible_people(actor).filter(pk__in=keys).values_list("pk", "name")) if keys else []
    assignees = {"name": "assignee", "label": "Assigned to", "choices": [*known, NOBODYS], "many": True}
    priorities = [(str(n), f"P{n}") for n in range(1, 6)]
    return [
        {"name": "state", "label": "State", "choices": choices.states, "many": True},
        {"name": "priority", "label": "Priority", "choices": [*priorities, NOBODYS], "many": True},
        *(teams if choices.teams else []),
        {"name": "service", "label": "Service", "choices": [*choices.services, NOBODYS]},
        *([assignees] if people else []),
    ]


def _views(request: BailiwickRequest) -> list[dict[str, Any]]:
    now = request.GET.get("view") or "open"
    return [{"label": label, "url": f"?view={name}", "current": name == now} for name, label in lists.VIEWS]


@page()
def my_work(request: BailiwickRequest) -> HttpResponse:
    """What waits for me: mine, my teams', and what I reported."""
    choices, usual = lists.choices(request.actor), columns.usual()
    showing = columns.Showing(clock.now(), choices.process)
    parts = []
    for part in lists.my_work(request.actor):
        found, is_more = part.first()
        parts.append((part, rows(found, usual, showing), f"?{part.query}" if is_more else ""))
    return render(
        request,
        "resolution/incidents/my_work.html",
        {
            "page_title": "My work",
            "columns": [column.heading() for column in usual],
            "parts": parts,
            "begins": not choices.services,
            "notices": beyond.notices(request.actor),
            "tasks": [(one, kinds.of(one.item).path) for one in mine(request.actor)],
        },
    )
