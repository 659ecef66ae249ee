"""Open time as a monotone function of time, computed in chunks of years when first asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate, chain
from operator import itemgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bailiwick.kernel.calendar.instants import MICROSECONDS_PER_DAY
from bailiwick.kernel.calendar.spans import OpenSpans, Span, merged
from bailiwick.kernel.calendar.timetable import Timetable
from bailiwick.kernel.calendar.zones import (
    END_INSTANT,
    END_YEAR,
    FIRST_INSTANT,
    FIRST_YEAR,
    offset_pieces,
    year_of,
    year_start,
)

_YEARS = 4
_LAST_CHUNK = (END_YEAR - 2) // _YEARS
_ANCHOR = (2025 - 1) // _YEARS  # the chunk at whose start totals are zero
_KEPT_CHUNKS = 64


class Chunk:
    """The open spans of four UTC years, with totals counted from an instant fixed for the timeline."""

    __slots__ = ("high", "low", "spans")

    def __init__(self, low: int, high: int, spans: OpenSpans) -> None:
        self.low, self.high, self.spans = low, high, spans


class Timeline:
    """The open time of a timetable in a zone; all instants and amounts are microseconds (UTC).

    The open time of a chunk of years follows from the week alone unless holidays or overrides fall into it,
    so a far instant costs one sum per chunk in between; only the chunks of the instants themselves are laid
    out as spans. Any thread may use a timeline: what a reader sees is replaced, never changed.
    """

    def __init__(self, timetable: Timetable, zone: ZoneInfo) -> None:
        self._timetable, self._zone = timetable, zone
        self._table = _Table(_ANCHOR, [0])
        self._chunks: dict[int, Chunk] = {}
        self._recent: Chunk | None = None
        self._joined = (0, -1, OpenSpans(()))

    def chunk_at(self, instant: int) -> Chunk:
        """The chunk of an instant between FIRST_INSTANT and END_INSTANT."""
        recent = self._recent
        if recent is not None and recent.low <= instant < recent.high:
            return recent
        return self._chunk(_number(instant))

    def total(self, at: int) -> int:
        """The open time before an instant, counted from a fixed one."""
        return self.chunk_at(at).spans.total(at)

    def advanced(self, instant: int, amount: int) -> int:
        """The instant by which an amount of open time, not zero, has passed since; negative: before.

        ValueError when there is not that much open time in the years 1 to 9999.
        """
        spans = self.chunk_at(instant).spans
        total = spans.total(instant) + amount
        if not spans.totals[0] <= total <= spans.totals[-1]:
            if self._timetable.is_never_open:
                raise ValueError("these hours are never open")
            # Open time passes no faster than time itself, so an absurd amount is refused at once.
            if not FIRST_INSTANT <= instant + amount <= END_INSTANT:
                raise ValueError("the resulting instant lies outside the years 1 to 9999")
            spans = self._chunk(self._number_of(total, forward=amount > 0)).spans
        return spans.earliest(total) if amount > 0 else spans.latest(total)

    def joined(self, low: int, high: int) -> OpenSpans:
        """All open spans of the chunks from one instant to another, with the timeline's totals."""
        first, last = _number(low), _number(high)
        known_first, known_last, spans = self._joined
        if not known_first <= first <= last <= known_last:
            chunks = chain.from_iterable(map(self._spans, range(first, last + 1)))
            spans = OpenSpans(merged(chunks), self._table_of(first).before(first))
            self._joined = first, last, spans
        return spans

    def _chunk(self, number: int) -> Chunk:
        chunk = self._chunks.get(number)
        if chunk is None:
            base = self._table_of(number).before(number)
            chunk = Chunk(
                year_start(_first_year(number)),
                year_start(_first_year(number + 1)),
                OpenSpans(self._spans(number), base),
            )
            if len(self._chunks) >= _KEPT_CHUNKS:
                self._chunks = {}
            self._chunks[number] = chunk
        self._recent = chunk
        return chunk

    def _number_of(self, total: int, *, forward: bool) -> int:
        """The chunk in which a total is first reached (forward) or last held (backward)."""
        table = self._table
        while total > table.totals[-1] if forward else total < table.totals[0]:
            if table.end > _LAST_CHUNK if forward else table.first == 0:
                raise ValueError("there is not that much open time in the years 1 to 9999")
            table = self._table_of(table.end if forward else table.first - 1)
        found = bisect_left(table.totals, total) if forward else bisect_right(table.totals, total)
        return table.first + found - 1

    def _table_of(self, number: int) -> _Table:
        """The table with a chunk in it."""
        table = self._table
        # Doubling keeps the work of many small extensions proportional to the chunks covered in the end.
        size = max(table.end - table.first, 1)
        if number >= table.end:
            added = range(table.end, min(max(number + 1, table.end + size), _LAST_CHUNK + 1))
            steps = accumulate(map(self._chunk_total, added), initial=table.totals[-1])
            table = _Table(table.first, [*table.totals[:-1], *steps])
        if number < table.first:
            added = range(max(min(number, table.first - size), 0), table.first)
            amounts = [self._chunk_total(chunk) for chunk in added]
            steps = accumulate(amounts, initial=table.totals[0] - sum(amounts))
            table = _Table(added[0], [*steps, *table.totals[1:]])
        self._table = table
        return table

    def _chunk_total(self, number: int) -> int:
        if self._timetable.is_regular(*_days(number)):
            return sum(
                self._timetable.regular_total(start + offset, end + offset)
                for start, end, offset in self._pieces(number)
            )
        return sum(end - start for start, end in self._spans(number))

    def _spans(self, number: int) -> list[Span]:
        """The open spans of a chunk: wall-clock spans, cut where the offset of the zone changes."""
        wall = self._timetable.wall_spans(*_days(number))
        spans: list[Span] = []
        for start, end, offset in self._pieces(number):
            low, high = start + offset, end + offset
            after = bisect_right(wall, low, key=itemgetter(1))
            until = bisect_left(wall, high, key=itemgetter(0))
            spans += [
                (max(opens, low) - offset, min(closes, high) - offset) for opens, closes in wall[after:until]
            ]
        return merged(spans)

    def _pieces(self, number: int) -> Iterator[tuple[int, int, int]]:
        years = range(_first_year(number), min(_first_year(number + 1), END_YEAR))
        return chain.from_iterable(offset_pieces(self._zone, year) for year in years)


class _Table(NamedTuple):
    """The totals at the start of each chunk from `first` on, and at the end of the last one."""

    first: int
    totals: list[int]

    @property
    def end(self) -> int:
        return self.first + len(self.totals) - 1

    def before(self, number: int) -> int:
        return self.totals[number - self.first]


def _first_year(number: int) -> int:
    return number * _YEARS + FIRST_YEAR


def _number(instant: int) -> int:
    return (year_of(instant) - FIRST_YEAR) // _YEARS


def _days(number: int) -> tuple[int, int]:
    """The dates whose hours may fall into a chunk in any zone, with some to spare."""
    first, end = year_start(_first_year(number)), year_start(_first_year(number + 1))
    return first // MICROSECONDS_PER_DAY - 3, end // MICROSECONDS_PER_DAY + 3
