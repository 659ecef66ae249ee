"""Prefix sums over open spans: open time before an instant, and the instant of an open time."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

Span = tuple[int, int]


class OpenSpans:
    """Disjoint spans in ascending order, of microseconds on some axis, none empty.

    `opens[i]` is where span i opens; `totals[i]` is the open time before it, `base` before the first, so that
    span i closes at `opens[i] + totals[i + 1] - totals[i]`.
    """

    __slots__ = ("opens", "totals")

    def __init__(self, spans: Sequence[Span], base: int = 0) -> None:
        self.opens = [start for start, _ in spans]
        self.totals = list(accumulate((end - start for start, end in spans), initial=base))

    def total(self, at: int) -> int:
        """The open time before `at`."""
        span = bisect_right(self.opens, at)
        if not span:
            return self.totals[0]
        return min(self.totals[span - 1] + at - self.opens[span - 1], self.totals[span])

    def earliest(self, total: int) -> int:
        """The first place with this open time before it; `base` < total <= the total of all spans."""
        span = bisect_left(self.totals, total) - 1
        return self.opens[span] + total - self.totals[span]

    def latest(self, total: int) -> int:
        """The last place with this open time before it; `base` <= total < the total of all spans."""
        span = bisect_right(self.totals, total) - 1
        return self.opens[span] + total - self.totals[span]

    def between(self, low: int, high: int) -> list[Span]:
        """The parts of the spans that lie between two places."""
        if low >= high:
            return []
        first, until = bisect_right(self.totals, self.total(low)) - 1, bisect_left(self.opens, high)
        opens, totals = self.opens, self.totals
        return [
            (max(opens[span], low), min(opens[span] + totals[span + 1] - totals[span], high))
            for span in range(first, until)
        ]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in ascending order of their starts as disjoint ones: what touches or overlaps becomes one."""
    found: list[Span] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
