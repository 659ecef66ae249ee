"""Agreements: added, revised, ended, with targets that make sense."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bailiwick.agreements.levels import operations as ops
from bailiwick.agreements.levels.models import Agreement, ServiceLevelTarget
from bailiwick.agreements.levels.types import Target
from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, NotFound, Refused, Stale
from bailiwick.kernel.calendar import operations as calendars
from bailiwick.kernel.calendar.models import ServiceCalendar
from bailiwick.kernel.identity import operations as identity
from bailiwick.portfolio.services import operations as services
from tests.cast import Cast

START = date(2026, 1, 1)
TODAY = clock.now().date()
TARGETS = (Target("response", 1, 15), Target("resolution", 1, 240, 80))


def always(cast: Cast) -> ServiceCalendar:
    with tenant.scope(cast.organization.id):
        return ServiceCalendar.objects.get(name="Always")


def gold(cast: Cast, **fields: Any) -> Agreement:
    given: dict[str, Any] = {
        "name": "Gold",
        "calendar": always(cast),
        "valid_from": START,
        "targets": TARGETS,
    } | fields
    return ops.add_agreement(given.pop("name"), by=cast.ada, **given)


def targets(cast: Cast, agreement: Agreement) -> set[Target]:
    with tenant.scope(cast.organization.id):
        rows = ServiceLevelTarget.objects.filter(agreement=agreement)
        return {Target(row.metric, row.priority, row.within_minutes, row.warn_percent) for row in rows}


def test_an_agreement_is_kept_with_its_targets(cast: Cast) -> None:
    agreement = gold(cast, service=cast.weighing, party=cast.quay, valid_to=date(2030, 12, 31))
    assert (agreement.service_id, agreement.party_id) == (cast.weighing.pk, cast.quay.pk)
    assert targets(cast, agreement) == set(TARGETS)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "STANDARD"}, "name"),
        ({"valid_to": date(2025, 12, 31)}, "valid_to"),
        ({"targets": []}, "targets"),
        ({"targets": [Target("response", 1, 15), Target("response", 1, 15)]}, "targets"),
        ({"targets": [Target("response", 1, 15), Target("response", 1, 20)]}, "targets"),
        ({"targets": [Target("response", 6, 15)]}, "targets"),
        ({"targets": [Target("response", 1, 0)]}, "targets"),
        ({"targets": [Target("response", 1, 10**9)]}, "targets"),
        ({"targets": [Target("response", 1, 15, 101)]}, "targets"),
        ({"targets": [Target("escalation", 1, 15)]}, "targets"),
        ({"targets": [Target("response", 1, 241), Target("resolution", 1, 240)]}, "targets"),
    ],
)
def test_what_cannot_be_agreed(cast: Cast, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        gold(cast, **fields)
    assert list(caught.value.fields) == [field]


def test_an_agreement_needs_things_in_use(cast: Cast) -> None:
    service = services.retire_service(services.add_service("Old", by=cast.ada), by=cast.ada, reason="Old")
    party = identity.retire_party(
        identity.add_party("Old", by=cast.ada, kind="customer"), by=cast.ada, reason="Old"
    )
    foreign = calendars.add_calendar("Far", by=cast.zoe, zone="UTC", week={"mon": [("09:00", "17:00")]})
    for fields in ({"service": service}, {"party": party}, {"calendar": foreign}):
        with pytest.raises(Invalid) as caught:
            gold(cast, **fields)
        assert caught.value.fields.keys() == fields.keys()


def test_a_revision_replaces_what_differs(cast: Cast) -> None:
    agreement = gold(cast)
    wanted = {TARGETS[0], Target("resolution", 1, 120), Target("resolution", 2, 480)}
    revised = ops.revise_agreement(agreement, by=cast.ada, expected_version=1, targets=wanted)
    assert (targets(cast, agreement), revised.version) == (wanted, 2)
    assert ops.revise_agreement(agreement, by=cast.ada, targets=list(wanted)).version == 2
    renamed = ops.revise_agreement(agreement, by=cast.ada, name="Platinum", party=cast.rope, service=None)
    assert (renamed.name, renamed.party_id, renamed.version) == ("Platinum", cast.rope.pk, 3)
    with pytest.raises(Stale):
        ops.revise_agreement(agreement, by=cast.ada, expected_version=2, name="Silver")
    with pytest.raises(Invalid):
        ops.revise_agreement(agreement, by=cast.ada, name="standard")


def test_dates_are_judged_together(cast: Cast) -> None:
    agreement = gold(cast, valid_to=date(2030, 12, 31))
    changes: list[dict[str, Any]] = [{"valid_from": date(2031, 1, 1)}, {"valid_to": date(2025, 1, 1)}]
    for change in changes:
        with pytest.raises(Invalid) as caught:
            ops.revise_agreement(agreement, by=cast.ada, **change)
        assert list(caught.value.fields) == ["valid_to"]


def test_an_agreement_ends_today_or_later(cast: Cast) -> None:
    agreement = gold(cast)
    with pytest.raises(Invalid):
        ops.end_agreement(agreement, by=cast.ada, on=TODAY, reason="")
    with pytest.raises(Invalid) as caught:
        ops.end_agreement(agreement, by=cast.ada, on=TODAY - timedelta(days=2), reason="Over")
    assert list(caught.value.fields) == ["on"]
    ended = ops.end_agreement(agreement, by=cast.ada, on=TODAY, reason="Over", expected_version=1)
    assert (ended.valid_to, ended.version) == (TODAY, 2)


def test_what_has_ended_stays_as_it_was(cast: Cast) -> None:
    over = gold(cast, valid_to=TODAY - timedelta(days=3))
    with pytest.raises(NotAllowedNow):
        ops.end_agreement(over, by=cast.ada, on=TODAY, reason="Over")
    with pytest.raises(NotAllowedNow):
        ops.revise_agreement(over, by=cast.ada, valid_to=None)


def test_an_agreement_of_the_future_does_not_end_before_it_begins(cast: Cast) -> None:
    agreement = gold(cast, valid_from=TODAY + timedelta(days=30))
    with pytest.raises(Invalid):
        ops.end_agreement(agreement, by=cast.ada, on=TODAY, reason="Over")


def standard(cast: Cast) -> Agreement:
    with tenant.scope(cast.organization.id):
        return Agreement.objects.get(name="Standard")


Try = Callable[[Cast, Actor], object]
CHANGING: dict[str, Try] = {
    "agreement.revise": lambda c, by: ops.revise_agreement(standard(c), by=by, name="Bronze"),
    "agreement.end": lambda c, by: ops.end_agreement(standard(c), by=by, on=TODAY, reason="Over"),
}
ADDING: dict[str, Try] = {
    "agreement.add": lambda c, by: ops.add_agreement(
        "Gold", by=by, calendar=always(c), valid_from=START, targets=TARGETS
    )
}


@pytest.mark.parametrize("verb", CHANGING | ADDING)
def test_who_may_and_who_may_not(cast: Cast, verb: str) -> None:
    attempt = (CHANGING | ADDING)[verb]
    for by in (cast.sam, cast.rui, replace(cast.cora, grants=frozenset({"*"}))):
        with pytest.raises(Refused):
            attempt(cast, by)
    if verb in CHANGING:
        with pytest.raises(NotFound):
            attempt(cast, cast.zoe)
    attempt(cast, replace(cast.sam, grants=frozenset({verb})))


def test_a_grant_for_one_customer_does_not_reach_beyond_it(cast: Cast) -> None:
    agreement = gold(cast, party=cast.quay)
    by = replace(cast.sam, grants=frozenset(), scoped=frozenset({("agreement.*", "party", cast.quay.pk)}))
    assert ops.revise_agreement(agreement, by=by, name="Silver").name == "Silver"
    for party in (cast.rope, None):
        with pytest.raises(Refused):
            ops.revise_agreement(agreement, by=by, party=party)
    with pytest.raises(Refused):
        ops.revise_agreement(standard(cast), by=by, name="Bronze")
