"""Every verb of identity, tried by everybody it is not for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor, ActorKind
from bailiwick.kernel.base.errors import NotFound, Refused
from bailiwick.kernel.identity import operations as ops
from bailiwick.kernel.identity.models import Person, Role, RoleAssignment
from bailiwick.kernel.ledger import policies
from tests.cast import Cast

NOUNS = ("organization", "person", "party", "team", "role", "token")
START = date(2030, 1, 1)

Try = Callable[[Cast, Actor], Any]


def desk_role(cast: Cast) -> Role:
    with tenant.scope(cast.organization.id):
        return Role.objects.get(code="SD")


def mias_role(cast: Cast) -> RoleAssignment:
    with tenant.scope(cast.organization.id):
        return RoleAssignment.objects.get(person=cast.people["mia"])


def disabled(cast: Cast) -> Person:
    with tenant.scope(cast.organization.id):
        dan = Person.objects.get(pk=cast.people["dan"].pk)
    return dan if dan.is_disabled else ops.disable_person(dan, by=cast.ada, reason="Left")


ADDING: dict[str, Try] = {
    "person.add": lambda _, by: ops.add_person("Noor", by=by),
    "party.add": lambda _, by: ops.add_party("Pier", by=by, kind="unit"),
    "team.add": lambda _, by: ops.add_team("Night watch", by=by),
    "role.add": lambda _, by: ops.add_role("Captain", by=by),
}
CHANGING: dict[str, Try] = {
    "organization.revise": lambda c, by: ops.revise_organization(c.organization, by=by, name="Lights"),
    "organization.secure": lambda c, by: ops.secure_organization(
        c.organization, by=by, second_factor="staff"
    ),
    "person.revise": lambda c, by: ops.revise_person(c.people["mia"], by=by, name="Mia M."),
    "person.admit": lambda c, by: ops.admit_person(_without_account(c), by=by),
    "person.disable": lambda c, by: ops.disable_person(c.people["mia"], by=by, reason="Left"),
    "person.enable": lambda c, by: ops.enable_person(disabled(c), by=by),
    "party.revise": lambda c, by: ops.revise_party(c.quay, by=by, name="Quay"),
    "party.retire": lambda c, by: ops.retire_party(_pier(c), by=by, reason="Closed"),
    "team.revise": lambda c, by: ops.revise_team(c.desk, by=by, name="Desk"),
    "team.retire": lambda c, by: ops.retire_team(c.desk, by=by, reason="Merged"),
    "team.join": lambda c, by: ops.join_team(c.network, c.people["mia"], by=by),
    "team.leave": lambda c, by: ops.leave_team(c.desk, c.people["sam"], by=by),
    "role.revise": lambda c, by: ops.revise_role(desk_role(c), by=by, name="Desk"),
    "role.retire": lambda c, by: ops.retire_role(desk_role(c), by=by, reason="Reorganized"),
    "role.assign": lambda c, by: ops.assign_role(desk_role(c), c.people["mia"], by=by, valid_from=START),
    "role.end": lambda c, by: ops.end_role(mias_role(c), by=by),
}
ELSEWHERE = {
    "person.clear_factors": "test_support",
    "person.sign_out": "test_support",
    "role.adopt": "test_support",
    "organization.found": "only the product founds organizations (below)",
    "organization.read": "a grant that queries look at",
    "person.erase": "test_erasing",
    "person.hold": "test_erasing",
    "person.import": "people/tests/test_importing",
    "person.provision": "scim/tests/test_scim",
    "person.recognize": "federation/tests/test_oidc: nobody is recognized but by a provider's signed word",
    "person.release": "test_erasing",
    "person.withdraw": "scim/tests/test_scim",
    "token.issue": "test_tokens",
    "token.read": "a grant that queries look at",
    "token.revoke": "test_tokens",
}


def _without_account(cast: Cast) -> Person:
    with tenant.scope(cast.organization.id):
        found = Person.objects.filter(name="Noor").first()
    return found or ops.add_person("Noor", by=cast.ada, email="noor@harbour.example")


def _pier(cast: Cast) -> Any:
    return ops.add_party(f"Pier {clock.now().timestamp()}", by=cast.ada, kind="unit")


def test_every_verb_is_tried() -> None:
    known = {verb for verb in policies.verbs() if verb.partition(".")[0] in NOUNS}
    assert known == ADDING.keys() | CHANGING.keys() | ELSEWHERE.keys()


@pytest.mark.parametrize("verb", ADDING | CHANGING)
def test_who_may_not(cast: Cast, verb: str) -> None:
    attempt = (ADDING | CHANGING)[verb]
    customer = replace(cast.cora, grants=frozenset({"*"}))
    tokened = replace(cast.ada, limits=frozenset({"incident.*"}))
    other_grant = replace(cast.sam, grants=frozenset({"incident.*", "ledger.read"}))
    for by in (cast.sam, cast.rui, customer, tokened, other_grant):
        with pytest.raises(Refused):
            attempt(cast, by)


@pytest.mark.parametrize("verb", CHANGING)
def test_for_another_organization_there_is_nothing_to_change(cast: Cast, verb: str) -> None:
    with pytest.raises(NotFound):
        CHANGING[verb](cast, cast.zoe)


@pytest.mark.parametrize("verb", ADDING | CHANGING)
def test_one_grant_is_enough(cast: Cast, verb: str) -> None:
    held = {"role.assign": cast.sam.grants}.get(verb, frozenset())
    (ADDING | CHANGING)[verb](cast, replace(cast.sam, grants=held | {verb}))


def test_only_the_product_founds_organizations(cast: Cast) -> None:
    assert not policies.allows(cast.ada, "organization.found")


def test_a_refused_token_is_no_token(cast: Cast) -> None:
    expires_at = clock.now() + timedelta(days=1)
    by = replace(cast.ada, kind=ActorKind.TOKEN, limits=frozenset({"*"}))
    with pytest.raises(Refused):
        ops.issue_token("Offspring", by=by, scopes=["*"], expires_at=expires_at)
