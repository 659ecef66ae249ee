"""The first administrator: made once, even when two claim at once."""

import pytest

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, Refused
from bailiwick.kernel.identity import actors
from bailiwick.kernel.identity import operations as ops
from bailiwick.kernel.identity.models import Account, Organization
from bailiwick.kernel.identity.operations.claiming import CLAIM_LOCK
from bailiwick.kernel.identity.tests.waiting import together
from bailiwick.kernel.identity.types import Claim

GOOD = "tide tables at noon"


def claim(name: str = "Harbour Lights") -> Claim:
    return ops.first_administrator("Ada@harbour.example", "Ada", GOOD, name, "Europe/Lisbon")


@pytest.mark.django_db
def test_the_first_administrator_founds_the_organization_and_may_everything() -> None:
    claimed = claim()
    organization = claimed.organization
    assert (organization.name, organization.slug, organization.zone) == (
        "Harbour Lights",
        "harbour-lights",
        "Europe/Lisbon",
    )
    [membership] = actors.memberships(claimed.account.pk)
    assert (membership.organization_id, membership.person_id) == (organization.pk, claimed.person.pk)
    with tenant.scope(organization.pk):
        actor = actors.actor_for_person(organization.pk, claimed.person.pk)
    assert actor is not None
    assert actor.may("role.assign")
    assert claimed.account.check_password(GOOD)


@pytest.mark.django_db
def test_a_claim_is_possible_once() -> None:
    assert actors.is_unclaimed()
    claim()
    assert not actors.is_unclaimed()
    with pytest.raises(Refused):
        claim("Other Harbour")
    assert [slug for _, slug, _ in actors.organizations()] == ["harbour-lights"]


@pytest.mark.django_db
def test_an_organization_that_waits_for_its_administrator_is_taken_by_its_name() -> None:
    waiting = ops.first_organization("Harbour Lights", "UTC")
    with pytest.raises(Refused):
        ops.first_organization("Other Harbour", "UTC")
    claimed = claim()
    assert (claimed.organization.pk, claimed.is_new) == (waiting.pk, False)
    assert len(actors.organizations()) == 1
    [membership] = actors.memberships(claimed.account.pk)
    assert membership.organization_id == waiting.pk


@pytest.mark.django_db
def test_a_claim_with_faults_leaves_nothing_behind() -> None:
    with pytest.raises(Invalid) as caught:
        ops.first_administrator("ada", "", GOOD, "\n", "Moon")
    assert list(caught.value.fields) == ["email", "name", "organization_name", "zone"]
    with pytest.raises(Invalid) as caught:
        ops.first_administrator("ada@harbour.example", "Ada", "short", "Harbour", "UTC")
    assert list(caught.value.fields) == ["password"]
    assert actors.organizations() == []
    assert actors.is_unclaimed()


@pytest.mark.django_db
def test_an_organization_that_nobody_entered_does_not_stand_in_the_way() -> None:
    ops.found_organization("Harbour Lights", slug="harbour-lights")
    assert claim().organization.slug == "harbour-lights-2"
    assert len(actors.organizations()) == 2


def test_of_two_claims_at_once_one_succeeds(committed: None) -> None:
    outcomes = together(
        [claim, lambda: claim("Far Shore")], lock=f"select pg_advisory_xact_lock({CLAIM_LOCK})"
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "Refused"]
    assert len(actors.organizations()) == 1
    assert Account.objects.count() == 1


@pytest.mark.django_db
def test_an_organization_is_founded_with_a_name_a_zone_and_a_short_name_of_its_own() -> None:
    ops.found_organization("Harbour", slug="harbour")
    for name, slug, zone, field in (
        ("Harbour", "harbour", "UTC", "slug"),
        (" ", "other", "UTC", "name"),
        ("Other", "other", "Moon", "zone"),
    ):
        with pytest.raises(Invalid) as caught:
            ops.found_organization(name, slug=slug, zone=zone)
        assert list(caught.value.fields) == [field]


@pytest.mark.django_db
def test_an_organization_is_revised() -> None:
    claimed = claim()
    by = _administrator(claimed)
    revised = ops.revise_organization(
        claimed.organization, by=by, expected_version=1, name="Lights", zone="Asia/Dubai", headcount=12
    )
    assert (revised.name, revised.zone, revised.headcount, revised.version) == ("Lights", "Asia/Dubai", 12, 2)
    for fields in ({"name": ""}, {"zone": "Moon"}, {"headcount": -1}):
        with pytest.raises(Invalid) as caught:
            ops.revise_organization(claimed.organization, by=by, **fields)
        assert caught.value.fields.keys() == fields.keys()
    with tenant.scope(claimed.organization.pk):
        assert Organization.objects.get().version == 2


def _administrator(claimed: Claim) -> Actor:
    with tenant.scope(claimed.organization.pk):
        actor = actors.actor_for_person(claimed.organization.pk, claimed.person.pk)
    assert actor is not None
    return actor
