"""The columns that a list can show: the reader chooses, saved views and exports keep the choice."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bailiwick.kernel.jobs.exporting.declaration import Column

PARAMETER = "columns"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: `reads` are the fields its rows need, `shown` makes its value of a row (its own field without).

    `kind`, `sort` and `phone` are the table component's. In a file it holds what `cell` makes of the row, or the value,
    as `file_kind`.
    """

    key: str
    label: str
    kind: str = "text"
    sort: str = ""
    phone: str = ""
    reads: tuple[str, ...] = ()
    shown: Callable[[Any, Any], Any] | None = None
    cell: Callable[[Any, Any], Any] | None = None
    file_kind: str = "text"
    is_usual: bool = False
    is_internal: bool = False

    def heading(self) -> dict[str, Any]:
        """As the table component takes it."""
        found = {"key": self.key, "label": self.label, "kind": self.kind, "sort": self.sort}
        return {**found, "phone": self.phone} if self.phone else found

    def in_file(self) -> Column:
        """As a file has it."""
        return Column(self.label, self.file_kind)

    def value(self, row: Any, showing: Any) -> Any:
        """What a file's cell holds."""
        if self.cell is not None:
            return self.cell(row, showing)
        return self.shown(row, showing) if self.shown is not None else row[self.key]


def chosen(columns: Sequence[ListColumn], asked: Iterable[str], *, always: str) -> tuple[ListColumn, ...]:
    """The columns that were asked for, in that order, and the one that is always there; the usual ones for nothing."""
    known = {column.key: column for column in columns}
    found = [known[key] for key in dict.fromkeys(asked) if key in known]
    if not found:
        return tuple(column for column in columns if column.is_usual)
    return tuple(found) if known[always] in found else (known[always], *found)
