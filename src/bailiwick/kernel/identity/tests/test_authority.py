"""Who may do what, and why: what is shown is what the policies decide."""

from datetime import date, timedelta

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.identity import operations as ops
from bailiwick.kernel.identity.authority import Power, powers_of_person, powers_of_role
from bailiwick.kernel.identity.models import Role
from bailiwick.kernel.ledger import policies
from tests.cast import Cast


def of(cast: Cast, name: str) -> dict[str, Power]:
    with tenant.scope(cast.organization.id):
        return {one.verb: one for one in powers_of_person(cast.ada, cast.people[name])}


def role(cast: Cast, code: str) -> Role:
    with tenant.scope(cast.organization.id):
        return Role.objects.get(code=code)


def test_what_is_shown_is_what_the_policies_decide(cast: Cast) -> None:
    for name in ("ada", "sam", "mia", "rui", "cora"):
        actor = cast.actor(name)
        decided = {verb for verb in policies.verbs() if policies.allows(actor, verb)}
        shown = {verb for verb, one in of(cast, name).items() if one.is_held}
        assert decided <= shown, name
        assert all(not of(cast, name)[verb].by_rule for verb in shown - decided), name


def test_a_reason_names_grant_role_scope_and_days(cast: Cast) -> None:
    tomorrow = clock.now().date() + timedelta(days=2)
    ops.assign_role(
        role(cast, "IM"), cast.people["rui"], by=cast.ada, valid_from=tomorrow,
        valid_to=date(2099, 1, 1), scope=("team", cast.network.pk),
    )  # fmt: skip
    power = of(cast, "rui")["incident.resolve"]
    [reason] = power.reasons
    assert (reason.grant, reason.role.code, reason.scope) == ("incident.*", "IM", "Network")
    assert reason.assignment is not None
    assert (reason.assignment.valid_from, reason.assignment.valid_to) == (tomorrow, date(2099, 1, 1))
    assert not power.is_held, "it begins only then"


def test_a_disabled_person_may_nothing_and_a_role_what_it_grants(cast: Cast) -> None:
    ops.disable_person(cast.people["sam"], by=cast.ada, reason="Left")
    assert not [verb for verb, one in of(cast, "sam").items() if one.is_held or one.reasons]
    with tenant.scope(cast.organization.id):
        held = {one.verb for one in powers_of_role(role(cast, "IM")) if one.is_held}
    assert "incident.resolve" in held
    assert "person.add" not in held
