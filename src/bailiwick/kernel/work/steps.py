"""One step of a work item: the operation, the process's consent, the changed fields, the move, the clocks."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db.models import ForeignKey

from bailiwick.kernel.base import clock as time
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.ledger.operation import Operation, operation
from bailiwick.kernel.ledger.writing import Changed, write
from bailiwick.kernel.process import interpreter
from bailiwick.kernel.process.definitions import definition
from bailiwick.kernel.process.types import Definition
from bailiwick.kernel.work import clocks
from bailiwick.kernel.work.models import Transition, WorkItem
from bailiwick.kernel.work.types import ClockTerms

W = TypeVar("W", bound=WorkItem)
Facts = Mapping[str, object]

BACKDATED_AFTER = timedelta(minutes=5)


@dataclass(slots=True)
class Act(Generic[W]):
    """A step in progress: the locked item, where the step leads, what it changes, and other terms for its clocks."""

    op: Operation[W]
    item: W
    definition: Definition
    to: str
    at: datetime
    changed: list[str] = field(default_factory=list)
    needs_clocks: bool = False
    terms: Iterable[ClockTerms] | None = None

    def set(self, **values: Any) -> None:
        """Change fields of the item; the ledger's entry says from what to what."""
        for name, value in values.items():
            before = getattr(self.item, name)
            if before == value:
                continue
            setattr(self.item, name, value)
            self.changed.append(name)
            self.op.facts.setdefault("changes", {})[name] = [said(before), said(value)]


def said(value: Any) -> Any:
    """A field's value as the ledger keeps it: numbers, texts and times as they are, records by their name."""
    if isinstance(value, datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, (str, int, float, bool, dict, list)) else str(value)


def roles_of(actor: Actor, item: WorkItem | None, of: Definition) -> frozenset[str]:
    """The roles in which somebody acts on an item; who may everything acts in every role of the process."""
    roles = set(actor.roles)
    if actor.may("*"):
        roles.update(role.code for role in of.roles)
    if item is not None and actor.person_id is not None:
        if item.reporter_id == actor.person_id:
            roles.add("reporter")
        if item.assignee_id == actor.person_id:
            roles.add("assignee")
    return frozenset(roles)


@contextmanager
def act(
    verb: str,
    item: W,
    *,
    by: Actor,
    facts: Callable[[W], Facts],
    to: str | None = None,
    reason: str = "",
    at: datetime | None = None,
    expected_version: int | None = None,
) -> Iterator[Act[W]]:
    """Take a step: everything that the block sets is saved with the move, in one transaction.

    Raises what `operation` raises, and NotAllowedNow, Refused or Invalid when the process says no.
    """
    if at is not None and not reason and at < time.now() - BACKDATED_AFTER:
        raise Invalid({"reason": "Say why this is entered later than it happened."})
    with operation(verb, by=by, subject=item, reason=reason, at=at, expected_version=expected_version) as op:
        subject = op.subject
        _bring_along(subject, item)
        rules = definition(subject.process_id)
        step = interpreter.step(
            rules, subject.state, verb, roles=roles_of(by, subject, rules), facts=facts(subject), to=to
        )
        doing = Act(op, subject, rules, step.to, at or max(time.now(), subject.updated_at))
        yield doing
        _save(doing, _moved(doing, verb, by, reason))


def _bring_along(fresh: WorkItem, item: WorkItem) -> None:
    """The records that the item came with and still refers to need no second reading."""
    for key in fresh._meta.concrete_fields:
        if not isinstance(key, ForeignKey) or key in fresh._meta.parents.values():
            continue
        if key.is_cached(item) and getattr(fresh, key.attname) == getattr(item, key.attname):
            key.set_cached_value(fresh, key.get_cached_value(item))


def beginning(item: WorkItem, verb: str, *, by: Actor) -> Transition:
    """The first transition of a new item, into the state it begins in; not saved."""
    return Transition(
        item_id=item.pk,
        at=item.opened_at,
        verb=verb,
        to_state=item.state,
        to_category=item.category,
        by_id=by.person_id,
    )


def _moved(doing: Act[W], verb: str, by: Actor, reason: str) -> list[Transition]:
    """The move that the step makes, if it leads to another state; not saved."""
    item = doing.item
    if doing.to == item.state:
        return []
    before, category = item.state, doing.definition.state_by_name[doing.to].category.value
    move = Transition(
        item_id=item.pk,
        at=doing.at,
        verb=verb,
        from_state=before,
        to_state=doing.to,
        to_category=category,
        by_id=by.person_id,
        reason=reason,
    )
    doing.op.facts["state"] = [before, doing.to]
    doing.needs_clocks = doing.needs_clocks or category != item.category
    item.state, item.category = doing.to, category
    doing.changed += ["state", "category"]
    return [move]


def _save(doing: Act[W], moves: list[Transition]) -> None:
    """Write the item, its move and its clocks, in one statement."""
    item, read = doing.item, clocks.Read([], [])
    if doing.terms is not None or doing.needs_clocks or "responded_at" in doing.changed:
        read = clocks.read_again(item, moves, doing.terms)
        doing.changed += ["due_at", "is_breached"]
    if doing.changed:
        item.version += 1
        doing.changed.append("version")
    item.updated_at = max(doing.at, item.updated_at)
    changed = Changed(item, (*doing.changed, "updated_at"))
    write(new=[*moves, *read.new], changed=[changed, *(Changed(one, clocks.READ) for one in read.changed)])
