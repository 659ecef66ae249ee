"""Clocks that explain themselves: segments of running, paused and closed hours, and why."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from bailiwick.agreements.levels.models import Agreement
from bailiwick.kernel.base import clock as time
from bailiwick.kernel.base.kept import Given, KeptQuery
from bailiwick.kernel.calendar.queries import hours
from bailiwick.kernel.process.types import Definition
from bailiwick.kernel.work import history
from bailiwick.kernel.work.models import Clock, WorkItem
from bailiwick.kernel.work.reading import Moment, Span, spans

MOST_SEGMENTS = 400
STATUS = {"running": "running", "paused": "paused", "met": "met", "missed": "breached", "ended": "none"}


def explained(item: WorkItem, of: Definition) -> list[dict[str, Any]]:
    """Every clock of the item with its segments, target, agreement and calendar (2 queries)."""
    found = KeptQuery(Clock, "explained", _clocks).rows(item=item.pk)
    if not found:
        return []
    moments, now = history.moments(item), time.now()
    return [_explained(clock, moments, of, clock.agreement or "", now) for clock in found]


def _clocks() -> "QuerySet[Clock]":
    agreement = Agreement.objects.filter(pk=OuterRef("agreement_id")).values("name")
    clocks = Clock.objects.filter(item_id=Given("item")).annotate(agreement=Subquery(agreement))
    return clocks.select_related("calendar__calendar").order_by("-metric")


def _explained(
    clock: Clock, moments: Sequence[Moment], of: Definition, agreement: str, now: datetime
) -> dict[str, Any]:
    end = clock.stopped_at or now
    segments = _segments(clock, moments, of, end)
    status = STATUS[clock.state]
    if clock.state == Clock.State.RUNNING and clock.due_at is not None:
        status = (
            "breached"
            if clock.due_at <= now
            else "due"
            if clock.warn_at and clock.warn_at <= now
            else "running"
        )
    elapsed = sum(
        (part["elapsed"] for part in segments if part["kind"] in ("running", "breached")), timedelta()
    )
    return {
        "label": clock.get_metric_display() if hasattr(clock, "get_metric_display") else clock.metric.title(),
        "status": status, "due": clock.due_at, "now": None if clock.stopped_at else now, "segments": segments,
        "elapsed": elapsed, "target": timedelta(minutes=clock.target_minutes),
        "agreement": f"{agreement}, version {clock.agreement_version}",
        "calendar": f"{clock.calendar.calendar.name}, version {clock.calendar.number} ({clock.calendar.zone})",
    }  # fmt: skip


def _segments(clock: Clock, moments: Sequence[Moment], of: Definition, end: datetime) -> list[dict[str, Any]]:
    if clock.metric == "response":
        stretches = [Span(clock.started_at, end, "waiting for an answer", "open")]
    else:
        stretches = [
            Span(s.start, min(s.end or end, end), s.state, s.category)
            for s in spans(moments)
            if s.start < end
        ]
    service_hours = hours(clock.calendar_id)
    segments: list[dict[str, Any]] = []
    for stretch in stretches:
        finish = stretch.end or end
        why = of.state_by_name[stretch.state].title if stretch.state in of.state_by_name else stretch.state
        if not stretch.is_running:
            segments.append({"kind": "paused", "start": stretch.start, "end": finish, "why": why})
            continue
        at = stretch.start
        for opens, closes in service_hours.open_spans(stretch.start, finish, limit=MOST_SEGMENTS):
            if opens > at:
                segments.append(
                    {"kind": "closed", "start": at, "end": opens, "why": "outside the service hours"}
                )
            segments += _around_due(clock.due_at, opens, closes, why)
            at = closes
        if at < finish:
            segments.append(
                {"kind": "closed", "start": at, "end": finish, "why": "outside the service hours"}
            )
    return segments[:MOST_SEGMENTS] or [
        {"kind": "closed", "start": clock.started_at, "end": end, "why": "not begun"}
    ]


def _around_due(due: datetime | None, opens: datetime, closes: datetime, why: str) -> list[dict[str, Any]]:
    """An open stretch, cut where the target was used up."""
    if due is None or due >= closes:
        return [{"kind": "running", "start": opens, "end": closes, "why": why, "elapsed": closes - opens}]
    if due <= opens:
        return [{"kind": "breached", "start": opens, "end": closes, "why": why, "elapsed": closes - opens}]
    return [
        {"kind": "running", "start": opens, "end": due, "why": why, "elapsed": due - opens},
        {"kind": "breached", "start": due, "end": closes, "why": why, "elapsed": closes - due},
    ]
