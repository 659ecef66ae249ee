"""Which agreement holds, and who may see agreements."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from bailiwick.agreements.levels import operations as ops
from bailiwick.agreements.levels import queries
from bailiwick.agreements.levels.models import Agreement
from bailiwick.agreements.levels.types import Target, TargetTerms
from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import NoTenant, NotFound
from bailiwick.kernel.calendar import operations as calendars
from bailiwick.kernel.calendar.models import ServiceCalendar
from bailiwick.portfolio.services import operations as services
from tests.cast import Cast

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)


def agree(cast: Cast, name: str, start: date = date(2026, 1, 1), **fields: Any) -> Agreement:
    with tenant.scope(cast.organization.id):
        calendar = fields.pop("calendar", None) or ServiceCalendar.objects.get(name="Always")
    return ops.add_agreement(
        name,
        by=cast.ada,
        calendar=calendar,
        valid_from=start,
        targets=[Target("resolution", 1, 60)],
        **fields,
    )


def holds(cast: Cast, service: Any, party: Any, at: datetime = NOON) -> str | None:
    with tenant.scope(cast.organization.id):
        terms = queries.agreement_for(service and service.pk, party and party.pk, at)
    return terms.name if terms else None


def test_the_most_specific_agreement_holds(cast: Cast) -> None:
    other = services.add_service("Berthing", by=cast.ada)
    agree(cast, "Customer", party=cast.quay)
    agree(cast, "Service", service=cast.weighing)
    assert holds(cast, cast.weighing, cast.quay) == "Service"
    agree(cast, "Both", service=cast.weighing, party=cast.quay)
    for service, party, expected in (
        (cast.weighing, cast.quay, "Both"),
        (cast.weighing, cast.rope, "Service"),
        (cast.weighing, None, "Service"),
        (other, cast.quay, "Customer"),
        (None, cast.quay, "Customer"),
        (other, cast.rope, "Standard"),
        (None, None, "Standard"),
    ):
        assert holds(cast, service, party) == expected


def test_of_equals_the_latest_holds(cast: Cast) -> None:
    agree(cast, "Newer", date(2026, 3, 1), service=cast.weighing)
    agree(cast, "Older", date(2026, 2, 1), service=cast.weighing)
    assert holds(cast, cast.weighing, None) == "Newer"
    agree(cast, "Newer, made later", date(2026, 3, 1), service=cast.weighing)
    assert holds(cast, cast.weighing, None) == "Newer, made later"


def test_only_what_is_valid_holds(cast: Cast) -> None:
    agree(cast, "Past", service=cast.weighing, valid_to=date(2026, 6, 14))
    agree(cast, "Future", date(2026, 6, 16), service=cast.weighing)
    assert holds(cast, cast.weighing, None) == "Standard"
    assert holds(cast, cast.weighing, None, datetime(2026, 6, 14, 12, tzinfo=UTC)) == "Past"
    assert holds(cast, cast.weighing, None, datetime(2026, 6, 16, 12, tzinfo=UTC)) == "Future"
    assert holds(cast, None, None, datetime(2019, 6, 16, 12, tzinfo=UTC)) is None


def test_days_begin_at_midnight_in_the_calendars_zone(cast: Cast) -> None:
    always = {day: [("00:00", "24:00")] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    auckland = calendars.add_calendar("Auckland", by=cast.ada, zone="Pacific/Auckland", week=always)
    honolulu = calendars.add_calendar("Honolulu", by=cast.ada, zone="Pacific/Honolulu", week=always)
    one_day = {"start": date(2026, 6, 15), "valid_to": date(2026, 6, 15)}
    agree(cast, "Early", service=cast.weighing, calendar=auckland, **one_day)
    agree(cast, "Late", service=cast.weighing, calendar=honolulu, **one_day)
    for day, hour, expected in (
        (14, 11, "Standard"),
        (14, 12, "Early"),
        (15, 9, "Early"),
        (15, 10, "Late"),
        (16, 9, "Late"),
        (16, 10, "Standard"),
    ):
        assert holds(cast, cast.weighing, None, datetime(2026, 6, day, hour, 30, tzinfo=UTC)) == expected


def test_the_terms_say_everything_in_one_query(cast: Cast) -> None:
    asked: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        asked.append(sql)
        return execute(sql, *more)

    agreement = agree(cast, "Gold", service=cast.weighing)
    targets = [Target("response", 1, 15, 50), Target("resolution", 1, 120), Target("resolution", 2, 480)]
    agreement = ops.revise_agreement(agreement, by=cast.ada, targets=targets)
    calendar = calendars.revise_calendar(agreement.calendar, by=cast.ada, zone="Europe/Lisbon")
    with tenant.scope(cast.organization.id), connection.execute_wrapper(note):
        terms = queries.agreement_for(cast.weighing.pk, cast.quay.pk, NOON)
    assert terms is not None and len(asked) == 1
    assert (terms.agreement_id, terms.name, terms.version) == (agreement.pk, "Gold", 2)
    assert terms.calendar_version_id == calendar.current_id
    assert terms.targets == {
        ("response", 1): TargetTerms(15, 50),
        ("resolution", 1): TargetTerms(120, 75),
        ("resolution", 2): TargetTerms(480, 75),
    }


def test_agreements_of_another_organization_hold_nothing(cast: Cast) -> None:
    with tenant.scope(cast.other.id):
        assert queries.agreement_for(cast.weighing.pk, cast.quay.pk, NOON) is None
    with pytest.raises(NoTenant):
        queries.agreement_for(None, None, NOON)


def test_who_sees_which_agreements(cast: Cast) -> None:
    mine = agree(cast, "Quay gold", party=cast.quay)
    agree(cast, "Rope gold", party=cast.rope)
    agree(cast, "Weighing gold", service=cast.weighing)

    def seen(actor: Any) -> list[str]:
        with tenant.scope(actor.organization_id):
            return [agreement.name for agreement in queries.visible_agreements(actor)]

    reader = replace(cast.sam, grants=frozenset({"agreement.read"}))
    assert seen(cast.ada) == seen(reader) == ["Quay gold", "Rope gold", "Standard", "Weighing gold"]
    assert seen(cast.cora) == ["Quay gold"]
    assert seen(replace(cast.cora, grants=frozenset({"*"}))) == ["Quay gold"]
    assert seen(replace(cast.sam, grants=frozenset())) == []
    assert seen(cast.zoe) == []
    scoped = frozenset(
        {("agreement.read", "party", cast.rope.pk), ("agreement.*", "service", cast.weighing.pk)}
    )
    limited = replace(cast.sam, grants=frozenset(), scoped=scoped)
    assert seen(limited) == ["Rope gold", "Weighing gold"]
    assert seen(replace(limited, limits=frozenset({"incident.*"}))) == []
    with tenant.scope(cast.organization.id):
        assert queries.agreement(cast.cora, mine.pk).party_id == cast.quay.pk
        with pytest.raises(NotFound):
            queries.agreement(cast.dan, mine.pk)
