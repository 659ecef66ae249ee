"""`bailiwick demo`, as far as it needs no installation."""

from datetime import UTC, datetime, timedelta

import pytest
import typer

from bailiwick.site.cli.demo import NAME, ZONE, last_instant, refuse_used
from bailiwick.site.demo import services
from bailiwick.site.failures import CannotRun
from tests.cast import Cast


def test_the_last_day_ends_at_five() -> None:
    assert last_instant("2025-07-01") == datetime(2025, 7, 1, 16, tzinfo=UTC)


def test_today_ends_now_at_the_latest() -> None:
    assert last_instant(None) <= datetime.now(UTC)


@pytest.mark.parametrize("day", ["1 July", f"{datetime.now(UTC) + timedelta(days=3):%Y-%m-%d}"])
def test_other_days_are_wrong_usage(day: str) -> None:
    with pytest.raises(typer.BadParameter):
        last_instant(day)


def test_an_installation_in_use_is_left_alone_unless_that_is_meant(cast: Cast) -> None:
    with pytest.raises(CannotRun, match="Harbour Lights"):
        refuse_used(is_meant=False)
    refuse_used(is_meant=True)


def test_the_command_knows_the_organization_without_loading_it() -> None:
    assert (NAME, ZONE) == (services.NAME, services.ZONE)
