"""Signing in with the password of a real directory."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client as Browser

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.actors import actor_for_person
from bailiwick.kernel.identity.entrances.models import SignIn
from bailiwick.kernel.identity.federation import operations
from bailiwick.kernel.identity.federation.models import IdentityProvider
from bailiwick.kernel.identity.models import Account, Person, Role
from tests.cast import Cast
from tests.providers import directory as served
from tests.web import Browser as Browsers


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[served.Served]:
    people = [
        served.person("noa", "desk"),
        served.person("sam"),
        served.person("eve", mail="eve@elsewhere.example"),
    ]
    with served.running(tmp_path_factory.mktemp("ldap"), *people) as running:
        yield running


@pytest.fixture
def provider(cast: Cast, server: served.Served) -> IdentityProvider:
    return operations.add_provider(
        by=cast.ada,
        kind="ldap",
        name="Harbour directory",
        address=server.secured,
        certificates=server.certificate,
        base=f"ou=people,{served.BASE}",
        bind_dn=served.SEARCHER,
        secret=served.PASSWORD,
        login_attribute="uid",
        domains="harbour.example",
        makes_people=True,
    )


def sign_in(provider: IdentityProvider, login: str, password: str = served.PASSWORD) -> tuple[Browser, Any]:
    browser = Browser()
    start = browser.get(f"/sign-in/with/{provider.organization_id}/{provider.pk}/?next=/me/")
    assert start.status_code == 302
    return browser, browser.post(start["Location"], {"login": login, "password": password, "next": "/me/"})


def test_somebody_is_made_known_and_their_groups_give_roles(cast: Cast, provider: IdentityProvider) -> None:
    with tenant.scope(cast.organization.pk):
        role = Role.objects.get(code="SD")
    operations.add_mapping("Desk", role, by=cast.ada, provider=provider)
    browser, answer = sign_in(provider, "noa")
    assert (answer.status_code, answer["Location"]) == (302, "/me/")
    assert b"noa@harbour.example" in browser.get("/me/").content
    with tenant.scope(cast.organization.pk):
        actor = actor_for_person(
            cast.organization.pk, Person.objects.get(account__email="noa@harbour.example").pk
        )
    assert actor is not None
    assert actor.roles == {"SD"}


@pytest.mark.parametrize(("login", "password"), [("sam", "wrong"), ("sam", " "), ("s*", served.PASSWORD)])
def test_a_wrong_password_is_told_and_noted(
    cast: Cast, browser: Browsers, provider: IdentityProvider, login: str, password: str
) -> None:
    visitor, answer = sign_in(provider, login, password)
    assert answer.status_code == 422
    assert b"do not belong together" in answer.content
    assert visitor.get("/me/").status_code == 302
    noted = SignIn.objects.get(at_organization=cast.organization.pk)
    assert noted.what == "wrong_password"
    assert "Harbour directory" in browser.as_("ada").get("/sign-ins/").text


def test_a_directory_opens_nothing_for_other_domains(cast: Cast, provider: IdentityProvider) -> None:
    assert sign_in(provider, "eve")[1].status_code == 422
    assert not Account.objects.filter(email="eve@elsewhere.example").exists()


def test_guessing_is_slowed_down(cast: Cast, provider: IdentityProvider) -> None:
    answers = [sign_in(provider, "sam", "wrong")[1].status_code for _ in range(6)]
    assert answers[0] == 422
    assert answers[-1] == 429


def test_the_secret_goes_to_no_other_directory(
    cast: Cast, browser: Browsers, provider: IdentityProvider
) -> None:
    ada = browser.as_("ada")
    page = ada.get(f"/identity-providers/{provider.pk}/").text
    assert "Set, and never shown" in page
    form = ada.get(f"/identity-providers/{provider.pk}/revise/").text
    assert served.PASSWORD not in page + form
    assert "Account that searches" in form
    assert ada.post(f"/identity-providers/{provider.pk}/test/").status_code == 303
    with pytest.raises(Invalid, match="secret"):
        operations.revise_provider(provider, by=cast.ada, address="ldaps://elsewhere.example")
    assert "Attribute with the user name" in ada.get("/identity-providers/new/?kind=ldap").text


def test_what_is_needed_is_asked_for(cast: Cast) -> None:
    with pytest.raises(Invalid, match="base"):
        operations.add_provider(
            by=cast.ada, kind="ldap", name="x", domains="x.example", address="ldaps://x.example"
        )
    with pytest.raises(Invalid, match="address"):
        operations.add_provider(
            by=cast.ada, kind="ldap", name="x", domains="x.example", address="http://x.example", base="dc=x"
        )
