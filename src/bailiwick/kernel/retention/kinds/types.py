"""What a kind of record says of itself: which rows are due, which of them a legal hold keeps, and what happens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.retention.models import LABELS


@dataclass(frozen=True, slots=True)
class Taken:
    """What a slice took: rows, and the entries and row changes of the ledger whose content goes with them."""

    rows: int
    events: Sequence[int] = ()
    changes: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record.

    `rows` are those that are not erased yet; `counted` is the column from which the time is counted; `held` says which
    of them belong to people under legal hold; `take` erases rows by their keys, inside the operation.
    """

    name: str
    counted_from: str
    counted: str
    what: str
    rows: Callable[[], QuerySet[Any]]
    held: Callable[[Sequence[Person]], Q]
    take: Callable[[Sequence[int]], Taken]

    @property
    def label(self) -> str:
        """What people call it."""
        return LABELS[self.name]
