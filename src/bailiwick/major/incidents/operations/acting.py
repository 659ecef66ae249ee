"""One act in a major incident: the operation, its state, a line in its timeline, and its deadlines read again."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow
from bailiwick.kernel.ledger.operation import Operation, operation
from bailiwick.kernel.work.steps import said
from bailiwick.major.incidents import queries
from bailiwick.major.incidents.deadlines import deadlines, nearest
from bailiwick.major.incidents.models import MajorIncident, Milestone

RUNNING = frozenset({MajorIncident.State.RUNNING})
RESTORED = frozenset({MajorIncident.State.RESTORED})
OPEN = RUNNING | RESTORED


@dataclass(slots=True)
class Act:
    """An act in progress: the locked major incident, when it happens, and what it changes."""

    op: Operation[MajorIncident]
    major: MajorIncident
    at: datetime
    changed: list[str] = field(default_factory=list)

    def set(self, **values: Any) -> None:
        """Change fields; the ledger's entry says from what to what."""
        for name, value in values.items():
            before = getattr(self.major, name)
            if before != value:
                setattr(self.major, name, value)
                self.changed.append(name)
                self.op.facts.setdefault("changes", {})[name] = [said(before), said(value)]

    def milestone(self, kind: str, text: str, *, step: int | None = None) -> Milestone:
        """Write a line into its timeline."""
        return Milestone.objects.create(
            major=self.major, at=self.at, kind=kind, text=text, by_id=self.op.by.person_id, step=step
        )


@contextmanager
def act(
    verb: str,
    major: MajorIncident,
    *,
    by: Actor,
    within: Collection[str] = OPEN,
    at: datetime | None = None,
    reason: str = "",
    expected_version: int | None = None,
) -> Iterator[Act]:
    """Act in a state of `within`; raises NotAllowedNow in another, Invalid for a time before the declaration."""
    with operation(verb, by=by, subject=major, reason=reason, at=at, expected_version=expected_version) as op:
        subject = op.subject
        if subject.state not in within:
            raise NotAllowedNow(verb, subject.get_state_display())
        if at is not None and at < subject.declared_at:
            raise Invalid({"at": "That was before it was declared."})
        doing = Act(op, subject, at or clock.now())
        yield doing
        _save(doing)


def remind(major: MajorIncident) -> dict[str, Any]:
    """What is due next and when, as its cached fields say it; nothing once it is over."""
    if not major.is_open:
        return {"due_at": None, "due_what": ""}
    held = queries.review(major)
    next_ = nearest(deadlines(major, queries.last_of_each(major), held.held_at if held else None))
    return {"due_at": next_.due_at if next_ else None, "due_what": next_.what if next_ else ""}


def _save(doing: Act) -> None:
    major = doing.major
    for name, value in remind(major).items():
        setattr(major, name, value)
    major.version += 1
    major.save(update_fields=[*dict.fromkeys(doing.changed), "due_at", "due_what", "version"])
