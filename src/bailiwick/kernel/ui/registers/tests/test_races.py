"""Two people add the same to a register at the same moment: one is told that it is there already."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connection

from bailiwick.agreements.levels import operations as agreements
from bailiwick.agreements.levels.types import Target
from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import BailiwickError, Invalid
from bailiwick.kernel.calendar import operations as calendars
from bailiwick.kernel.calendar.models import ServiceCalendar
from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.identity.tests.waiting import wait_until_all_wait
from bailiwick.portfolio.services import operations as services
from tests.cast import Cast

WEEK = {"mon": [("09:00", "17:00")]}


def agree(by: Actor) -> Any:
    with tenant.scope(by.organization_id):
        calendar = ServiceCalendar.objects.get(name="Always")
        target = Target(metric="response", priority=1, within_minutes=15)
        return agreements.add_agreement(
            "Night", by=by, calendar=calendar, valid_from=date(2026, 1, 1), targets=[target]
        )


ADDITIONS: dict[str, Callable[[Actor], Any]] = {
    "agreement": agree,
    "calendar": lambda by: calendars.add_calendar("Night", by=by, zone="UTC", week=WEEK),
    "party": lambda by: identity.add_party("Night", by=by, kind="customer"),
    "person": lambda by: identity.add_person("Eve", by=by, email="eve@harbour.example"),
    "role": lambda by: identity.add_role("Night watch", by=by),
    "service": lambda by: services.add_service("Night", by=by),
    "team": lambda by: identity.add_team("Night", by=by),
}


@pytest.mark.usefixtures("committed")
def test_who_comes_second_is_refused(cast: Cast) -> None:
    ada = cast.ada
    assert {name: outcome(add, ada) for name, add in ADDITIONS.items()} == dict.fromkeys(ADDITIONS, Invalid)


def outcome(add: Callable[[Actor], Any], by: Actor) -> type[BaseException] | None:
    """What comes of adding while another, not committed yet, has added the same."""

    def elsewhere() -> type[BaseException] | None:
        try:
            add(by)
        except BailiwickError as refused:
            return type(refused)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(1) as pool:
        with tenant.scope(by.organization_id):
            add(by)
            waiting = pool.submit(elsewhere)
            wait_until_all_wait(1)
        return waiting.result(timeout=30)
