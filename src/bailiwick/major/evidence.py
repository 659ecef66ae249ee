"""The rules of clause 8.6.1 on major incidents: what criteria, procedure and the records of a period say."""

from datetime import timedelta
from typing import Any

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from bailiwick.kernel.base import clock
from bailiwick.kernel.evidence.registry import requirement
from bailiwick.kernel.evidence.types import Examination, Fault, Period
from bailiwick.major.incidents import queries
from bailiwick.major.incidents.models import (
    Communication,
    CriterionVersion,
    MajorIncident,
    MajorIncidentCriterion,
    MajorIncidentProcedure,
    MajorIncidentReview,
    Milestone,
    Proposal,
)
from bailiwick.resolution.incidents.models import Incident

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
Majors = QuerySet[MajorIncident]


def _declared(period: Period) -> Majors:
    return MajorIncident.objects.filter(declared_at__gte=period.start, declared_at__lt=period.end).exclude(
        state=MajorIncident.State.WITHDRAWN
    )


def _after(instant: str, amount: str, unit: timedelta) -> Any:
    """An instant and so many units after it."""
    return ExpressionWrapper(F(instant) + F(amount) * unit, output_field=DateTimeField())


@requirement("R8.6.1-07")
def criteria_determined(_period: Period) -> Examination:
    """Every criterion in use says a threshold, and who agreed it for the customers and when; no review is overdue."""
    in_use = MajorIncidentCriterion.objects.filter(retired_at=None)
    now: Any = CriterionVersion.objects.filter(pk=OuterRef("current_id"))
    return Examination(
        in_use,
        (
            Fault("no threshold that records can tell", in_use.filter(Exists(
                now.filter(priority_at_most=None, reports_at_least=None)))),
            Fault("not agreed with the customers", in_use.filter(Exists(
                now.filter(Q(agreed_with="") | Q(agreed_on=None))))),
            Fault("no day of its next review, or that day is past", in_use.filter(Exists(
                now.filter(Q(review_on=None) | Q(review_on__lt=clock.now().date()))))),
        ),
    )  # fmt: skip


@requirement("R8.6.1-08")
def classified(period: Period) -> Examination:
    """Every incident of the period that reaches a criterion in force is a major one, or a reason says why not."""
    opened = Incident.objects.filter(opened_at__gte=period.start, opened_at__lt=period.end)
    criteria = queries.criteria_in_force()
    reaching = queries.reaching(opened.exclude(state="cancelled"), criteria)
    declared = opened.filter(pk__in=MajorIncident.objects.values("incident_id"))
    dismissed = Proposal.objects.filter(state=Proposal.State.DISMISSED).values("incident_id")
    population = Incident.objects.filter(Q(pk__in=reaching.values("pk")) | Q(pk__in=declared.values("pk")))
    return Examination(
        population,
        (
            Fault("reaches a criterion, is no major incident, and nobody said why", Incident.objects.filter(
                pk__in=reaching.values("pk")).exclude(pk__in=declared.values("pk")).exclude(pk__in=dismissed)),
        ),
        {"judged by": ", ".join(str(one) for one in criteria)},
    )  # fmt: skip


@requirement("R8.6.1-09")
def managed_by_procedure(period: Period) -> Examination:
    """A procedure is in force and its review not overdue; every major incident that was closed did its needed steps."""
    newest = queries.procedure_in_force()
    if newest is None:
        return Examination(MajorIncidentProcedure.objects.none())
    declared = _declared(period)
    if not declared.exists():
        own = MajorIncidentProcedure.objects.filter(pk=newest.pk)
        return Examination(own, _procedure_faults(own), {"major incidents in the period": 0})
    undone: Any = RawSQL(
        "exists (select 1 from resolution_majorprocedure p, jsonb_array_elements(p.steps) with ordinality as s(said, n)"
        " where p.id = resolution_majorincident.procedure_id and (s.said ->> 'is_needed')::boolean and not exists ("
        "select 1 from resolution_majormilestone d where d.major_id = resolution_majorincident.id and d.step = s.n"
        " and d.voided_at is null))",
        [],
    )
    is_overdue = newest.review_on < clock.now().date()
    return Examination(
        declared,
        (
            Fault("the procedure was not reviewed in time", declared if is_overdue else declared.none()),
            Fault("the procedure was approved by nobody here", declared.filter(procedure__approved_by="")),
            Fault("over, and not every needed step was done", declared.annotate(undone=undone).filter(
                undone=True, restored_at__isnull=False)),
            Fault("no timeline", declared.filter(~Exists(Milestone.objects.filter(major_id=OuterRef("pk"))))),
        ),
        {"procedure in force": newest.number},
    )  # fmt: skip


def _procedure_faults(own: QuerySet[MajorIncidentProcedure]) -> tuple[Fault, ...]:
    return (
        Fault("not reviewed in time", own.filter(review_on__lt=clock.now().date())),
        Fault("approved by nobody", own.filter(approved_by="")),
    )


@requirement("R8.6.1-10")
def management_informed(period: Period) -> Examination:
    """Top management heard of every major incident within the procedure's limit, and then at its rhythm."""
    limit = _after("declared_at", "procedure__inform_within", MINUTE)
    ripe = _declared(period).annotate(limit=limit)
    ripe = ripe.filter(Q(limit__lte=clock.now()) | Q(management_informed_at__isnull=False))
    return Examination(
        ripe,
        (
            Fault("top management was not informed", ripe.filter(management_informed_at=None)),
            Fault("top management was informed late", ripe.filter(management_informed_at__gt=F("limit"))),
            Fault("an update to top management came late", ripe.filter(_late_update())),
        ),
    )


def _late_update() -> Any:
    """Whether an update to top management was due and the next came later, or none while it ran."""
    told = Communication.objects.filter(major_id=OuterRef("pk"), audience=Communication.Audience.MANAGEMENT)
    heard_again = Communication.objects.filter(
        major_id=OuterRef("major_id"),
        audience=Communication.Audience.MANAGEMENT,
        at__gt=OuterRef("at"),
        at__lte=OuterRef("next_due_at"),
    )
    end = Coalesce("major__restored_at", "major__closed_at", clock.now())
    return Exists(told.annotate(end=end).filter(next_due_at__lt=F("end")).exclude(Exists(heard_again)))


@requirement("R8.6.1-11")
def responsible_person(period: Period) -> Examination:
    """Every major incident has one lead of the staff, named within the limit for informing top management."""
    declared = _declared(period)
    first: Any = Milestone.objects.filter(major_id=OuterRef("pk"), kind="lead")
    in_time = first.filter(at__lte=_of_major("declared_at", "procedure__inform_within"))
    return Examination(
        declared,
        (
            Fault("nobody was named to lead it in time", declared.filter(~Exists(in_time))),
            Fault("still open, and its lead left", declared.filter(
                state__in=queries.OPEN, lead__disabled_at__isnull=False)),
        ),
    )  # fmt: skip


def _of_major(instant: str, amount: str) -> Any:
    limit = F(f"major__{instant}") + F(f"major__{amount}") * MINUTE
    return ExpressionWrapper(limit, output_field=DateTimeField())


@requirement("R8.6.1-12")
def reported_and_reviewed(period: Period) -> Examination:
    """Every major incident restored in the period was reviewed in time and closed with its report."""
    restored = MajorIncident.objects.filter(
        restored_at__gte=period.start, restored_at__lt=period.end
    ).exclude(state=MajorIncident.State.WITHDRAWN)
    ripe = restored.annotate(limit=_after("restored_at", "procedure__review_within_days", DAY))
    ripe = ripe.filter(Q(limit__lte=clock.now()) | Q(state=MajorIncident.State.CLOSED))
    held = MajorIncidentReview.objects.filter(major_id=OuterRef("pk"))
    return Examination(
        ripe,
        (
            Fault("not reviewed", ripe.filter(~Exists(held))),
            Fault("reviewed late", ripe.filter(Exists(held.filter(held_at__gt=OuterRef("limit"))))),
            Fault("a review without causes or improvements", ripe.filter(
                Exists(held.filter(Q(causes="") | Q(improvements=[]))))),
            Fault("no report: it was not closed", ripe.exclude(state=MajorIncident.State.CLOSED)),
        ),
    )  # fmt: skip
