"""What the page and the report of a major incident show, put together from its records."""

from dataclasses import dataclass
from typing import Any

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.major.incidents import queries
from bailiwick.major.incidents.deadlines import Deadline, deadlines
from bailiwick.major.incidents.models import (
    Communication,
    MajorIncident,
    MajorIncidentReview,
    Milestone,
)
from bailiwick.resolution.incidents import queries as incidents
from bailiwick.resolution.incidents.models import Incident

STATES = {"running": "open", "restored": "resolved", "closed": "closed", "withdrawn": "closed"}


@dataclass(frozen=True, slots=True)
class Told:
    """Everything about one major incident, read once."""

    deadlines: list[Deadline]
    milestones: list[Milestone]
    communications: list[Communication]
    review: MajorIncidentReview | None
    linked: list[Incident]
    is_seen: bool


def told(actor: Actor, major: MajorIncident) -> Told:
    """Its records (6 queries); `is_seen` says whether the actor may open its incident."""
    said = queries.communications(major)
    review = queries.review(major)
    last: dict[str, Communication] = {}
    for one in said:
        last.setdefault(one.audience, one)
    seen = incidents.visible(actor).in_bulk(
        [major.incident_id, *(one.pk for one in queries.linked_incidents(major))]
    )
    return Told(
        deadlines=deadlines(major, last, review.held_at if review else None),
        milestones=queries.milestones(major),
        communications=said,
        review=review,
        linked=[one for key, one in seen.items() if key != major.incident_id],
        is_seen=major.incident_id in seen,
    )


def badge(deadline: Deadline) -> dict[str, Any]:
    """How a deadline stands, as the clock component shows it."""
    if deadline.done_at is not None:
        return {
            "status": "met" if deadline.is_kept else "breached",
            "text": "In time" if deadline.is_kept else "Late",
        }
    return {"status": "breached" if deadline.due_at <= clock.now() else "running", "due": deadline.due_at}


def steps(major: MajorIncident, milestones: list[Milestone]) -> list[dict[str, Any]]:
    """The procedure's steps with who did each and when; `done` is None until then."""
    done = {one.step: one for one in milestones if one.step is not None and one.voided_at is None}
    return [
        {"number": number, "text": one["text"], "is_needed": one["is_needed"], "done": done.get(number)}
        for number, one in enumerate(major.procedure.steps, 1)
    ]


def timeline(milestones: list[Milestone], story: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Its own milestones and the story of its incident, in the order in which things happened."""
    own = [
        {
            "kind": "event",
            "author": one.by.name if one.by else "",
            "at": one.at,
            "id": f"milestone-{one.pk}",
            "text": one.text if one.kind != "note" else f"noted: {one.text}",
            "note": "Taken back." if one.voided_at else "",
        }
        for one in milestones
    ]
    return sorted([*own, *story], key=lambda entry: entry["at"])
