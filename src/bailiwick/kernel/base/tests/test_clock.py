"""The clock, and the past that can be told."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bailiwick.kernel.base import clock

NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)


def test_a_past_is_told_inside_only() -> None:
    with clock.at(NOON):
        assert clock.now() == clock.told() == NOON
        with clock.at(NOON - timedelta(hours=1)):
            assert clock.now() == NOON - timedelta(hours=1)
        assert clock.now() == NOON
    assert clock.told() is None
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_told_past_ends_with_a_failure_too() -> None:
    with pytest.raises(KeyError), clock.at(NOON):
        raise KeyError
    assert clock.told() is None


def test_now_is_in_utc_whatever_zone_was_told() -> None:
    with clock.at(NOON.astimezone(timezone(timedelta(hours=5)))):
        assert clock.now().tzinfo is UTC
        assert clock.now() == NOON


@pytest.mark.parametrize("instant", [datetime(2024, 3, 1, 12), datetime(9000, 1, 1, tzinfo=UTC)])  # noqa: DTZ001
def test_no_future_and_no_zoneless_time_is_told(instant: datetime) -> None:
    with pytest.raises(ValueError, match="past"), clock.at(instant):
        pass
