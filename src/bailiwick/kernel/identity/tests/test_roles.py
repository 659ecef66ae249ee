"""Roles: what they grant, who holds them, and that nobody gives what they do not hold."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, Refused, Stale
from bailiwick.kernel.identity import operations as ops
from bailiwick.kernel.identity.models import Role, RoleAssignment
from tests.cast import Cast

TODAY = clock.now().date()


def a_role(cast: Cast, code: str) -> Role:
    with tenant.scope(cast.organization.id):
        return Role.objects.get(code=code)


def verbs(cast: Cast, role: Role) -> set[str]:
    with tenant.scope(cast.organization.id):
        return set(role.grants.values_list("verb", flat=True))


def held(cast: Cast, person: str) -> RoleAssignment:
    with tenant.scope(cast.organization.id):
        return RoleAssignment.objects.get(person=cast.people[person])


def keeper(cast: Cast, *grants: str) -> Actor:
    """Somebody who looks after roles and holds nothing else but the grants named."""
    return replace(cast.sam, grants=frozenset({"role.*", *grants}))


def test_a_role_is_added_with_its_grants(cast: Cast) -> None:
    role = ops.add_role("Party keeper", by=cast.ada, verbs=["party.*", "team.join", "party.*"])
    assert (role.code, verbs(cast, role)) == ("party-keeper", {"party.*", "team.join"})


def test_codes_are_made_from_names_and_stay_apart(cast: Cast) -> None:
    names = ("Bo's’n", "Bosn", "船長")
    assert [ops.add_role(name, by=cast.ada).code for name in names] == ["bosn", "bosn-2", "role"]


@pytest.mark.parametrize("verb", ["party.sink", "party", "ship.*", "*.read", "", "*.*"])
def test_only_known_verbs_are_granted(cast: Cast, verb: str) -> None:
    with pytest.raises(Invalid) as caught:
        ops.add_role("Captain", by=cast.ada, verbs=[verb])
    assert list(caught.value.fields) == ["verbs"]
    with pytest.raises(Invalid):
        ops.revise_role(a_role(cast, "SD"), by=cast.ada, verbs=[verb])


def test_names_are_needed_and_unique(cast: Cast) -> None:
    for name in ("", "administrator"):
        with pytest.raises(Invalid) as caught:
            ops.add_role(name, by=cast.ada)
        assert list(caught.value.fields) == ["name"]


@pytest.mark.parametrize("verb", ["*", "party.*", "party.add"])
def test_nobody_puts_into_a_role_what_they_do_not_hold(cast: Cast, verb: str) -> None:
    with pytest.raises(Refused, match="does not hold"):
        ops.add_role("Captain", by=keeper(cast), verbs=[verb])
    with pytest.raises(Refused, match="does not hold"):
        ops.revise_role(a_role(cast, "SD"), by=keeper(cast), verbs=[verb])
    role = ops.add_role("Captain", by=keeper(cast, "party.*"), verbs=["party.add", "party.*"])
    assert verbs(cast, role) == {"party.add", "party.*"}


def test_a_token_gives_no_more_than_its_own_limits(cast: Cast) -> None:
    by = replace(cast.ada, limits=frozenset({"role.*"}))
    with pytest.raises(Refused, match="does not hold"):
        ops.add_role("Captain", by=by, verbs=["party.add"])
    with pytest.raises(Refused, match="does not hold"):
        ops.assign_role(a_role(cast, "ADMIN"), cast.people["sam"], by=by, valid_from=TODAY)


def test_revising_a_role_changes_what_its_holders_may(cast: Cast) -> None:
    role = a_role(cast, "SD")
    kept = verbs(cast, role) - {"incident.resolve"}
    revised = ops.revise_role(role, by=cast.ada, expected_version=1, verbs=kept | {"party.add"})
    assert revised.version == 2
    assert cast.sam.may("party.add")
    assert not cast.sam.may("incident.resolve")
    with pytest.raises(Stale):
        ops.revise_role(role, by=cast.ada, expected_version=1, name="Desk")
    renamed = ops.revise_role(
        role, by=cast.ada, name="Desk", responsibilities="Answers.", verbs=kept | {"party.add"}
    )
    assert (renamed.name, renamed.responsibilities, renamed.version) == ("Desk", "Answers.", 3)


def test_what_a_role_has_already_is_not_judged_again(cast: Cast) -> None:
    role = a_role(cast, "SD")
    by = keeper(cast)
    assert ops.revise_role(role, by=by, verbs=verbs(cast, role), name="Desk").version == 2
    assert ops.revise_role(role, by=by, verbs=["incident.classify"]).version == 3


def test_a_role_is_given_and_takes_effect(cast: Cast) -> None:
    given = ops.assign_role(a_role(cast, "AUD"), cast.people["sam"], by=cast.ada, valid_from=TODAY)
    assert given.assigned_by_id == cast.people["ada"].pk
    assert cast.sam.may("evidence.read")


def test_nobody_gives_a_role_that_holds_more_than_they_do(cast: Cast) -> None:
    for code in ("ADMIN", "IM"):
        with pytest.raises(Refused, match="does not hold"):
            ops.assign_role(a_role(cast, code), cast.people["sam"], by=keeper(cast), valid_from=TODAY)
    by = keeper(cast, *verbs(cast, a_role(cast, "IM")))
    assert ops.assign_role(a_role(cast, "IM"), cast.people["sam"], by=by, valid_from=TODAY).pk


def test_what_is_held_for_one_team_is_given_for_that_team_only(cast: Cast) -> None:
    role = ops.add_role("Reader", by=cast.ada, verbs=["incident.classify"])
    by = replace(keeper(cast), scoped=frozenset({("incident.*", "team", cast.desk.pk)}))
    for scope in (None, ("team", cast.network.pk)):
        with pytest.raises(Refused, match="does not hold"):
            ops.assign_role(role, cast.people["rui"], by=by, valid_from=TODAY, scope=scope)
    given = ops.assign_role(role, cast.people["mia"], by=by, valid_from=TODAY, scope=("team", cast.desk.pk))
    assert (given.scope_type, given.scope_id) == ("team", cast.desk.pk)


def test_scopes_are_teams_parties_and_services_of_the_organization(cast: Cast) -> None:
    role = ops.add_role("Watcher", by=cast.ada)
    foreign = ops.add_team("Far team", by=cast.zoe)
    for scope in (("ship", 1), ("team", foreign.pk), ("party", 0)):
        with pytest.raises(Invalid) as caught:
            ops.assign_role(role, cast.people["sam"], by=cast.ada, valid_from=TODAY, scope=scope)
        assert list(caught.value.fields) == ["scope"]
    for kind, of in (("team", cast.desk.pk), ("party", cast.quay.pk), ("service", cast.weighing.pk)):
        given = ops.assign_role(role, cast.people["sam"], by=cast.ada, valid_from=TODAY, scope=(kind, of))
        assert (given.scope_type, given.scope_id) == (kind, of)


def test_a_role_is_not_held_twice_in_the_same_time(cast: Cast) -> None:
    role = ops.add_role("Watcher", by=cast.ada)

    def give(first: date, last: date | None) -> RoleAssignment:
        return ops.assign_role(role, cast.people["sam"], by=cast.ada, valid_from=first, valid_to=last)

    give(date(2030, 1, 1), date(2030, 12, 31))
    for first, last in (
        (date(2030, 6, 1), None),
        (date(2029, 1, 1), date(2030, 1, 1)),
        (date(2030, 12, 31), date(2031, 1, 1)),
        (date(2029, 1, 1), None),
    ):
        with pytest.raises(Invalid) as caught:
            give(first, last)
        assert list(caught.value.fields) == ["person"]
    assert give(date(2031, 1, 1), None).pk
    assert give(date(2029, 1, 1), date(2029, 12, 31)).pk
    with pytest.raises(Invalid) as caught:
        give(date(2040, 1, 2), date(2040, 1, 1))
    assert list(caught.value.fields) == ["valid_to"]


def test_who_cannot_be_given_a_role(cast: Cast) -> None:
    role = ops.add_role("Watcher", by=cast.ada)
    ops.disable_person(cast.people["sam"], by=cast.ada, reason="Left")
    for person in (cast.people["sam"], cast.strangers["zoe"]):
        with pytest.raises(Invalid) as caught:
            ops.assign_role(role, person, by=cast.ada, valid_from=TODAY)
        assert list(caught.value.fields) == ["person"]


def test_ending_a_role_takes_effect_at_once(cast: Cast) -> None:
    ended = ops.end_role(held(cast, "sam"), by=cast.ada, expected_version=1)
    assert ended.ended_at is not None
    assert not cast.sam.may("incident.read")
    with pytest.raises(NotAllowedNow):
        ops.end_role(ended, by=cast.ada)
    again = ops.assign_role(a_role(cast, "SD"), cast.people["sam"], by=cast.ada, valid_from=TODAY)
    ops.end_role(again, by=cast.ada)
    assert not cast.sam.may("incident.read")


def test_a_role_ends_after_a_last_day(cast: Cast) -> None:
    assignment = held(cast, "sam")
    with pytest.raises(Invalid) as caught:
        ops.end_role(assignment, by=cast.ada, on=TODAY - timedelta(days=2))
    assert list(caught.value.fields) == ["on"]
    assert ops.end_role(assignment, by=cast.ada, on=TODAY).valid_to == TODAY
    assert cast.sam.may("incident.read")
    with pytest.raises(Stale):
        ops.end_role(assignment, by=cast.ada, expected_version=1)


def test_a_role_that_has_not_begun_ends_before_it_does(cast: Cast) -> None:
    future = ops.assign_role(
        a_role(cast, "AUD"), cast.people["sam"], by=cast.ada, valid_from=TODAY + timedelta(days=30)
    )
    with pytest.raises(Invalid):
        ops.end_role(future, by=cast.ada, on=TODAY)
    assert ops.end_role(future, by=cast.ada).ended_at is not None


def test_a_retired_role_grants_nothing_and_is_not_given(cast: Cast) -> None:
    role = a_role(cast, "SD")
    with pytest.raises(Invalid):
        ops.retire_role(role, by=cast.ada, reason="")
    ops.retire_role(role, by=cast.ada, reason="Reorganized")
    assert not cast.sam.may("incident.read")
    for act in (
        lambda: ops.retire_role(role, by=cast.ada, reason="Again"),
        lambda: ops.revise_role(role, by=cast.ada, name="Desk"),
        lambda: ops.assign_role(role, cast.people["mia"], by=cast.ada, valid_from=TODAY),
    ):
        with pytest.raises(NotAllowedNow):
            act()
