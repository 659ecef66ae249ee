"""Teams and who is in them."""

import pytest

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, NotFound, Stale
from bailiwick.kernel.identity import operations as ops
from bailiwick.kernel.identity.models import TeamMembership
from bailiwick.kernel.ledger.models import LedgerEvent
from tests.cast import Cast


def test_a_team_is_added_and_revised(cast: Cast) -> None:
    team = ops.add_team(" Night watch ", by=cast.ada)
    assert team.name == "Night watch"
    revised = ops.revise_team(team, by=cast.ada, name="Day watch", expected_version=1)
    assert (revised.name, revised.version) == ("Day watch", 2)
    with pytest.raises(Stale):
        ops.revise_team(team, by=cast.ada, name="Dusk watch", expected_version=1)


@pytest.mark.parametrize("name", ["", "service DESK", "x" * 201])
def test_names_that_no_team_can_have(cast: Cast, name: str) -> None:
    with pytest.raises(Invalid) as caught:
        ops.add_team(name, by=cast.ada)
    assert list(caught.value.fields) == ["name"]
    with pytest.raises(Invalid):
        ops.revise_team(cast.network, by=cast.ada, name=name)


def test_joining_twice_is_joining_once(cast: Cast) -> None:
    first = ops.join_team(cast.network, cast.people["mia"], by=cast.ada)
    second = ops.join_team(cast.network, cast.people["mia"], by=cast.ada)
    assert first.pk == second.pk
    assert cast.mia.team_ids == {cast.network.pk}
    with tenant.scope(cast.organization.id):
        payload = LedgerEvent.objects.latest("id").payload
    assert payload is not None
    assert payload["facts"] == {"person": "Mia"}


def test_who_cannot_join(cast: Cast) -> None:
    ops.disable_person(cast.people["mia"], by=cast.ada, reason="Left")
    for person in (cast.people["mia"], cast.people["cora"], cast.strangers["zoe"]):
        with pytest.raises(Invalid) as caught:
            ops.join_team(cast.network, person, by=cast.ada)
        assert list(caught.value.fields) == ["person"]


def test_leaving(cast: Cast) -> None:
    ops.leave_team(cast.desk, cast.people["sam"], by=cast.ada)
    assert cast.sam.team_ids == frozenset()
    with pytest.raises(NotFound):
        ops.leave_team(cast.desk, cast.people["sam"], by=cast.ada)


def test_everybody_leaves_a_retired_team(cast: Cast) -> None:
    retired = ops.retire_team(cast.desk, by=cast.ada, reason="Merged")
    assert retired.retired_at is not None
    with tenant.scope(cast.organization.id):
        assert not TeamMembership.objects.filter(team=cast.desk).exists()
    for act in (
        lambda: ops.retire_team(cast.desk, by=cast.ada, reason="Merged"),
        lambda: ops.revise_team(cast.desk, by=cast.ada, name="Desk"),
        lambda: ops.join_team(cast.desk, cast.people["sam"], by=cast.ada),
    ):
        with pytest.raises(NotAllowedNow):
            act()
