"""The way to the end: the service is restored, the review is held, the major incident is closed (BR-21)."""

from collections.abc import Sequence
from datetime import datetime

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.work.texts import body, line
from bailiwick.major.incidents import queries
from bailiwick.major.incidents.events import (
    MajorIncidentEnded,
    MajorIncidentRestored,
    MajorIncidentResumed,
)
from bailiwick.major.incidents.models import MajorIncident, MajorIncidentReview, Milestone
from bailiwick.major.incidents.operations.acting import RESTORED, RUNNING, act

MOST_IMPROVEMENTS = 30


def restore_major_incident(
    major: MajorIncident,
    *,
    by: Actor,
    text: str,
    at: datetime | None = None,
    expected_version: int | None = None,
) -> MajorIncident:
    """Say that the service works again; from then on the review is due."""
    how = body(text, "text", needed=True)
    with act(
        "major_incident.restore", major, by=by, within=RUNNING, at=at, expected_version=expected_version
    ) as doing:
        doing.set(state=MajorIncident.State.RESTORED, restored_at=doing.at)
        doing.milestone("restored", f"said that the service works again: {how}")
        doing.op.publish(MajorIncidentRestored(major.pk))
    return doing.major


def resume_major_incident(
    major: MajorIncident, *, by: Actor, reason: str, expected_version: int | None = None
) -> MajorIncident:
    """Take it up again: the service does not work after all."""
    why = body(reason, "reason", needed=True)
    with act(
        "major_incident.resume", major, by=by, within=RESTORED, reason=why, expected_version=expected_version
    ) as doing:
        doing.set(state=MajorIncident.State.RUNNING, restored_at=None)
        doing.milestone("resumed", f"took it up again: {why}")
        doing.op.publish(MajorIncidentResumed(major.pk, why))
    return doing.major


def review_major_incident(
    major: MajorIncident,
    *,
    by: Actor,
    participants: str,
    causes: str,
    helped: str,
    improvements: Sequence[str],
    hindered: str = "",
    held_at: datetime | None = None,
    expected_version: int | None = None,
) -> MajorIncidentReview:
    """Write down what the review found; until the closing it can be corrected by writing it again."""
    values = {
        "participants": body(participants, "participants", needed=True),
        "causes": body(causes, "causes", needed=True),
        "helped": body(helped, "helped", needed=True),
        "hindered": body(hindered, "hindered"),
        "improvements": _improvements(improvements),
    }
    with act(
        "major_incident.review", major, by=by, within=RESTORED, at=held_at, expected_version=expected_version
    ) as doing:
        if held_at is not None and doing.major.restored_at is not None and held_at < doing.major.restored_at:
            raise Invalid({"held_at": "A review is held when the service works again."})
        found = queries.review(doing.major)
        if found is None:
            found = MajorIncidentReview.objects.create(major=major, held_at=doing.at, **values)
            doing.milestone("reviewed", "held the review")
        else:
            for name, value in {**values, "held_at": held_at or found.held_at}.items():
                setattr(found, name, value)
            found.version += 1
            found.save(update_fields=[*values, "held_at", "version"])
    return found


def _improvements(improvements: Sequence[str]) -> list[str]:
    found = [line(one, "improvements", length=500) for one in improvements if one.strip()]
    if not found:
        raise Invalid({"improvements": "At least one; when nothing is to be improved, say so and why."})
    if len(found) > MOST_IMPROVEMENTS:
        raise Invalid({"improvements": f"{len(found)} lines; {MOST_IMPROVEMENTS} are possible."})
    return found


def close_major_incident(
    major: MajorIncident, *, by: Actor, summary: str, expected_version: int | None = None
) -> MajorIncident:
    """Close it: reviewed, top management informed, the incident resolved; the summary opens its report (BR-21)."""
    ending = body(summary, "summary", needed=True)
    with act(
        "major_incident.close", major, by=by, within=RESTORED, expected_version=expected_version
    ) as doing:
        if missing := what_is_missing(doing.major):
            raise Invalid({"": "It cannot be closed yet. " + " ".join(missing)})
        doing.set(state=MajorIncident.State.CLOSED, closed_at=clock.now(), ending=ending)
        doing.milestone("closed", "closed it")
        doing.op.publish(MajorIncidentEnded(major.pk))
    return doing.major


def what_is_missing(major: MajorIncident) -> list[str]:
    """Why a major incident cannot be closed yet, in sentences; empty when nothing is in the way."""
    missing = []
    if queries.review(major) is None:
        missing.append("Its review was not held.")
    if major.management_informed_at is None:
        missing.append("Nothing says that top management was informed.")
    if major.incident.is_live:
        missing.append(f"{major.incident.reference} is not resolved.")
    if open_steps := _steps_left(major):
        missing.append(f"Steps that are needed were not done: {', '.join(map(str, open_steps))}.")
    return missing


def _steps_left(major: MajorIncident) -> list[int]:
    done = set(
        Milestone.objects.filter(major=major, step__isnull=False, voided_at=None).values_list(
            "step", flat=True
        )
    )
    return [
        number
        for number, step in enumerate(major.procedure.steps, 1)
        if step["is_needed"] and number not in done
    ]
