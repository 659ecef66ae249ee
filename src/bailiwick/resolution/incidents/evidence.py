"""The rules of clause 8.6.1: what the incidents of a period say about its requirements.

Major incidents (R8.6.1-07 to -12) are judged by the rules of their own room.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from bailiwick.kernel.base import clock
from bailiwick.kernel.evidence.registry import requirement
from bailiwick.kernel.evidence.types import Examination, Fault, Period
from bailiwick.kernel.work.models import Clock
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.incidents.rules import notes_of_work

GRACE = timedelta(days=14)
Incidents = QuerySet[Incident]


def _opened(period: Period) -> Incidents:
    return Incident.objects.filter(opened_at__gte=period.start, opened_at__lt=period.end).exclude(
        state="cancelled"
    )


def _closed(period: Period) -> Incidents:
    return Incident.objects.filter(
        closed_at__gte=period.start, closed_at__lt=period.end, category="closed"
    ).exclude(state="cancelled")


@requirement("R8.6.1-01")
def recorded_and_classified(period: Period) -> Examination:
    """Every incident opened in the period names service, classification, reporter and channel."""
    opened = _opened(period)
    return Examination(
        opened,
        (
            Fault("no service", opened.filter(service_id__isnull=True)),
            Fault("no classification", opened.filter(classification__isnull=True)),
            Fault("no reporter", opened.filter(reporter__isnull=True)),
            Fault("no channel", opened.filter(channel="")),
        ),
        {"monitoring": "No monitoring source is connected, so alerts without an incident cannot be counted."},
    )


@requirement("R8.6.1-02")
def prioritized_by_impact_and_urgency(period: Period) -> Examination:
    """Every incident opened in the period has impact, urgency and the matrix's priority, or a reason for another."""
    opened = _opened(period)
    by_matrix: Any = RawSQL(
        "(select (m.cells ->> (resolution_incident.impact::text || resolution_incident.urgency::text))::integer "
        "from resolution_prioritymatrix m where m.id = resolution_incident.matrix_id)",
        [],
    )
    judged = opened.annotate(by_matrix=by_matrix)
    return Examination(
        opened,
        (
            Fault("no impact, urgency or priority", opened.filter(
                Q(impact__isnull=True) | Q(urgency__isnull=True) | Q(priority__isnull=True))),
            Fault("another priority than the matrix gives, without a reason", judged.filter(
                ~Q(priority=F("by_matrix")), override_reason="", priority__isnull=False)),
        ),
        {"overridden with a reason": opened.exclude(override_reason="").count()},
    )  # fmt: skip


@requirement("R8.6.1-03")
def escalated_when_needed(period: Period) -> Examination:
    """Every incident whose target was at risk or missed in the period was escalated."""
    at_risk = Clock.objects.filter(item_id=OuterRef("pk")).filter(
        Q(warned_at__gte=period.start, warned_at__lt=period.end)
        | Q(breached_at__gte=period.start, breached_at__lt=period.end)
    )
    threatened = Incident.objects.filter(Exists(at_risk))
    return Examination(
        threatened,
        (Fault("past its target or close to it, and not escalated", threatened.filter(escalation_count=0)),),
    )


@requirement("R8.6.1-04")
def resolved(period: Period) -> Examination:
    """Every incident closed in the period says how and when it was resolved; what is late is acted upon."""
    closed = _closed(period)
    late = Incident.objects.filter(is_live=True, is_breached=True, opened_at__lt=period.end)
    acted = notes_of_work(OuterRef("reporter_id")).filter(item_id=OuterRef("pk"))
    population = Incident.objects.filter(Q(pk__in=closed.values("pk")) | Q(pk__in=late.values("pk")))
    return Examination(
        population,
        (
            Fault("closed without a resolution", closed.filter(resolution="")),
            Fault("closed without the time of resolution", closed.filter(resolved_at__isnull=True)),
            Fault("open past its target, without action or escalation", late.filter(
                ~Exists(acted), escalation_count=0)),
        ),
    )  # fmt: skip


@requirement("R8.6.1-05", version=2)
def closed(period: Period) -> Examination:
    """Every incident resolved in the period, and longer ago than the grace, is closed with a code and for a reason."""
    ripe = Incident.objects.filter(
        resolved_at__gte=period.start, resolved_at__lt=min(period.end, clock.now() - GRACE)
    ).exclude(state="cancelled")
    done = ripe.filter(category="closed")
    return Examination(
        ripe,
        (
            Fault("resolved and not closed", ripe.exclude(category="closed")),
            Fault("closed without a closure code", done.filter(closure_code="")),
            Fault("closed without confirmation or time-out", done.filter(
                user_confirmed_at__isnull=True, closed_by_timeout=False)),
        ),
        {"grace in days": GRACE.days},
    )  # fmt: skip


@requirement("R8.6.1-06")
def updated_with_actions(period: Period) -> Examination:
    """Every incident closed in the period holds a note of work between its opening and its resolution."""
    done = _closed(period)
    noted = notes_of_work(OuterRef("reporter_id")).filter(
        item_id=OuterRef("pk"), at__gte=OuterRef("opened_at"), at__lte=OuterRef("resolved_at")
    )
    return Examination(done, (Fault("no note of what was done", done.filter(~Exists(noted))),))
