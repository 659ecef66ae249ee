"""Numbers, shares, sizes, durations."""

from datetime import timedelta
from decimal import Decimal

import pytest

from bailiwick.kernel.ui.jinja.numbers import NONE, duration, number, percent, size

NARROW = "\N{NARROW NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


def spaced(text: str) -> str:
    return text.replace(NARROW, " ")


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (1_234_567, None, "1,234,567"),
        (1_234.5, None, "1,234.5"),
        (100, None, "100"),
        (Decimal("2.10"), 2, "2.10"),
        (-3, None, f"{MINUS}3"),
        (None, None, NONE),
        (float("nan"), None, NONE),
    ],
)
def test_number(value: float | None, digits: int | None, expected: str) -> None:
    assert number(value, digits) == expected


def test_percent_takes_a_ratio() -> None:
    assert spaced(percent(0.953)) == "95.3 %"
    assert spaced(percent(1, 0)) == "100 %"


@pytest.mark.parametrize(
    ("octets", "expected"), [(0, "0 B"), (1_023, "1,023 B"), (1_024, "1.0 KiB"), (5 * 1024**2, "5.0 MiB")]
)
def test_size(octets: int, expected: str) -> None:
    assert spaced(size(octets)) == expected


@pytest.mark.parametrize(
    ("seconds", "largest", "expected"),
    [
        (0, "d", "0 min"),
        (45, "d", "45 s"),
        (59.6, "d", "1 min"),
        (3_600, "d", "1 h"),
        (3_900, "d", "1 h 05 min"),
        (86_400, "d", "1 d"),
        (187_200, "d", "2 d 4 h"),
        (187_200, "h", "52 h"),
        (-600, "d", f"{MINUS}10 min"),
    ],
)
def test_duration(seconds: float, largest: str, expected: str) -> None:
    assert spaced(duration(seconds, largest)) == expected


def test_duration_of_a_timedelta_and_of_nothing() -> None:
    assert spaced(duration(timedelta(hours=3, minutes=5))) == "3 h 05 min"
    assert duration(None) == NONE
