"""Note time spent on work items, and correct it."""

from datetime import date, timedelta

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, Refused, Stale
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work.effort.queries import words
from bailiwick.kernel.work.models import Task, TimeEntry, WorkItem
from bailiwick.kernel.work.texts import line

MOST_MINUTES = 24 * 60
OLDEST = timedelta(days=366)


def record_time(
    item: WorkItem,
    *,
    by: Actor,
    minutes: int,
    spent_on: date | None = None,
    note: str = "",
    task: Task | None = None,
    person: Person | None = None,
) -> TimeEntry:
    """Note so many minutes on a day; somebody else's time only with every right on time."""
    told = line(note, "note", needed=False)
    with operation("time.record", by=by, subject=item) as op:
        whose = person.pk if person else by.person_id
        if whose is None:
            raise Invalid({"person": "Name whose time it is."})
        _own(by, whose)
        if task is not None and task.item_id != item.pk:
            raise Invalid({"task": "That task belongs to another item."})
        entry = TimeEntry.objects.create(
            item_id=item.pk, person_id=whose, minutes=_checked(minutes), spent_on=_day(spent_on), note=told, task=task
        )  # fmt: skip
        op.facts |= {"time": entry.pk, "minutes": minutes, "said": f"spent {words(minutes)}" + _on(told)}
    return entry


def correct_time(
    item: WorkItem,
    entry: TimeEntry,
    *,
    by: Actor,
    reason: str,
    minutes: int,
    spent_on: date | None = None,
    note: str | None = None,
    expected_version: int | None = None,
) -> TimeEntry:
    """Correct an entry, with a reason; 0 minutes void it."""
    with operation("time.correct", by=by, subject=item, reason=line(reason, "reason")) as op:
        found = _locked(item, entry, by, expected_version)
        before = found.minutes
        if minutes == 0:
            found.voided_at = clock.now()
        else:
            found.minutes = _checked(minutes)
            found.spent_on = _day(spent_on) if spent_on else found.spent_on
            found.note = line(note, "note", needed=False) if note is not None else found.note
        found.version += 1
        found.save(update_fields=["voided_at", "minutes", "spent_on", "note", "version"])
        op.facts |= {
            "time": found.pk,
            "minutes": [before, minutes],
            "said": f"corrected the time spent from {words(before)} to {words(minutes)}",
        }
    return found


def _locked(item: WorkItem, entry: TimeEntry, by: Actor, expected_version: int | None) -> TimeEntry:
    found = TimeEntry.objects.select_for_update(of=("self",)).filter(pk=entry.pk, item_id=item.pk).first()
    if found is None or found.voided_at is not None:
        raise Invalid({"": "There is no such entry here."})
    if expected_version is not None and found.version != expected_version:
        raise Stale("The entry was changed meanwhile.", expected=expected_version, actual=found.version)
    _own(by, found.person_id)
    return found


def _own(by: Actor, whose: int) -> None:
    if whose != by.person_id and not by.may("time.correct_all"):
        raise Refused("That is somebody else's time.")


def _checked(minutes: int) -> int:
    if not 1 <= minutes <= MOST_MINUTES:
        raise Invalid({"minutes": "Between one minute and a day."})
    return minutes


def _day(spent_on: date | None) -> date:
    today = clock.now().date()
    day = spent_on or today
    if not today - OLDEST <= day <= today + timedelta(days=1):
        raise Invalid({"spent_on": "A day of the last year."})
    return day


def _on(note: str) -> str:
    return f": {note}" if note else ""
