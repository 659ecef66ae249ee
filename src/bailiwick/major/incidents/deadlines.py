"""What is due in a major incident, until when, and when it was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bailiwick.major.incidents.models import Communication, MajorIncident

INFORM = "inform top management"
REVIEW = "hold the review"
UPDATES = {value: f"update {label.lower()}" for value, label in Communication.Audience.choices}


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing that is due; `done_at` is None until it is done."""

    what: str
    due_at: datetime
    done_at: datetime | None = None

    @property
    def is_kept(self) -> bool:
        """Done, and in time."""
        return self.done_at is not None and self.done_at <= self.due_at

    @property
    def label(self) -> str:
        """What is due, as a heading."""
        return self.what[:1].upper() + self.what[1:]


def deadlines(
    major: MajorIncident, last: Mapping[str, Communication], reviewed_at: datetime | None
) -> list[Deadline]:
    """What the procedure asks of it: `last` is the last communication of each audience."""
    procedure = major.procedure
    inform_by = major.declared_at + timedelta(minutes=procedure.inform_within)
    found = [Deadline(INFORM, inform_by, major.management_informed_at)]
    if major.state == MajorIncident.State.RUNNING:
        found += _updates(major, last)
    if major.restored_at is not None and major.state != MajorIncident.State.WITHDRAWN:
        until = major.restored_at + timedelta(days=procedure.review_within_days)
        found.append(Deadline(REVIEW, until, reviewed_at))
    return found


def _updates(major: MajorIncident, last: Mapping[str, Communication]) -> list[Deadline]:
    """When each audience hears again; the first that top management hears is that it was declared."""
    first = major.declared_at + timedelta(minutes=major.procedure.update_every)
    found = []
    for audience, what in UPDATES.items():
        told = last.get(audience)
        if told is not None and told.next_due_at is not None:
            found.append(Deadline(what, told.next_due_at))
        elif told is None and audience != Communication.Audience.MANAGEMENT:
            found.append(Deadline(what, first))
    return found


def nearest(found: list[Deadline]) -> Deadline | None:
    """What is due next, of what is not done."""
    return min((one for one in found if one.done_at is None), key=lambda one: one.due_at, default=None)
