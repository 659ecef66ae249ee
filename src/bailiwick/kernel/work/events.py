"""What happens to work items of any kind, for whoever wants to know."""

from dataclasses import dataclass

from bailiwick.kernel.ledger.events import event


@event
@dataclass(frozen=True, slots=True)
class ItemMerged:
    """An item goes on in another one."""

    kind: str
    item_id: int
    into_id: int


@event
@dataclass(frozen=True, slots=True)
class TaskGiven:
    """Somebody, or a team, has a task to do."""

    kind: str
    item_id: int
    task_id: int
