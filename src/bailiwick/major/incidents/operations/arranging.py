"""Arrange major incidents: the criteria agreed with the customers, and the procedure."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, Stale
from bailiwick.kernel.identity.fields import unique
from bailiwick.kernel.ledger import races
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work.texts import body, line
from bailiwick.major.incidents import queries, shipped
from bailiwick.major.incidents.models import (
    CriterionVersion,
    MajorIncidentCriterion,
    MajorIncidentProcedure,
)
from bailiwick.portfolio.services.models import Service

NAME = ("resolution_majorcriterion_name", "name", "There is such a criterion already.")
MOST_STEPS, LONGEST = 60, 10_000
YEAR = timedelta(days=365)


def set_up_major_incidents(*, by: Actor) -> None:
    """Give a new organization the shipped procedure, and criteria that are still to be agreed."""
    publish_procedure(
        by=by,
        text=shipped.TEXT,
        steps=shipped.STEPS,
        inform_within=shipped.INFORM_WITHIN,
        update_every=shipped.UPDATE_EVERY,
        review_within_days=shipped.REVIEW_WITHIN_DAYS,
        approved_by="",
        review_on=clock.now().date() + YEAR,
    )
    for criterion in shipped.CRITERIA:
        add_criterion(by=by, **criterion)


def add_criterion(name: str, *, by: Actor, **says: Any) -> MajorIncidentCriterion:
    """Add what makes an incident a major one; what it `says` are the fields of `revise_criterion`."""
    called, values = line(name, "name"), _checked(**says)
    with operation("major_criterion.add", by=by) as op:
        if MajorIncidentCriterion.objects.filter(name=called).exists():
            raise Invalid({NAME[1]: NAME[2]})
        with unique(*NAME):
            criterion = MajorIncidentCriterion.objects.create(name=called)
        _put_in_force(criterion, values)
        op.about(criterion)
    return criterion


def revise_criterion(
    criterion: MajorIncidentCriterion,
    *,
    by: Actor,
    name: str,
    expected_version: int | None = None,
    **says: Any,
) -> MajorIncidentCriterion:
    """Put a new version of a criterion in force; what was judged by the one before keeps it.

    It `says`: text, priority_at_most, reports_at_least, service, agreed_with, agreed_on, review_on.
    """
    called, values = line(name, "name"), _checked(**says)
    with operation(
        "major_criterion.revise", by=by, subject=criterion, expected_version=expected_version
    ) as op:
        criterion = op.subject
        if criterion.retired_at is not None:
            raise Invalid({"": "The criterion is retired."})
        criterion.name = called
        criterion.version += 1
        with unique(*NAME):
            criterion.save(update_fields=["name", "version"])
        _put_in_force(criterion, values)
    return criterion


def retire_criterion(criterion: MajorIncidentCriterion, *, by: Actor, reason: str) -> MajorIncidentCriterion:
    """Judge no more by a criterion."""
    with operation("major_criterion.retire", by=by, subject=criterion, reason=line(reason, "reason")) as op:
        criterion = op.subject
        if criterion.retired_at is not None:
            raise Invalid({"": "The criterion is retired already."})
        criterion.retired_at = clock.now()
        criterion.version += 1
        criterion.save(update_fields=["retired_at", "version"])
    return criterion


def _put_in_force(criterion: MajorIncidentCriterion, values: dict[str, Any]) -> None:
    newest = queries.versions(criterion).first()
    number = newest.number + 1 if newest else 1
    criterion.current = CriterionVersion.objects.create(criterion=criterion, number=number, **values)
    criterion.save(update_fields=["current"])


def _checked(
    *,
    text: str,
    priority_at_most: int | None = None,
    reports_at_least: int | None = None,
    service: Service | None = None,
    agreed_with: str = "",
    agreed_on: date | None = None,
    review_on: date | None = None,
) -> dict[str, Any]:
    wrong = {}
    if priority_at_most is not None and priority_at_most not in range(1, 6):
        wrong["priority_at_most"] = "From 1 to 5."
    if reports_at_least is not None and not 2 <= reports_at_least <= LONGEST:
        wrong["reports_at_least"] = f"From 2 to {LONGEST:,}."
    if bool(agreed_with.strip()) != (agreed_on is not None):
        wrong["agreed_on"] = "Who agreed and when belong together."
    if agreed_on is not None and agreed_on > clock.now().date() + timedelta(days=1):
        wrong["agreed_on"] = "This lies in the future."
    if wrong:
        raise Invalid(wrong)
    return {
        "text": body(text, "text", needed=True),
        "priority_at_most": priority_at_most,
        "reports_at_least": reports_at_least,
        "service_id": service.pk if service else None,
        "agreed_with": line(agreed_with, "agreed_with", needed=False),
        "agreed_on": agreed_on,
        "review_on": review_on,
    }


def publish_procedure(
    *,
    by: Actor,
    text: str,
    steps: Sequence[dict[str, Any]],
    inform_within: int,
    update_every: int,
    review_within_days: int,
    approved_by: str,
    review_on: date,
    expected_number: int | None = None,
) -> MajorIncidentProcedure:
    """Put a version of the procedure in force; a major incident keeps the one it was declared under.

    One that nobody approved (the shipped one) can be followed, but is no evidence of a procedure of one's own.

    Raises Stale when the newest is not `expected_number`, or somebody published at the same moment.
    """
    limits = {
        "inform_within": inform_within,
        "update_every": update_every,
        "review_within_days": review_within_days,
    }
    values = {
        "text": body(text, "text", needed=True),
        "steps": _steps(steps),
        "approved_by": line(approved_by, "approved_by", needed=False),
        "review_on": review_on,
        **_limits(limits),
    }
    with operation("major_procedure.publish", by=by) as op:
        last = queries.procedure_in_force()
        newest = last.number if last else 0
        if expected_number is not None and newest != expected_number:
            raise _overtaken(expected_number, newest)
        with races.lost_to("resolution_majorprocedure_number", _overtaken(newest, newest + 1)):
            made = MajorIncidentProcedure.objects.create(number=newest + 1, **values)
        op.about(made)
    return made


def _overtaken(expected: int, actual: int) -> Stale:
    text = f"Somebody else published the procedure meanwhile: version {actual}."
    return Stale(text, expected=expected, actual=actual)


def _limits(limits: dict[str, int]) -> dict[str, int]:
    wrong = {name: f"From 1 to {LONGEST:,}." for name, value in limits.items() if not 1 <= value <= LONGEST}
    if wrong:
        raise Invalid(wrong)
    return limits


def _steps(steps: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    found = [
        {"text": line(one["text"], "steps", length=500), "is_needed": bool(one["is_needed"])} for one in steps
    ]
    if not found or not any(one["is_needed"] for one in found):
        raise Invalid({"steps": "At least one step that is needed."})
    if len(found) > MOST_STEPS:
        raise Invalid({"steps": f"{len(found)} steps; {MOST_STEPS} are possible."})
    return found
