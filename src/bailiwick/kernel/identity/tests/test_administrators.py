"""An organization keeps an administrator, whoever tries what, even two at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity import operations as ops
from bailiwick.kernel.identity.actors import actor_for_person
from bailiwick.kernel.identity.models import Person, Role, RoleAssignment
from bailiwick.kernel.identity.tests.waiting import together
from tests.cast import Cast

TODAY = clock.now().date()
LAST = "without an administrator"


def administrator(cast: Cast) -> Role:
    with tenant.scope(cast.organization.id):
        return Role.objects.get(code="ADMIN")


def assignment(cast: Cast, person: Person) -> RoleAssignment:
    with tenant.scope(cast.organization.id):
        return RoleAssignment.objects.get(person=person, role__code="ADMIN")


def eve(cast: Cast, *, last_day: int | None = None, can_sign_in: bool = True) -> Person:
    """A second administrator."""
    person = ops.add_person("Eve", by=cast.ada, email="eve@harbour.example")
    if can_sign_in:
        person = ops.admit_person(person, by=cast.ada)
    until = None if last_day is None else TODAY + timedelta(days=last_day)
    ops.assign_role(administrator(cast), person, by=cast.ada, valid_from=TODAY, valid_to=until)
    return person


def as_actor(cast: Cast, person: Person) -> Actor:
    with tenant.scope(cast.organization.id):
        actor = actor_for_person(cast.organization.id, person.pk)
    assert actor is not None
    return actor


Taking = Callable[[Cast], object]
PERSONAL: list[Taking] = [
    lambda c: ops.disable_person(c.people["ada"], by=c.ada, reason="Left"),
    lambda c: ops.end_role(assignment(c, c.people["ada"]), by=c.ada),
    lambda c: ops.end_role(assignment(c, c.people["ada"]), by=c.ada, on=TODAY + timedelta(days=9)),
]
GENERAL: list[Taking] = [
    lambda c: ops.retire_role(administrator(c), by=c.ada, reason="Reorganized"),
    lambda c: ops.revise_role(administrator(c), by=c.ada, verbs=["organization.*", "person.*"]),
]


@pytest.mark.parametrize("take", PERSONAL + GENERAL)
def test_the_last_administrator_stays(cast: Cast, take: Taking) -> None:
    with pytest.raises(Invalid, match=LAST):
        take(cast)
    assert cast.ada.may("role.assign")


@pytest.mark.parametrize("take", PERSONAL)
def test_one_of_two_may_go_and_then_the_other_stays(cast: Cast, take: Taking) -> None:
    other = eve(cast)
    take(cast)
    with pytest.raises(Invalid, match=LAST):
        ops.disable_person(other, by=as_actor(cast, other), reason="Left")


@pytest.mark.parametrize("take", GENERAL)
def test_a_second_holder_of_the_same_role_does_not_help(cast: Cast, take: Taking) -> None:
    eve(cast)
    with pytest.raises(Invalid, match=LAST):
        take(cast)


@pytest.mark.parametrize("substitute", ["leaving", "without an account", "disabled", "limited", "not yet"])
def test_who_does_not_replace_the_last_administrator(cast: Cast, substitute: str) -> None:
    if substitute in ("leaving", "without an account", "disabled"):
        other = eve(
            cast,
            last_day=9 if substitute == "leaving" else None,
            can_sign_in=substitute != "without an account",
        )
        if substitute == "disabled":
            ops.disable_person(other, by=cast.ada, reason="Left")
    else:
        ops.assign_role(
            administrator(cast),
            cast.people["sam"],
            by=cast.ada,
            valid_from=TODAY + timedelta(days=1 if substitute == "not yet" else 0),
            scope=("team", cast.desk.pk) if substitute == "limited" else None,
        )
    with pytest.raises(Invalid, match=LAST):
        ops.disable_person(cast.people["ada"], by=cast.ada, reason="Left")


def test_a_customer_is_no_administrator(cast: Cast) -> None:
    ops.assign_role(administrator(cast), cast.people["cora"], by=cast.ada, valid_from=TODAY)
    with pytest.raises(Invalid, match=LAST):
        ops.disable_person(cast.people["ada"], by=cast.ada, reason="Left")


def test_two_administrators_who_disable_each_other_do_not_both_succeed(committed: None, cast: Cast) -> None:
    other = eve(cast)
    ada, by_ada, by_eve = cast.people["ada"], cast.ada, as_actor(cast, other)
    outcomes = together(
        [
            lambda: ops.disable_person(other, by=by_ada, reason="Quarrel"),
            lambda: ops.disable_person(ada, by=by_eve, reason="Quarrel"),
        ],
        lock="select id from identity_organization for no key update",
        tenant=cast.organization.id,
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Invalid", "NoneType"]
    with tenant.scope(cast.organization.id):
        assert Person.objects.filter(pk__in=[ada.pk, other.pk], disabled_at=None).count() == 1
