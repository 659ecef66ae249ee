"""Batches of service hours give what the single questions give."""

from array import array
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailiwick.kernel.calendar.batch import add_many, between_many
from bailiwick.kernel.calendar.hours import ServiceHours
from bailiwick.kernel.calendar.instants import to_instant

OFFICE = ServiceHours(
    "Europe/Berlin",
    {day: [("09:00", "12:30"), ("13:15", "17:30")] for day in ("mon", "tue", "wed", "thu", "fri")},
    [date(2025, 12, 25)],
)
DAY = 86_400_000_000
START = to_instant(datetime(2025, 1, 1, tzinfo=UTC))

INSTANTS = st.integers(START - 400 * DAY, START + 400 * DAY)
FAR_INSTANTS = st.integers(START - 150_000 * DAY, START + 2_000_000 * DAY)
AMOUNTS = st.one_of(st.just(0), st.integers(-30 * DAY, 30 * DAY), st.integers(1, 30 * DAY))


def added(pairs: list[tuple[int, int]]) -> list[int]:
    return [OFFICE.timeline.advanced(at, amount) if amount else at for at, amount in pairs]


@given(st.lists(st.tuples(INSTANTS, AMOUNTS)))
def test_add_many_is_add_for_each(pairs: list[tuple[int, int]]) -> None:
    starts, amounts = [at for at, _ in pairs], [amount for _, amount in pairs]
    assert list(add_many(OFFICE, starts, amounts)) == added(pairs)


@given(st.lists(INSTANTS), st.integers(1, 30 * DAY))
def test_one_amount_serves_all(starts: list[int], amount: int) -> None:
    assert list(add_many(OFFICE, array("q", starts), amount)) == added([(at, amount) for at in starts])


@given(st.lists(st.tuples(FAR_INSTANTS, FAR_INSTANTS, AMOUNTS), max_size=4))
def test_instants_centuries_apart_are_no_different(items: list[tuple[int, int, int]]) -> None:
    starts, ends = [item[0] for item in items], [item[1] for item in items]
    total = OFFICE.timeline.total
    assert list(between_many(OFFICE, starts, ends)) == [total(end) - total(at) for at, end, _ in items]
    assert list(add_many(OFFICE, starts, [item[2] for item in items])) == added([(a, c) for a, _, c in items])


@given(st.lists(st.tuples(INSTANTS, INSTANTS)))
def test_between_many_is_between_for_each(pairs: list[tuple[int, int]]) -> None:
    found = between_many(OFFICE, [at for at, _ in pairs], [end for _, end in pairs])
    assert list(found) == [OFFICE.timeline.total(end) - OFFICE.timeline.total(at) for at, end in pairs]


def test_extremes_that_no_item_has_do_not_refuse_the_batch() -> None:
    end = to_instant(datetime(9999, 12, 31, 23, tzinfo=UTC))
    starts, amounts = [end, START], [-DAY, 900 * DAY]
    assert list(add_many(OFFICE, starts, amounts)) == added(list(zip(starts, amounts, strict=True)))


@pytest.mark.parametrize(
    ("starts", "amounts", "message"),
    [
        ([START], [1, 2], "1 starts but 2 amounts"),
        ([START, START], [1], "2 starts but 1 amounts"),
        ([1.5], [1], "starts must be 64-bit integers"),
        ([START], ["1"], "amounts must be 64-bit integers"),
        ([2**64], [1], "starts must be 64-bit integers"),
        ([START], 2**64, "amounts must be 64-bit integers"),
        (None, [1], "starts must be 64-bit integers"),
        ([2**62], [1], "starts must be instants of the years 1 to 9999"),
        ([-(2**62)], [1], "starts must be instants of the years 1 to 9999"),
        ([START], [2**60], "outside the years 1 to 9999"),
    ],
)
def test_bad_batches_are_refused(starts: Any, amounts: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        add_many(OFFICE, starts, amounts)


@pytest.mark.parametrize(
    ("starts", "ends", "message"),
    [
        ([START], [], "1 starts but 0 ends"),
        ([START], [None], "ends must be 64-bit integers"),
        ([START], [2**62], "ends must be instants of the years 1 to 9999"),
    ],
)
def test_bad_pairs_are_refused(starts: Any, ends: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        between_many(OFFICE, starts, ends)
