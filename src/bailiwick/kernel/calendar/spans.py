"""Prefix sums over open spans: open time before an instant, and the instant of an open time."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import sub

Span = tuple[int, int]

# So low a lag that before the first span the limit, not the lag, decides the open time.
_BEFORE_ALL = -(1 << 62)


class OpenSpans:
    """Disjoint spans in ascending order, of microseconds on some axis, none empty.

    `opens[i]` is where span i opens; `totals[i]` is the open time before it, `base` before the first;
    `lags[i + 1]` is how far open time lags behind the axis within span i, which is constant.
    """

    __slots__ = ("lags", "opens", "totals")

    def __init__(self, spans: Sequence[Span], base: int = 0) -> None:
        self.opens = [start for start, _ in spans]
        self.totals = list(accumulate((end - start for start, end in spans), initial=base))
        self.lags: list[int] = [_BEFORE_ALL, *map(sub, self.opens, self.totals)]

    def total(self, at: int) -> int:
        """The open time before `at`."""
        span = bisect_right(self.opens, at)
        return min(at - self.lags[span], self.totals[span])

    def earliest(self, total: int) -> int:
        """The first place with this open time before it; `base` < total <= the total of all spans."""
        return total + self.lags[bisect_left(self.totals, total)]

    def latest(self, total: int) -> int:
        """The last place with this open time before it; `base` <= total < the total of all spans."""
        return total + self.lags[bisect_right(self.totals, total)]

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
