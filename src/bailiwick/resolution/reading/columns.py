"""The columns of the queue, in the order in which they are offered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.expressions import Combinable

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.process.types import Definition
from bailiwick.kernel.ui.columns import ListColumn
from bailiwick.kernel.work.models import Clock
from bailiwick.portfolio.services.models import Service
from bailiwick.resolution.incidents.models import Incident, Level
from bailiwick.resolution.incidents.operations import CLOSURE_CODES

Row = Mapping[str, Any]
DUE_SOON = timedelta(minutes=60)
# What every row has: its name and address, and what lists are sorted by.
ALWAYS = (
    "id", "number", "reference", "title", "state", "category", "priority", "due_at", "is_breached", "updated_at",
    "opened_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Showing:
    """What rows are shown by: the instant, and the process that names the states."""

    at: datetime
    process: Definition

    def state(self, name: str) -> str:
        """A state in words."""
        known = self.process.state_by_name.get(name)
        return str(known.title) if known else name.replace("_", " ").capitalize()


def standing(row: Row, at: datetime) -> dict[str, Any]:
    """What a row's clock badge shows: its status and due instant."""
    if row["category"] in ("resolved", "closed"):
        return {"status": "breached" if row["is_breached"] else "none", "due": None}
    if row["category"] == "paused":
        return {"status": "paused", "due": None}
    return _badge(row["due_at"], at, is_missed=row["is_breached"])


def _badge(due: datetime | None, at: datetime, *, is_missed: bool) -> dict[str, Any]:
    if due is None:
        return {"status": "breached" if is_missed else "none", "due": None}
    status = "breached" if due <= at else "due" if due - at <= DUE_SOON else "running"
    return {"status": status, "due": due}


def _response(row: Row, showing: Showing) -> dict[str, Any] | None:
    state = row["response_state"]
    if state is None:
        return None
    if state == Clock.State.RUNNING:
        return _badge(row["response_due"], showing.at, is_missed=False)
    return {
        "status": {"met": "met", "missed": "breached", "paused": "paused"}.get(state, "none"),
        "due": None,
    }


def _response_words(row: Row, _showing: Showing) -> str:
    return str(Clock.State(row["response_state"]).label) if row["response_state"] else ""


def _holder(row: Row, _showing: Showing) -> str:
    return " / ".join(name for name in (row["team__name"], row["assignee__name"]) if name)


def _category(row: Row, _showing: Showing) -> str:
    names = (row["incident__classification__parent__name"], row["incident__classification__name"])
    return " / ".join(name for name in names if name)


def _labelled(field: str, labels: Mapping[Any, str]) -> Callable[[Row, Showing], str]:
    return lambda row, _showing: str(labels.get(row[field], row[field] or ""))


def _text(key: str, label: str, reads: str, **more: Any) -> ListColumn:
    return ListColumn(key, label, reads=(reads,), shown=lambda row, _: row[reads], **more)


def _count(key: str, label: str) -> ListColumn:
    reads = f"incident__{key}"
    return _text(key, label, reads, kind="number", file_kind="number", is_internal=True)


def _chosen(key: str, label: str, choices: Mapping[Any, str]) -> ListColumn:
    reads = f"incident__{key}"
    return ListColumn(key, label, reads=(reads,), shown=_labelled(reads, choices), is_internal=True)


def _instant(key: str, label: str, kind: str = "time") -> ListColumn:
    return ListColumn(key, label, kind, reads=(key,), file_kind="time")


def _state(row: Row, showing: Showing) -> dict[str, Any]:
    return {"label": showing.state(row["state"]), "category": row["category"]}


COLUMNS = (
    ListColumn("priority", "Priority", "priority", sort="priority", file_kind="number", is_usual=True),
    ListColumn("reference", "Reference", "ref", sort="number", is_usual=True),
    ListColumn("title", "Title", "main", is_usual=True),
    ListColumn("state", "State", "state", shown=_state, is_usual=True),
    ListColumn(
        "clock", "Due", "clock", sort="due", is_usual=True, file_kind="time",
        shown=lambda row, showing: standing(row, showing.at), cell=lambda row, _: row["due_at"],
    ),
    _text("service", "Service", "service_name", phone="hide", is_usual=True),
    ListColumn(
        "holder", "Team and person", reads=("team__name", "assignee__name"), shown=_holder, is_usual=True
    ),
    ListColumn("updated_at", "Updated", "relative", sort="updated", file_kind="time", is_usual=True),
    ListColumn(
        "response", "Response", "clock", reads=("response_state", "response_due"), shown=_response,
        cell=_response_words, is_internal=True,
    ),
    _text("customer", "Customer", "party__name"),
    ListColumn(
        "category", "Category", shown=_category,
        reads=("incident__classification__name", "incident__classification__parent__name"),
    ),
    _text("reporter", "Reporter", "reporter__name"),
    _text("team", "Team", "team__name"),
    _text("assignee", "Assigned to", "assignee__name"),
    ListColumn("opened_at", "Opened", "relative", sort="number", file_kind="time"),
    _instant("responded_at", "Responded"),
    _instant("resolved_at", "Resolved"),
    _instant("closed_at", "Closed"),
    _chosen("impact", "Impact", dict(Level.choices)),
    _chosen("urgency", "Urgency", dict(Level.choices)),
    _chosen("channel", "Channel", dict(Incident.Channel.choices)),
    _chosen("closure_code", "Outcome", CLOSURE_CODES),
    _count("reopen_count", "Reopened"),
    _count("reassignment_count", "Reassigned"),
    _count("escalation_count", "Escalated"),
    ListColumn(
        "is_breached", "Target missed", shown=lambda row, _: "Yes" if row["is_breached"] else "", is_internal=True
    ),
)  # fmt: skip


def offered(actor: Actor) -> tuple[ListColumn, ...]:
    """The columns that somebody can choose: customers see nothing of how the work is done."""
    return tuple(column for column in COLUMNS if not (actor.is_outsider and column.is_internal))


def fields(columns: tuple[ListColumn, ...]) -> tuple[str, ...]:
    """What rows with these columns have to be read with."""
    return tuple(dict.fromkeys((*ALWAYS, *(name for column in columns for name in column.reads))))


def computed(names: tuple[str, ...]) -> dict[str, Combinable]:
    """Of these fields, those that are read from tables beside the item's own, as annotations."""
    response = Clock.objects.filter(item_id=OuterRef("pk"), metric="response")
    known: dict[str, Callable[[], Combinable]] = {
        "service_name": lambda: Subquery(
            Service.objects.filter(pk=OuterRef("service_id")).values("name")[:1]
        ),
        "response_state": lambda: Subquery(response.values("state")[:1]),
        "response_due": lambda: Subquery(response.values("due_at")[:1]),
    }
    return {name: make() for name, make in known.items() if name in names}


def usual() -> tuple[ListColumn, ...]:
    """The columns that a list has when nobody chose others."""
    return tuple(column for column in COLUMNS if column.is_usual)
