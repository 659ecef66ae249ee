"""Results recorded from the test suites of two public libraries (cases/README.md)."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bailiwick.kernel.calendar.hours import ServiceHours

Case = dict[str, Any]

CASES: list[Case] = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "business_time.jsonl").read_text().splitlines()
]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def hours_of(case: Case) -> ServiceHours:
    holidays = [date.fromisoformat(day) for day in case["holidays"]]
    overrides = {date.fromisoformat(day): hours for day, hours in case.get("shifts", {}).items()}
    for day, breaks in case.get("breaks", {}).items():
        on = date.fromisoformat(day)
        weekly = [] if on in holidays else case["weekly"].get(DAYS[on.weekday()], [])
        overrides[on] = without(overrides.get(on, weekly), breaks)
    return ServiceHours(case["timezone"], case["weekly"], holidays, overrides=overrides)


def without(hours: list[list[str]], breaks: list[list[str]]) -> list[list[str]]:
    for begin, end in breaks:
        hours = [
            part
            for start, close in hours
            for part in ([start, min(close, begin)], [max(start, end), close])
            if part[0] < part[1]
        ]
    return hours


def answer(case: Case) -> object:
    hours, start = hours_of(case), datetime.fromisoformat(case["start"])
    match case["op"]:
        case "add":
            return hours.add(start, timedelta(seconds=case["amount_seconds"]))
        case "subtract":
            return hours.add(start, -timedelta(seconds=case["amount_seconds"]))
        case "subtract_days":
            return hours.add_days(start, -case["days"])
        case "between":
            return hours.between(start, datetime.fromisoformat(case["end"])).total_seconds()
        case _:
            return getattr(hours, case["op"])(start)


def test_all_sixty_five_cases_are_there() -> None:
    assert len({case["id"] for case in CASES}) == 65
    assert {case["op"] for case in CASES} == {
        *("add", "subtract", "subtract_days", "between", "is_open", "is_holiday", "next_open", "prev_open")
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_recorded_result(case: Case) -> None:
    expected = case["expected"]
    if isinstance(expected, str):
        expected = datetime.fromisoformat(expected).astimezone(UTC)
    assert answer(case) == expected


def test_breaks_are_cut_out_of_hours() -> None:
    assert without([["09:00", "17:00"]], [["10:00", "11:30"]]) == [["09:00", "10:00"], ["11:30", "17:00"]]
    assert without([["10:00", "16:00"]], [["05:30", "11:00"]]) == [["11:00", "16:00"]]
