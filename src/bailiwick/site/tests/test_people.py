"""Letting people in and out from the command line."""

from datetime import timedelta

import pytest
from django.test import Client

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.errors import Invalid, NotFound, Refused
from bailiwick.kernel.identity.actors import actor_for_person, entered_with_token
from bailiwick.kernel.identity.entrances.factors import codes
from bailiwick.kernel.identity.entrances.factors import operations as factors
from bailiwick.kernel.identity.entrances.factors.queries import has_factor
from bailiwick.kernel.identity.entrances.signins import Place
from bailiwick.kernel.identity.models import Account, Person
from bailiwick.site import people
from tests.cast import PASSWORD, Cast
from tests.web import Browser


def let_in(email: str = "nora@harbour.example", password: str | None = PASSWORD, role: str = "SD") -> str:
    return people.let_in(email, "Nora", organization="harbour", role_codes=[role], password=password)


def test_somebody_is_let_in_with_a_password(cast: Cast, client: Client) -> None:
    assert let_in() == ""
    answer = client.post("/sign-in/", {"login": "nora@harbour.example", "password": PASSWORD})
    assert answer["Location"] == "/"
    with tenant.scope(cast.organization.id):
        nora = actor_for_person(cast.organization.id, Person.objects.get(name="Nora").pk)
    assert nora is not None
    assert nora.roles == {"SD"}


def test_somebody_is_let_in_with_a_link(cast: Cast, client: Client) -> None:
    link = let_in(password=None)
    assert client.get(link.removeprefix("http://localhost:8000")).status_code == 200


@pytest.mark.parametrize(
    ("email", "password", "role", "field"),
    [
        ("nora@harbour.example", "short", "SD", "password"),
        ("nora@harbour.example", PASSWORD, "KING", "role"),
        ("sam@harbour.example", PASSWORD, "SD", "account"),
        ("nowhere", PASSWORD, "SD", "email"),
    ],
)
def test_somebody_is_let_in_wholly_or_not(
    cast: Cast, email: str, password: str, role: str, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        let_in(email, password, role)
    assert field in refusal.value.fields
    assert not Account.objects.filter(email="nora@harbour.example").exists()
    with tenant.scope(cast.organization.id):
        assert not Person.objects.filter(name="Nora").exists()


def test_a_password_that_exists_is_not_overwritten(cast: Cast) -> None:
    let_in()
    with pytest.raises(Refused):
        people.let_in(
            "nora@harbour.example", "Nora", organization="far", role_codes=[], password="another one"
        )
    assert (
        people.let_in("nora@harbour.example", "Nora", organization="far", role_codes=[], password=None) == ""
    )


def test_the_organization_is_named_where_there_are_several(cast: Cast) -> None:
    assert people.organization_named("Far Shore") == people.organization_named("far") == cast.other.id
    for name in (None, "nowhere"):
        with pytest.raises(NotFound, match="there are: harbour, far"):
            people.organization_named(name)


def test_somebody_is_shut_out(cast: Cast, browser: Browser) -> None:
    client = browser.as_("sam")
    people.shut_out("sam@harbour.example", organization="harbour", reason="Left the company.")
    assert client.get("/me/").status_code == 302


@pytest.mark.parametrize("email", ["zoe@far.example", "nobody@harbour.example"])
def test_nobody_of_elsewhere_is_shut_out(cast: Cast, email: str) -> None:
    with pytest.raises(NotFound):
        people.shut_out(email, organization="harbour", reason="A mistake.")


def test_a_token_is_given_for_verbs_that_its_person_holds(cast: Cast) -> None:
    def give(*scopes: str) -> str:
        return people.give_token(
            "sam@harbour.example",
            "Export",
            organization="harbour",
            scopes=scopes,
            valid_for=timedelta(days=3),
        )

    with entered_with_token(give("incident.log")) as holder:
        assert holder is not None
    assert holder.person_id == cast.people["sam"].pk
    assert holder.limits == frozenset({"incident.log"})
    with pytest.raises(Invalid, match="do not hold"):
        give("role.assign")


def test_a_link_is_made_for_an_account_only(cast: Cast) -> None:
    assert "/password/reset/" in people.link_of(" SAM@harbour.example ")
    with pytest.raises(NotFound):
        people.link_of("nobody@harbour.example")


def test_lost_factors_are_cleared(cast: Cast, browser: Browser) -> None:
    sam, client = Account.objects.get(email="sam@harbour.example"), browser.as_("sam")
    secret = codes.new_secret()
    now = codes.code_at(secret, int(clock.now().timestamp()) // codes.PERIOD)
    factors.add_app(sam, secret, now, place=Place())
    assert people.clear_factors(" SAM@harbour.example ") == 2, "the app and its recovery codes"
    assert not has_factor(sam)
    assert client.get("/me/").status_code == 302
    with pytest.raises(NotFound):
        people.clear_factors("nobody@harbour.example")
