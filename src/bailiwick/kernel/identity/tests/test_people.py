"""People: known, changed, admitted, disabled, enabled."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, Refused, Stale
from bailiwick.kernel.identity import operations as ops
from bailiwick.kernel.identity.actors import actor_for_person, entered_with_token, memberships
from bailiwick.kernel.identity.models import Account, Person
from bailiwick.kernel.ledger.models import LedgerChange, LedgerEvent
from tests.cast import Cast


def test_a_person_is_added_with_cleaned_fields(cast: Cast) -> None:
    person = ops.add_person(
        "  Noor ", by=cast.ada, email="Noor@harbour.example", party=cast.quay, zone="Asia/Dubai"
    )
    with tenant.scope(cast.organization.id):
        stored = Person.objects.get(pk=person.pk)
    assert (stored.name, stored.email, stored.party_id) == ("Noor", "Noor@harbour.example", cast.quay.pk)
    assert (stored.zone, stored.name_key, stored.email_key) == ("Asia/Dubai", "noor", "noor@harbour.example")


def test_the_search_keys_do_not_swell_the_ledger(cast: Cast) -> None:
    person = ops.add_person("Noor", by=cast.ada)
    with tenant.scope(cast.organization.id):
        change = LedgerChange.objects.get(table_name="identity_person", row_id=person.pk)
    assert change.after is not None
    assert "name" in change.after
    assert not {"name_key", "email_key"} & change.after.keys()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"name": "Noor", "email": "noor"}, "email"),
        ({"name": "Noor", "zone": "Moon"}, "zone"),
        ({"name": "Noor", "email": "SAM@harbour.example"}, "email"),
    ],
)
def test_what_cannot_be_added(cast: Cast, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        ops.add_person(fields.pop("name"), by=cast.ada, **fields)
    assert list(caught.value.fields) == [field]


def test_any_number_of_people_may_have_no_address(cast: Cast) -> None:
    assert ops.add_person("One", by=cast.ada).pk != ops.add_person("Two", by=cast.ada).pk


def test_an_address_may_be_used_in_another_organization_too(cast: Cast) -> None:
    assert ops.add_person("Sam", by=cast.zoe, email="sam@harbour.example").pk


def test_nobody_is_added_to_a_retired_or_foreign_party(cast: Cast) -> None:
    ops.disable_person(cast.people["cora"], by=cast.ada, reason="Left")
    ops.retire_party(cast.quay, by=cast.ada, reason="Contract over")
    with pytest.raises(Invalid) as caught:
        ops.add_person("Noor", by=cast.ada, party=cast.quay)
    assert "out of use" in caught.value.fields["party"]
    with pytest.raises(Invalid) as caught:
        ops.add_person("Noor", by=cast.zoe, party=cast.rope)
    assert caught.value.fields == {"party": "There is no such party."}


def test_an_account_is_one_person_of_an_organization(cast: Cast) -> None:
    account = Account.objects.get(email="sam@harbour.example")
    with pytest.raises(Invalid) as caught:
        ops.add_person("Sam again", by=cast.ada, account=account)
    assert list(caught.value.fields) == ["account"]


def test_revising_names_only_what_changed(cast: Cast) -> None:
    sam = cast.people["sam"]
    revised = ops.revise_person(
        sam, by=cast.ada, expected_version=1, name="Samuel", email=sam.email, is_top_management=True
    )
    assert (revised.name, revised.is_top_management, revised.version) == ("Samuel", True, 2)
    with tenant.scope(cast.organization.id):
        change = LedgerChange.objects.get(event_id=LedgerEvent.objects.latest("id").pk)
    assert change.after == {"name": "Samuel", "is_top_management": True, "version": 2}


def test_revising_nothing_leaves_the_version(cast: Cast) -> None:
    assert ops.revise_person(cast.people["sam"], by=cast.ada, name="Sam").version == 1


def test_a_taken_address_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid) as caught:
        ops.revise_person(cast.people["sam"], by=cast.ada, email="Mia@Harbour.example")
    assert list(caught.value.fields) == ["email"]


@pytest.mark.parametrize(
    "act",
    [
        lambda p, by: ops.revise_person(p, by=by, name="X", expected_version=7),
        lambda p, by: ops.disable_person(p, by=by, reason="Left", expected_version=7),
        lambda p, by: ops.enable_person(p, by=by, expected_version=7),
        lambda p, by: ops.admit_person(p, by=by, expected_version=7),
    ],
)
def test_a_stale_version_is_refused(cast: Cast, act: Callable[..., object]) -> None:
    with pytest.raises(Stale):
        act(cast.people["sam"], cast.ada)


def test_somebody_with_roles_or_teams_does_not_change_sides(cast: Cast) -> None:
    for name in ("sam", "mia"):
        with pytest.raises(Invalid) as caught:
            ops.revise_person(cast.people[name], by=cast.ada, party=cast.quay)
        assert list(caught.value.fields) == ["party"]
    newcomer = ops.add_person("Noor", by=cast.ada)
    assert ops.revise_person(newcomer, by=cast.ada, party=cast.quay).party_id == cast.quay.pk
    assert ops.revise_person(newcomer, by=cast.ada, party=None).party_id is None


def test_a_grant_for_one_party_does_not_reach_beyond_it(cast: Cast) -> None:
    keeper = replace(cast.sam, grants=frozenset(), scoped=frozenset({("person.*", "party", cast.quay.pk)}))
    assert ops.revise_person(cast.people["cora"], by=keeper, name="Cora B.").name == "Cora B."
    with pytest.raises(Refused):
        ops.revise_person(cast.people["dan"], by=keeper, name="Dan B.")
    for elsewhere in (None, cast.rope):
        with pytest.raises(Refused):
            ops.revise_person(cast.people["cora"], by=keeper, party=elsewhere)
    with tenant.scope(cast.organization.id):
        assert Person.objects.get(pk=cast.people["cora"].pk).party_id == cast.quay.pk


def test_a_disabled_person_is_nobody_any_more(cast: Cast) -> None:
    issued = ops.issue_token(
        "Script", by=cast.sam, scopes=["incident.classify"], expires_at=clock.now() + timedelta(days=1)
    )
    sam = ops.disable_person(cast.people["sam"], by=cast.ada, reason="Left")
    assert sam.is_disabled
    with tenant.scope(cast.organization.id):
        assert actor_for_person(cast.organization.id, sam.pk) is None
    with entered_with_token(issued.secret) as nobody:
        assert nobody is None
    assert memberships(sam.account_id or 0) == []
    ops.enable_person(sam, by=cast.ada)
    assert [m.person_id for m in memberships(sam.account_id or 0)] == [sam.pk]
    assert cast.sam.may("incident.resolve")
    with entered_with_token(issued.secret) as nobody:
        assert nobody is None


def test_disabling_and_enabling_happen_once_and_with_a_reason(cast: Cast) -> None:
    sam = cast.people["sam"]
    with pytest.raises(Invalid):
        ops.disable_person(sam, by=cast.ada, reason=" ")
    with pytest.raises(NotAllowedNow):
        ops.enable_person(sam, by=cast.ada)
    ops.disable_person(sam, by=cast.ada, reason="Left")
    with pytest.raises(NotAllowedNow):
        ops.disable_person(sam, by=cast.ada, reason="Left")


def test_admitting_gives_the_account_of_the_address(cast: Cast) -> None:
    noor = ops.add_person("Noor", by=cast.ada, email="Noor@harbour.example")
    admitted = ops.admit_person(noor, by=cast.ada)
    assert admitted.account is not None
    assert admitted.account.email == "noor@harbour.example"
    assert not admitted.account.has_usable_password()
    with pytest.raises(NotAllowedNow):
        ops.admit_person(noor, by=cast.ada)


def test_admitting_joins_an_account_from_elsewhere_without_a_word(cast: Cast) -> None:
    visitor = ops.add_person("Zoe", by=cast.ada, email="zoe@far.example")
    admitted = ops.admit_person(visitor, by=cast.ada)
    assert admitted.account_id == cast.strangers["zoe"].account_id
    assert len(memberships(admitted.account_id or 0)) == 2


def test_who_cannot_be_admitted(cast: Cast) -> None:
    nameless = ops.add_person("No address", by=cast.ada)
    with pytest.raises(Invalid) as caught:
        ops.admit_person(nameless, by=cast.ada)
    assert list(caught.value.fields) == ["email"]
    gone = ops.add_person("Gone", by=cast.ada, email="gone@harbour.example")
    ops.disable_person(gone, by=cast.ada, reason="Left")
    with pytest.raises(NotAllowedNow):
        ops.admit_person(gone, by=cast.ada)
