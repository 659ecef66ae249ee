"""Typed rows of an incident log, streamed; columns are found by the names in the header, in any order."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple

from bailiwick.kernel.base import clock

from .cells import Counts, Flags, Instants, Ratings
from .columns import COLUMNS, COUNTS, FLAGS, MISSING, POSITION, RATINGS, TIMES
from .malformed import MalformedLog, shown
from .records import read_records

Parser = Callable[[str], object]

FUTURE_TOLERANCE: Final = timedelta(minutes=2)

_counts = itemgetter(*(POSITION[column] for column in COUNTS))
_ratings = itemgetter(*(POSITION[column] for column in RATINGS))
_times = itemgetter(*(POSITION[column] for column in TIMES))
_flags = itemgetter(*(POSITION[column] for column in FLAGS))
_STATE = POSITION["incident_state"]


class LogRow(NamedTuple):
    """One update of one incident: the 36 cells as they stand in the file, and the typed ones once more.

    `line` is that of the file, the header being 1. `occurred_at` is sys_updated_at, else opened_at, else
    sys_created_at. `cells` are in the order of COLUMNS. `odd_times` gives columns whose local time a
    clock change made happen twice or not at all, each with which of the two.
    """

    line: int
    number: str
    state: str
    occurred_at: datetime
    reassignment_count: int | None
    reopen_count: int | None
    sys_mod_count: int | None
    impact: int | None
    urgency: int | None
    priority: int | None
    opened_at: datetime | None
    created_at: datetime | None
    updated_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    cells: tuple[str, ...]
    odd_times: tuple[tuple[str, str], ...] = ()

    def value(self, column: str) -> str | None:
        """The text of a column as it stands in the file, None where it is missing."""
        text = self.cells[POSITION[column]]
        return None if text in MISSING else text


def read_rows(path: Path, zone: tzinfo = UTC) -> Iterator[LogRow]:
    """Each row of the log; its dates are local times of the zone.

    Raises MalformedLog at the first line that is not a row of such a log, so that a caller who wants all or
    nothing reads to the end before keeping anything.
    """
    records = read_records(path)
    _, header = next(records, (1, None))
    if header is None:
        raise MalformedLog(1, COLUMNS[0], "the file is empty")
    in_order = _order_of(header)
    to_row = _row_maker(zone)
    line = 1
    for line, cells in records:
        if len(cells) != len(COLUMNS):
            _refuse_width(line, header, cells)
        yield to_row(line, in_order(cells))
    if line == 1:
        raise MalformedLog(2, header[0], "there is no row below the header")


def _order_of(header: list[str]) -> Callable[[list[str]], tuple[str, ...]]:
    known: set[str] = set()
    for name in header:
        if name not in POSITION or name in known:
            reason = "the column appears twice" if name in known else "an incident log has no such column"
            raise MalformedLog(1, shown(name), reason)
        known.add(name)
    missing = [column for column in COLUMNS if column not in known]
    if missing:
        raise MalformedLog(1, missing[0], f"missing from the header: {', '.join(missing)}")
    return itemgetter(*(header.index(column) for column in COLUMNS))


def _refuse_width(line: int, header: list[str], cells: list[str]) -> None:
    if cells == [""]:
        raise MalformedLog(line, header[0], "the line is empty")
    column = header[len(cells)] if len(cells) < len(header) else str(len(header) + 1)
    raise MalformedLog(line, column, f"the row has {len(cells)} cells instead of {len(COLUMNS)}")


def _row_maker(zone: tzinfo) -> Callable[[int, tuple[str, ...]], LogRow]:
    counts, ratings, instants, flags = Counts(), Ratings(), Instants(zone), Flags()
    latest = clock.now() + FUTURE_TOLERANCE
    parsers: dict[str, Parser] = {
        **dict.fromkeys(COUNTS, counts.__getitem__),
        **dict.fromkeys(RATINGS, ratings.__getitem__),
        **dict.fromkeys(TIMES, instants.__getitem__),
        **dict.fromkeys(FLAGS, flags.__getitem__),
    }

    def to_row(line: int, cells: tuple[str, ...]) -> LogRow:
        try:
            reassigned, reopened, modified = _counts(cells)
            impact, urgency, priority = _ratings(cells)
            opened, created, updated, resolved, closed = _times(cells)
            for flag in _flags(cells):
                flags[flag]
            occurred = instants[updated] or instants[opened] or instants[created]
            if occurred is None:
                raise MalformedLog(
                    line, "sys_updated_at", "the row has no time: not updated, opened or created"
                )
            if occurred > latest:
                reason = f"the time lies in the future of {zone}: {shown(updated)}"
                raise MalformedLog(line, "sys_updated_at", reason)
            if cells[0] in MISSING:
                raise MalformedLog(line, "number", "the row does not say which incident it belongs to")
            return LogRow(
                line,
                cells[0],
                cells[_STATE],
                occurred,
                counts[reassigned],
                counts[reopened],
                counts[modified],
                ratings[impact],
                ratings[urgency],
                ratings[priority],
                instants[opened],
                instants[created],
                instants[updated],
                instants[resolved],
                instants[closed],
                cells,
                _odd_times(instants, cells) if instants.odd else (),
            )
        except ValueError:
            _refuse_cell(line, cells, parsers)
            raise

    return to_row


def _odd_times(instants: Instants, cells: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (column, instants.odd[text])
        for column, text in zip(TIMES, _times(cells), strict=True)
        if text in instants.odd
    )


def _refuse_cell(line: int, cells: tuple[str, ...], parsers: dict[str, Parser]) -> None:
    for column, parse in parsers.items():
        try:
            parse(cells[POSITION[column]])
        except ValueError as error:
            raise MalformedLog(line, column, str(error)) from error
