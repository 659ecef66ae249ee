"""A kept query: its statement is made once for a key, its answer always asked for anew."""

from dataclasses import replace
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.kept import Given, KeptQuery, given_keys
from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.identity.models import Person, Team
from tests.cast import Cast


class Making:
    """A maker that counts how often it is needed."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> "QuerySet[Team, Any]":
        self.times += 1
        return Team.objects.order_by("name").values("name")


def test_the_statement_is_made_once_and_the_answer_is_new(cast: Cast) -> None:
    making = Making()
    with tenant.scope(cast.organization.id):
        before = KeptQuery(Team, "answers", making).rows()
    identity.add_team("Aardvarks", by=cast.ada)
    with tenant.scope(cast.organization.id):
        after = KeptQuery(Team, "answers", making).rows()
    assert after == [{"name": "Aardvarks"}, *before]
    assert making.times == 1


def test_people_with_the_same_rights_share_a_statement_and_nothing_else(cast: Cast) -> None:
    asked = []

    def make(anybody: Actor) -> "QuerySet[Person, Any]":
        asked.append(anybody)
        return Person.objects.filter(pk=anybody.person_id or 0).values("name")

    twin = replace(cast.sam, name="Mia", person_id=cast.people["mia"].pk)
    other = replace(cast.sam, team_ids=frozenset({7}))
    with tenant.scope(cast.organization.id):
        names = [
            KeptQuery.by(one, Person, "rights", make).rows() for one in (cast.sam, twin, cast.sam, other)
        ]
    sam, mia = cast.people["sam"].name, cast.people["mia"].name
    assert [[row["name"] for row in rows] for rows in names] == [[sam], [mia], [sam], [sam]]
    assert len(asked) == 2


def test_a_window_of_it_is_of_who_asks(cast: Cast) -> None:
    twin = replace(cast.sam, name="Mia", person_id=cast.people["mia"].pk)

    def own(actor: Actor) -> "KeptQuery":
        return KeptQuery.by(
            actor,
            Person,
            "window",
            lambda anybody: Person.objects.filter(pk=anybody.person_id or 0).values("name"),
        )

    with tenant.scope(cast.organization.id):
        found = [own(one).changed(1, lambda rows: rows[:5]).rows() for one in (cast.sam, twin)]
    assert [rows[0]["name"] for rows in found] == [cast.people["sam"].name, cast.people["mia"].name]


def test_each_organization_has_its_own(cast: Cast) -> None:
    making = Making()
    with tenant.scope(cast.organization.id):
        own = KeptQuery(Team, "tenants", making).rows()
    with tenant.scope(cast.other.id):
        others = KeptQuery(Team, "tenants", making).rows()
    assert making.times == 2
    assert own != others


def test_what_holds_an_instant_is_good_once(cast: Cast) -> None:
    times = []

    def make() -> "QuerySet[Team, Any]":
        times.append(timezone.now())
        return Team.objects.filter(retired_at__lt=times[-1]).values("name")

    with tenant.scope(cast.organization.id):
        for _ in range(2):
            KeptQuery(Team, "instants", make).rows()
    assert len(times) == 2


def test_nothing_is_looked_up_while_it_is_made(cast: Cast) -> None:
    def make() -> "QuerySet[Team, Any]":
        return Team.objects.filter(pk__in=list(Team.objects.values_list("pk", flat=True))).values("name")

    with tenant.scope(cast.organization.id), pytest.raises(RuntimeError, match="look anything up"):
        KeptQuery(Team, "lookups", make).rows()


def test_what_can_match_nothing_asks_nothing(cast: Cast) -> None:
    with tenant.scope(cast.organization.id):
        assert (
            KeptQuery(Team, "nothing", lambda: Team.objects.filter(pk__in=[]).values_list("pk")).rows() == []
        )


def test_records_come_with_what_was_selected_beside_them_and_for_what_is_given(cast: Cast) -> None:
    def make() -> "QuerySet[Person]":
        return Person.objects.select_related("account", "party").filter(name=Given("name"))

    with tenant.scope(cast.organization.id):
        for name in ("Sam", "Cora", "Nobody"):
            kept = KeptQuery(Person, "people", make).rows(name=name)
            plain = list(Person.objects.select_related("account", "party").filter(name=name))
            assert kept == plain
            for one, other in zip(kept, plain, strict=True):
                assert (one.account, one.party) == (other.account, other.party)
                assert not one._state.adding


def test_keys_are_given_when_it_is_asked(cast: Cast) -> None:
    asked = KeptQuery(
        Team, "by key", lambda: Team.objects.filter(pk__in=given_keys("keys")).values_list("pk")
    )
    keys = [cast.desk.pk, cast.network.pk]
    with tenant.scope(cast.organization.id):
        assert asked.rows(keys=keys[:1]) == [(keys[0],)]
        assert sorted(asked.rows(keys=keys)) == [(key,) for key in sorted(keys)]
        assert asked.rows(keys=[]) == []
