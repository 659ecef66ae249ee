"""Prints how many deadlines a second the calendar computes, one by one and in a batch.

Run `python bench/calendar_rates.py` from the root of the project; each line is one round. Rates are
per second of processor time, so that other work on the machine disturbs them less.
"""

import random
import statistics
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from time import perf_counter, process_time
from zoneinfo import ZoneInfo

from bailiwick.kernel.calendar.batch import add_many, between_many
from bailiwick.kernel.calendar.hours import ServiceHours
from bailiwick.kernel.calendar.instants import to_instant, to_microseconds

ROUNDS, SINGLE, BATCH = 5, 100_000, 500_000
WORKING_DAYS = ("mon", "tue", "wed", "thu", "fri")


def office_hours() -> ServiceHours:
    """Two intervals a working day in Berlin, four holidays a year."""
    days = ((1, 1), (5, 1), (12, 25), (12, 26))
    holidays = [date(year, month, day) for year in range(2020, 2031) for month, day in days]
    week = {day: [("09:00", "12:30"), ("13:15", "17:30")] for day in WORKING_DAYS}
    return ServiceHours("Europe/Berlin", week, holidays)


def main() -> None:
    """Measure construction, the first answer and the rates; print each round and the medians."""
    random.seed(20000)
    began = perf_counter()
    hours = office_hours()
    constructed = perf_counter() - began
    hours.add(datetime(2025, 3, 28, 16, tzinfo=UTC), timedelta(hours=20))
    print(
        f"construct {constructed * 1e3:.2f} ms, with the first answer {(perf_counter() - began) * 1e3:.2f} ms"
    )
    first = datetime(2024, 1, 1, tzinfo=UTC)
    starts = [first + timedelta(seconds=random.randrange(3 * 365 * 86_400)) for _ in range(BATCH)]  # noqa: S311
    amounts = [timedelta(minutes=random.randrange(1, 10_000)) for _ in range(BATCH)]  # noqa: S311
    local = [start.astimezone(ZoneInfo("Europe/Berlin")) for start in starts[:SINGLE]]
    instants, steps = [to_instant(start) for start in starts], [to_microseconds(step) for step in amounts]
    rounds = []
    for _ in range(ROUNDS):
        began, spent = perf_counter(), process_time()
        single = rate(
            SINGLE, lambda: [hours.add(*pair) for pair in zip(starts[:SINGLE], amounts, strict=False)]
        )
        zoned = rate(SINGLE, lambda: [hours.add(*pair) for pair in zip(local, amounts, strict=False)])
        batch = rate(BATCH, lambda: add_many(hours, instants, steps))
        elapsed = rate(BATCH - 1, lambda: between_many(hours, instants[1:], instants[:-1]))
        share = (process_time() - spent) / (perf_counter() - began)
        rounds.append((single, zoned, batch, elapsed, batch / single, share))
        print(line(rounds[-1]))
    print("median  " + line([statistics.median(column) for column in zip(*rounds, strict=True)]))


def rate(count: int, work: Callable[[], object]) -> float:
    """Items per second of processor time of one run."""
    began = process_time()
    work()
    return count / (process_time() - began)


def line(rates: Sequence[float]) -> str:
    """One round in words; on an idle machine the share of a core is 100 %."""
    single, zoned, batch, elapsed, ratio, share = rates
    return (
        f"single add {single:,.0f}/s (in a zone {zoned:,.0f}/s), batch add {batch:,.0f}/s, "
        f"batch between {elapsed:,.0f}/s, batch/single {ratio:.1f}, got {share:.0%} of a core"
    )


if __name__ == "__main__":
    main()
