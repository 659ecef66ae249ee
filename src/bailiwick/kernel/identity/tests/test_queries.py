"""Who sees which people, parties, teams, roles and tokens; what one may not see does not exist."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor, ActorKind
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.identity import operations as ops
from bailiwick.kernel.identity import queries
from bailiwick.kernel.identity.models import Person, RoleAssignment
from tests.cast import Cast

STAFF = ["Ada", "Mia", "Rui", "Sam"]
EVERYBODY = ["Ada", "Cora", "Dan", "Mia", "Rui", "Sam"]


def limited(actor: Actor, *scoped: tuple[str, str, int]) -> Actor:
    return replace(actor, grants=frozenset(), scoped=frozenset(scoped))


def people(cast: Cast, actor: Actor) -> list[str]:
    with tenant.scope(actor.organization_id):
        return [person.name for person in queries.visible_people(actor)]


def test_staff_who_may_read_see_everybody_by_name(cast: Cast) -> None:
    ops.disable_person(cast.people["dan"], by=cast.ada, reason="Left")
    for actor in (cast.ada, cast.sam, cast.rui):
        assert people(cast, actor) == EVERYBODY


def test_others_see_as_much_as_they_are_part_of(cast: Cast) -> None:
    colleague = ops.add_person("bea", by=cast.ada, party=cast.quay)
    assert colleague.party_id == cast.quay.pk
    assert people(cast, cast.cora) == ["bea", "Cora"]
    assert people(cast, cast.dan) == ["Dan"]
    assert people(cast, cast.zoe) == ["Zoe"]
    assert people(cast, limited(cast.sam)) == ["Sam"]
    assert people(cast, replace(cast.sam, limits=frozenset({"incident.log"}))) == ["Sam"]
    assert people(cast, limited(cast.rui, ("organization.read", "party", cast.rope.pk))) == ["Dan", "Rui"]
    assert people(cast, limited(cast.rui, ("organization.*", "team", cast.desk.pk))) == ["Rui", "Sam"]
    by_token = replace(
        limited(cast.rui, ("organization.*", "team", cast.desk.pk)), limits=frozenset({"incident.log"})
    )
    assert people(cast, by_token) == ["Rui"]


def test_grants_do_not_make_a_customer_see_more(cast: Cast) -> None:
    assert people(cast, replace(cast.cora, grants=frozenset({"*"}))) == ["Cora"]


def test_pages_continue_after_the_last_row(cast: Cast) -> None:
    for name in ("ada", "ADA", "Zoë", "Émile", "eve"):
        ops.add_person(name, by=cast.ada)
    with tenant.scope(cast.organization.id):
        keys = [(person.name_key, person.pk) for person in queries.visible_people(cast.ada)]
    assert all(before < after for before, after in pairwise(keys))
    assert [key for key, _ in keys][:3] == ["ada", "ada", "ada"]


def test_parties_teams_roles(cast: Cast) -> None:
    def seen(actor: Actor) -> tuple[list[str], list[str], list[str]]:
        with tenant.scope(actor.organization_id):
            return (
                [party.name for party in queries.visible_parties(actor)],
                [team.name for team in queries.visible_teams(actor)],
                [role.code for role in queries.visible_roles(actor)],
            )

    parties, teams, roles = seen(cast.ada)
    assert (parties, teams) == (["Quay Foods", "Rope & Sail"], ["Network", "Service desk"])
    assert {"ADMIN", "SD", "IM", "AUD"} <= set(roles)
    assert seen(cast.cora) == (["Quay Foods"], [], [])
    assert seen(limited(cast.sam)) == ([], ["Service desk"], ["SD"])
    scoped = limited(
        cast.mia, ("organization.read", "party", cast.rope.pk), ("organization.read", "team", cast.network.pk)
    )
    assert seen(scoped) == (["Rope & Sail"], ["Network"], ["IM"])
    parties, teams, _ = seen(cast.zoe)
    assert (parties, teams) == ([], [])


def test_assignments_are_ones_own_unless_one_may_read(cast: Cast) -> None:
    def holders(actor: Actor) -> set[str]:
        with tenant.scope(actor.organization_id):
            return {held.person.name for held in queries.visible_assignments(actor)}

    assert holders(cast.rui) == set(STAFF)
    assert holders(limited(cast.sam)) == {"Sam"}
    assert holders(cast.cora) == set()
    assert holders(cast.zoe) == {"Zoe"}


def test_assignments_that_hold_on_a_day(cast: Cast) -> None:
    today = clock.now().date()
    with tenant.scope(cast.organization.id):
        assert {held.person.name for held in queries.current_assignments(cast.ada)} == set(STAFF)
        mine, mias = (RoleAssignment.objects.get(person=cast.people[name]) for name in ("sam", "mia"))
    ops.end_role(mine, by=cast.ada)
    ops.end_role(mias, by=cast.ada, on=today)
    with tenant.scope(cast.organization.id):
        now = {held.person.name for held in queries.current_assignments(cast.ada)}
        later = {h.person.name for h in queries.current_assignments(cast.ada, today + timedelta(days=1))}
    assert (now, later) == ({"Ada", "Mia", "Rui"}, {"Ada", "Rui"})


def test_tokens_are_ones_own_unless_one_may_read(cast: Cast) -> None:
    expires_at = clock.now() + timedelta(days=1)
    first = ops.issue_token("One", by=cast.sam, scopes=["incident.classify"], expires_at=expires_at).token
    ops.issue_token("Two", by=cast.sam, scopes=["incident.classify"], expires_at=expires_at)
    ops.issue_token("Three", by=cast.mia, scopes=["incident.classify"], expires_at=expires_at)

    def seen(actor: Actor) -> list[str]:
        with tenant.scope(actor.organization_id):
            return [token.name for token in queries.visible_tokens(actor)]

    assert seen(cast.ada) == ["Three", "Two", "One"]
    assert seen(cast.sam) == ["Two", "One"]
    assert seen(replace(cast.sam, kind=ActorKind.TOKEN, token_id=first.pk)) == ["One"]
    assert seen(cast.rui) == seen(cast.cora) == seen(cast.zoe) == []


def test_one_of_each_or_nothing(cast: Cast) -> None:
    with tenant.scope(cast.organization.id):
        assert queries.person(cast.ada, cast.people["sam"].pk).name == "Sam"
        assert queries.party(cast.cora, cast.quay.pk).name == "Quay Foods"
        assert queries.team(cast.sam, cast.desk.pk).name == "Service desk"
        assert queries.organization(cast.cora).name == "Harbour Lights"
        for look, actor, pk in (
            (queries.person, cast.cora, cast.people["dan"].pk),
            (queries.person, cast.ada, cast.strangers["zoe"].pk),
            (queries.person, cast.ada, 10**30),
            (queries.party, cast.cora, cast.rope.pk),
            (queries.team, cast.cora, cast.desk.pk),
            (queries.role, cast.cora, 1),
            (queries.assignment, cast.cora, 1),
            (queries.token, cast.ada, 0),
        ):
            with pytest.raises(NotFound):
                look(actor, pk)


def test_members_of_a_team(cast: Cast) -> None:
    with tenant.scope(cast.organization.id):
        assert [person.name for person in queries.members(cast.ada, cast.desk)] == ["Sam"]
        assert list(queries.members(cast.cora, cast.desk)) == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", EVERYBODY),
        ("S", ["Sam"]),
        (" sA ", ["Sam"]),
        ("am", []),
        ("mia@h", ["Mia"]),
        ("MIA@HARBOUR.example", ["Mia"]),
        ("%", []),
        ("\x00c", ["Cora"]),
        ("samz", []),
    ],
)
def test_people_by_the_beginning_of_name_or_address(cast: Cast, typed: str, expected: list[str]) -> None:
    with tenant.scope(cast.organization.id):
        assert [person.name for person in queries.people_named(cast.ada, typed)] == expected


def test_a_picker_offers_few_enabled_visible_people(cast: Cast) -> None:
    for number in range(30):
        ops.add_person(f"Sam {number:02}", by=cast.ada, party=cast.quay)
    ops.disable_person(cast.people["sam"], by=cast.ada, reason="Left")
    with tenant.scope(cast.organization.id):
        assert [p.name for p in queries.people_named(cast.ada, "sam")] == [f"Sam {n:02}" for n in range(20)]
        assert queries.people_named(cast.dan, "sam") == []
        assert len(queries.people_named(cast.cora, "sam", limit=40)) == 30


def test_accents_and_other_scripts_are_found_by_their_own_letters(cast: Cast) -> None:
    for name in ("Émile", "Ærø", "李 雷", "Ольга"):
        ops.add_person(name, by=cast.ada)
    with tenant.scope(cast.organization.id):
        found = {typed: queries.people_named(cast.ada, typed) for typed in ("émi", "ær", "李", "ольг")}
    assert [[p.name for p in ps] for ps in found.values()] == [["Émile"], ["Ærø"], ["李 雷"], ["Ольга"]]


def test_people_of_the_same_name_are_all_there(cast: Cast) -> None:
    twins = {ops.add_person("Twin", by=cast.ada).pk for _ in range(3)}
    with tenant.scope(cast.organization.id):
        assert {person.pk for person in queries.people_named(cast.ada, "twin")} == twins
        assert Person.objects.filter(name_key="twin").count() == 3
