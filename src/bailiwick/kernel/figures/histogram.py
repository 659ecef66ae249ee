"""Classes of durations, each an eighth of a doubling wide, and percentiles read from how many fall into each.

A percentile from classes is off by at most half a class: 4.5 % of its value (2 ** (1/16) - 1), for durations of a
minute and more; what is shorter than a minute is in the first class.
"""

import math
from collections.abc import Mapping

PER_DOUBLING = 8
SHORTEST = 60.0
ERROR_PERCENT = 4.5
# The same class in SQL, of an expression in seconds.
CLASS_SQL = "floor(8 * ln(greatest({0}, 60) / 60.0) / ln(2.0) + 1e-9)::integer"


def class_of(seconds: float) -> int:
    """The class of a duration."""
    return math.floor(PER_DOUBLING * math.log2(max(seconds, SHORTEST) / SHORTEST) + 1e-9)


def middle(number: int) -> float:
    """The duration in seconds that stands for a class: its geometric middle."""
    return float(SHORTEST * 2 ** ((number + 0.5) / PER_DOUBLING))


def percentile(counts: Mapping[int, int], share: float) -> float | None:
    """The duration in seconds that a share (0 to 1) of those counted does not exceed; None without any."""
    total = sum(counts.values())
    if not total:
        return None
    wanted, seen = max(1, math.ceil(share * total)), 0
    for number in sorted(counts):
        seen += counts[number]
        if seen >= wanted:
            return middle(number)
    return None
