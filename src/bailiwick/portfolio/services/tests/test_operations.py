"""Services: added, revised, retired, and who sees them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, NotFound, Refused, Stale
from bailiwick.kernel.identity import operations as identity
from bailiwick.portfolio.services import operations as ops
from bailiwick.portfolio.services import queries
from bailiwick.portfolio.services.models import Service
from tests.cast import Cast


def test_a_service_has_an_owner_and_a_team(cast: Cast) -> None:
    service = ops.add_service(
        " Berthing ", by=cast.ada, description="Ships alongside.", owner=cast.people["mia"], team=cast.desk
    )
    with tenant.scope(cast.organization.id):
        stored = Service.objects.get(pk=service.pk)
    assert (stored.name, stored.description) == ("Berthing", "Ships alongside.")
    assert (stored.owner_id, stored.team_id) == (cast.people["mia"].pk, cast.desk.pk)


def test_who_and_what_cannot_stand_behind_a_service(cast: Cast) -> None:
    gone = identity.disable_person(cast.people["rui"], by=cast.ada, reason="Left")
    closed = identity.retire_team(cast.network, by=cast.ada, reason="Merged")
    attempts: list[tuple[dict[str, Any], str]] = [
        ({"name": ""}, "name"),
        ({"name": "WEIGHING"}, "name"),
        ({"name": "Berthing", "owner": gone}, "owner"),
        ({"name": "Berthing", "owner": cast.people["cora"]}, "owner"),
        ({"name": "Berthing", "owner": cast.strangers["zoe"]}, "owner"),
        ({"name": "Berthing", "team": closed}, "team"),
        ({"name": "Berthing", "description": "\x00"}, "description"),
    ]
    for fields, field in attempts:
        with pytest.raises(Invalid) as caught:
            ops.add_service(fields.pop("name"), by=cast.ada, **fields)
        assert list(caught.value.fields) == [field]


def test_a_service_is_revised(cast: Cast) -> None:
    revised = ops.revise_service(
        cast.weighing,
        by=cast.ada,
        expected_version=1,
        name="Weighing lorries",
        owner=cast.people["mia"],
        team=None,
    )
    assert (revised.name, revised.owner_id, revised.version) == ("Weighing lorries", cast.people["mia"].pk, 2)
    with pytest.raises(Stale):
        ops.revise_service(cast.weighing, by=cast.ada, expected_version=1, owner=None)
    ops.add_service("Berthing", by=cast.ada)
    with pytest.raises(Invalid):
        ops.revise_service(cast.weighing, by=cast.ada, name="berthing")


def test_a_retired_service_stays_as_it_is(cast: Cast) -> None:
    with pytest.raises(Invalid):
        ops.retire_service(cast.weighing, by=cast.ada, reason="")
    assert ops.retire_service(cast.weighing, by=cast.ada, reason="Sold the scales").retired_at is not None
    with pytest.raises(NotAllowedNow):
        ops.retire_service(cast.weighing, by=cast.ada, reason="Again")
    with pytest.raises(NotAllowedNow):
        ops.revise_service(cast.weighing, by=cast.ada, name="Weighing again")


Try = Callable[[Cast, Actor], object]
CHANGING: dict[str, Try] = {
    "service.revise": lambda c, by: ops.revise_service(c.weighing, by=by, name="Scales"),
    "service.retire": lambda c, by: ops.retire_service(c.weighing, by=by, reason="Sold"),
}
ADDING: dict[str, Try] = {"service.add": lambda _, by: ops.add_service("Berthing", by=by)}


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


def test_a_grant_for_one_service(cast: Cast) -> None:
    other = ops.add_service("Berthing", by=cast.ada)
    owner = replace(cast.sam, grants=frozenset(), scoped=frozenset({("service.*", "service", other.pk)}))
    assert ops.revise_service(other, by=owner, name="Mooring").name == "Mooring"
    with pytest.raises(Refused):
        ops.revise_service(cast.weighing, by=owner, name="Scales")


def test_everybody_sees_services_in_use_and_staff_the_retired_too(cast: Cast) -> None:
    retired = ops.retire_service(ops.add_service("Berthing", by=cast.ada), by=cast.ada, reason="Silted up")
    with tenant.scope(cast.organization.id):
        assert [service.name for service in queries.visible_services(cast.sam)] == ["Berthing", "Weighing"]
        assert [service.name for service in queries.services_in_use(cast.sam)] == ["Weighing"]
        for actor in (cast.cora, replace(cast.sam, grants=frozenset())):
            assert [service.name for service in queries.visible_services(actor)] == ["Weighing"]
            with pytest.raises(NotFound):
                queries.service(actor, retired.pk)
        assert queries.service(cast.cora, cast.weighing.pk).name == "Weighing"
    with tenant.scope(cast.other.id), pytest.raises(NotFound):
        queries.service(cast.zoe, cast.weighing.pk)
