"""Signing in by a real SAML provider, and the ways in which an answer comes to the wrong place or twice."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client as Browser
from lxml import etree

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow
from bailiwick.kernel.identity.actors import actor_for_person
from bailiwick.kernel.identity.entrances.models import ReceivedAnswer, SignIn
from bailiwick.kernel.identity.federation import operations
from bailiwick.kernel.identity.federation.models import IdentityProvider
from bailiwick.kernel.identity.models import Account, Person, Role
from bailiwick.kernel.identity.operations import disable_person
from bailiwick.kernel.protocols.saml.reading import METADATA, tag
from tests.cast import Cast
from tests.providers.saml import Provider, running
from tests.web import Browser as Browsers


@pytest.fixture(scope="module")
def sso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with running(tmp_path_factory.mktemp("saml")) as provider:
        yield provider


@pytest.fixture
def provider(cast: Cast, sso: Provider) -> IdentityProvider:
    return operations.add_provider(
        by=cast.ada,
        kind="saml",
        name="Harbour SSO",
        metadata=sso.metadata,
        domains="harbour.example",
        makes_people=True,
    )


def begun(browser: Browser, provider: IdentityProvider) -> str:
    answer = browser.get(f"/sign-in/with/{provider.organization_id}/{provider.pk}/?next=/me/")
    assert answer.status_code == 302
    return str(answer["Location"])


def posted(organization: int, data: dict[str, str]) -> Any:
    """The provider's page posts from another site: the browser sends no cookie with it."""
    return Browser(enforce_csrf_checks=True).post(f"/sign-in/saml/{organization}/answer/", data)


def finished(browser: Browser, answer: Any) -> Any:
    assert answer.status_code == 303, answer.content.decode()
    return browser.get(answer["Location"])


def sign_in(provider: IdentityProvider, sso: Provider, login: str) -> tuple[Browser, Any]:
    browser = Browser()
    data = sso.answer(begun(browser, provider), login)
    return browser, finished(browser, posted(provider.organization_id, data))


def refusals(organization: int) -> list[str]:
    found = SignIn.objects.filter(what="wrong_answer", at_organization=organization).order_by("id")
    return list(found.values_list("method", flat=True))


def test_somebody_is_made_known_and_their_groups_give_roles(
    cast: Cast, sso: Provider, provider: IdentityProvider
) -> None:
    with tenant.scope(cast.organization.pk):
        role = Role.objects.get(code="SD")
    operations.add_mapping("Desk", role, by=cast.ada, provider=provider)
    sso.knows("noa", "noa@harbour.example", "desk", "choir")
    browser, answer = sign_in(provider, sso, "noa")
    assert (answer.status_code, answer["Location"]) == (302, "/me/")
    assert b"noa@harbour.example" in browser.get("/me/").content
    with tenant.scope(cast.organization.pk):
        person = Person.objects.get(account__email="noa@harbour.example")
        actor = actor_for_person(cast.organization.pk, person.pk)
    assert actor is not None
    assert actor.roles == {"SD"}
    assert SignIn.objects.get(account__email="noa@harbour.example").method == "Harbour SSO"
    assert browser.post("/sign-out/").status_code == 302
    assert browser.get("/me/").status_code == 302
    assert list(ReceivedAnswer.objects.values_list("content", flat=True)) == [{}], "nothing of it stays"


def test_an_answer_is_good_once_and_only_in_the_browser_that_asked(
    cast: Cast, sso: Provider, provider: IdentityProvider
) -> None:
    sso.knows("sam", "sam@harbour.example")
    browser, stranger = Browser(), Browser()
    data = sso.answer(begun(browser, provider), "sam")
    answer = posted(provider.organization_id, data)
    assert finished(stranger, answer).status_code == 422, "somebody who began nothing"
    again = posted(provider.organization_id, data)
    assert again.status_code == 422
    assert b"This answer came before" in again.content
    assert finished(browser, answer).status_code == 302
    assert finished(browser, answer).status_code == 422
    assert refusals(cast.organization.pk) == ["This answer came before: each is good once."]


def test_an_answer_to_another_request_or_with_another_relay_state(
    sso: Provider, provider: IdentityProvider
) -> None:
    sso.knows("sam", "sam@harbour.example")
    browser, stranger = Browser(), Browser()
    begun(stranger, provider)
    for_browser = posted(provider.organization_id, sso.answer(begun(browser, provider), "sam"))
    assert b"another sign-in" in finished(stranger, for_browser).content
    data = sso.answer(begun(browser, provider), "sam") | {"RelayState": "another"}
    assert b"another sign-in" in finished(browser, posted(provider.organization_id, data)).content
    assert browser.get("/me/").status_code == 302


def test_an_answer_for_another_organization(cast: Cast, sso: Provider, provider: IdentityProvider) -> None:
    """The other organization uses the same provider, with the same key: it is not the same door."""
    theirs = operations.add_provider(
        by=cast.zoe, kind="saml", name="Harbour SSO", metadata=sso.metadata, domains="harbour.example"
    )
    sso.knows("sam", "sam@harbour.example")
    data = sso.answer(begun(Browser(), provider), "sam")
    answer = posted(theirs.organization_id, data)
    assert answer.status_code == 422
    assert b"It is for another address" in answer.content
    assert posted(provider.organization_id, data).status_code == 303
    assert len(refusals(theirs.organization_id)) == 1
    nobody = posted(10**20, data)
    assert nobody.status_code == 404


def test_a_refusal_is_told_noted_and_seen_by_the_administrator_only(
    cast: Cast, browser: Browsers, sso: Provider, provider: IdentityProvider
) -> None:
    sso.knows("sam", "sam@harbour.example")
    data = sso.answer(begun(Browser(), provider), "sam")
    data["SAMLResponse"] = data["SAMLResponse"][:-40]
    answer = posted(provider.organization_id, data)
    assert answer.status_code == 422
    assert b"The provider&#39;s answer is not valid. It is no XML." in answer.content
    assert "It is no XML" in refusals(cast.organization.pk)[0]
    assert "It is no XML" in browser.as_("ada").get("/sign-ins/").text
    assert "It is no XML" not in browser.as_("sam").get("/sign-ins/").text
    assert "It is no XML" not in browser.as_("zoe").get("/sign-ins/").text


@pytest.mark.parametrize("email", ["eve@elsewhere.example", "ada@harbour.example.evil", "nobody"])
def test_who_is_not_of_the_domains_stays_outside(
    cast: Cast, sso: Provider, provider: IdentityProvider, email: str
) -> None:
    sso.knows("eve", email)
    browser, answer = sign_in(provider, sso, "eve")
    assert answer.status_code == 422
    assert browser.get("/me/").status_code == 302
    assert "Nobody is known here" in refusals(cast.organization.pk)[0]


def test_the_disabled_stay_outside_and_a_disabled_provider_signs_nobody_in(
    cast: Cast, sso: Provider, provider: IdentityProvider
) -> None:
    sso.knows("sam", "sam@harbour.example")
    data = sso.answer(begun(Browser(), provider), "sam")
    disable_person(cast.people["sam"], by=cast.ada, reason="Left")
    assert sign_in(provider, sso, "sam")[1].status_code == 422
    operations.disable_provider(provider, by=cast.ada, reason="Moved")
    assert b"No provider of this organization" in posted(provider.organization_id, data).content
    with pytest.raises(NotAllowedNow):
        operations.disable_provider(provider, by=cast.ada, reason="Moved")


def test_a_saml_journey_ends_at_no_other_door(sso: Provider, provider: IdentityProvider) -> None:
    browser = Browser()
    begun(browser, provider)
    assert browser.get("/sign-in/callback/?state=x&code=y").status_code == 422


def test_our_metadata_says_who_we_are(provider: IdentityProvider) -> None:
    address = f"/sign-in/saml/{provider.organization_id}/metadata/"
    answer = Browser().get(address)
    root = etree.fromstring(answer.content)
    assert answer["Content-Type"] == "application/samlmetadata+xml"
    assert urlsplit(root.get("entityID", "")).path == address
    back = root.find(f".//{tag(METADATA, 'AssertionConsumerService')}")
    assert back is not None
    assert back.get("Location", "").endswith(f"/sign-in/saml/{provider.organization_id}/answer/")


def test_the_pages_ask_for_what_the_protocol_needs(
    cast: Cast, browser: Browsers, sso: Provider, provider: IdentityProvider
) -> None:
    ada = browser.as_("ada")
    assert "Issuer" in ada.get("/identity-providers/new/").text
    form = ada.get("/identity-providers/new/?kind=saml").text
    assert "Metadata of the provider" in form
    assert "Issuer" not in form
    said = {"kind": "saml", "name": "Second", "domains": "harbour.example", "metadata": sso.metadata}
    assert "Another provider here has this entityID" in ada.post("/identity-providers/new/", said).text
    said["metadata"] = sso.metadata.replace(f'entityID="{sso.address}"', 'entityID="urn:second"')
    added = ada.post("/identity-providers/new/", said)
    assert added.status_code == 303, added.text
    page = ada.get(added["Location"]).text
    assert "urn:second" in page
    assert "Test the connection" not in page
    said |= {"metadata": "", "name": "Renamed", "kind": "saml", "groups_attribute": "memberOf"}
    assert ada.post(f"{added['Location']}revise/", said).status_code == 303
    page = ada.get(added["Location"]).text
    assert "urn:second" in page
    assert "memberOf" in page
    assert "keeps its protocol" in ada.post(f"{added['Location']}revise/", said | {"kind": "oidc"}).text


def test_what_is_needed_is_asked_for(cast: Cast) -> None:
    with pytest.raises(Invalid, match="metadata"):
        operations.add_provider(by=cast.ada, kind="saml", name="x", domains="x.example")
    with pytest.raises(Invalid, match="no such protocol"):
        operations.add_provider(by=cast.ada, kind="smoke", name="x", domains="x.example")
    assert Account.objects.filter(email="x").count() == 0
