"""Signing in by a real OpenID Connect provider, and what is refused of answers that are not its own."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
import pytest
from django.conf import settings
from django.test import Client as Browser
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.errors import Invalid, Refused
from bailiwick.kernel.identity.actors import actor_for_person
from bailiwick.kernel.identity.federation import operations, queries
from bailiwick.kernel.identity.federation.models import IdentityProvider
from bailiwick.kernel.identity.models import Account, Person, Role
from bailiwick.kernel.identity.operations import add_person, disable_person
from bailiwick.kernel.ledger.models import LedgerChange, LedgerEvent
from bailiwick.kernel.protocols import oidc
from bailiwick.kernel.protocols.types import Client
from tests.cast import Cast
from tests.providers.serving import served

BACK = f"{settings.PUBLIC_URL}/sign-in/callback/"
SECRET = "a-secret-of-the-tests"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with served("oidc.mjs", BACK) as address:
        yield address


def keep(issuer: str, name: str, email: str, *groups: str, verified: bool = True) -> None:
    claims = {"email": email, "email_verified": verified, "name": name.title(), "groups": list(groups)}
    httpx.post(f"{issuer}/people", json={name: claims})


@pytest.fixture
def provider(cast: Cast, issuer: str) -> IdentityProvider:
    return operations.add_provider(
        by=cast.ada,
        name="Harbour ID",
        issuer=issuer,
        client_id="bailiwick",
        secret=SECRET,
        domains="harbour.example",
        makes_people=True,
    )


def begun(browser: Browser, provider: IdentityProvider) -> str:
    """Where the product sends somebody."""
    answer = browser.get(f"/sign-in/with/{provider.organization_id}/{provider.pk}/?next=/me/")
    assert answer.status_code == 302
    return str(answer["Location"])


def answered(address: str, login: str) -> str:
    """The provider's pages, filled in as `login`; returns the address to which it sends back."""
    with httpx.Client() as client:
        response = client.get(address)
        for _ in range(12):
            if response.is_redirect:
                address = urljoin(str(response.url), response.headers["Location"])
                if address.startswith(BACK):
                    return address
                response = client.get(address)
                continue
            action = re.search(r'action="([^"]+)"', response.text)
            assert action is not None, response.text
            prompt = re.search(r'name="prompt" value="([^"]+)"', response.text)
            data = {"prompt": prompt[1] if prompt else "login", "login": login, "password": "any"}
            response = client.post(urljoin(str(response.url), action[1]), data=data)
    raise AssertionError(response.text)


def come_back(browser: Browser, address: str) -> Any:
    parts = urlsplit(address)
    return browser.get(f"{parts.path}?{parts.query}")


def sign_in(provider: IdentityProvider, login: str) -> tuple[Browser, Any]:
    browser = Browser()
    return browser, come_back(browser, answered(begun(browser, provider), login))


def roles_of(cast: Cast, email: str) -> frozenset[str]:
    with tenant.scope(cast.organization.pk):
        person = Person.objects.get(account__email=email)
        actor = actor_for_person(cast.organization.pk, person.pk)
    assert actor is not None
    return actor.roles


def test_somebody_of_the_domain_is_made_known_and_their_groups_give_roles(
    cast: Cast, issuer: str, provider: IdentityProvider
) -> None:
    with tenant.scope(cast.organization.pk):
        role = Role.objects.get(code="SD")
    operations.add_mapping("Desk", role, by=cast.ada, provider=provider)
    keep(issuer, "noa", "noa@harbour.example", "desk", "choir")
    browser, answer = sign_in(provider, "noa")
    assert (answer.status_code, answer["Location"]) == (302, "/me/")
    assert b"noa@harbour.example" in browser.get("/me/").content
    assert roles_of(cast, "noa@harbour.example") == {"SD"}
    with tenant.scope(cast.organization.pk):
        assert [one.name for one in queries.groups(cast.ada)] == ["desk"], "only groups that mean something"
        entry = LedgerEvent.objects.filter(verb="person.recognize").earliest("pk")
    assert entry.payload is not None
    assert entry.payload["facts"] == {"provider": "Harbour ID", "subject": "noa"}
    keep(issuer, "noa", "noa@harbour.example", "choir")
    sign_in(provider, "noa")
    assert roles_of(cast, "noa@harbour.example") == frozenset()


def test_a_subject_stays_the_same_person_when_the_address_changes(
    cast: Cast, issuer: str, provider: IdentityProvider
) -> None:
    keep(issuer, "sam", "sam@harbour.example")
    sign_in(provider, "sam")
    keep(issuer, "sam", "mia@harbour.example")
    browser, _ = sign_in(provider, "sam")
    assert b"sam@harbour.example" in browser.get("/me/").content


@pytest.mark.parametrize(
    ("email", "verified"),
    [
        ("eve@elsewhere.example", True),
        ("sam@harbour.example", False),
        ("", True),
        ("ada@harbour.example.evil", True),
    ],
)
def test_who_is_not_of_the_domains_stays_outside(
    cast: Cast, issuer: str, provider: IdentityProvider, email: str, verified: bool
) -> None:
    login = f"eve-{email}-{verified}"
    keep(issuer, login, email, verified=verified)
    browser, answer = sign_in(provider, login)
    assert answer.status_code == 422
    assert browser.get("/me/").status_code == 302
    assert not Account.objects.filter(email="eve@elsewhere.example").exists()


def test_nobody_is_made_known_where_that_is_not_wanted_and_the_disabled_stay_out(
    cast: Cast, issuer: str, provider: IdentityProvider
) -> None:
    operations.revise_provider(provider, by=cast.ada, makes_people=False)
    keep(issuer, "pia", "pia@harbour.example")
    assert sign_in(provider, "pia")[1].status_code == 422
    disable_person(cast.people["sam"], by=cast.ada, reason="Left")
    keep(issuer, "sam2", "sam@harbour.example")
    assert sign_in(provider, "sam2")[1].status_code == 422


def test_a_provider_opens_its_own_organization_only(
    cast: Cast, issuer: str, provider: IdentityProvider
) -> None:
    """Sam is in both organizations; the provider of one must not let anybody into the other as Sam."""
    account = Account.objects.get(email="sam@harbour.example")
    add_person("Sam", by=cast.zoe, email=account.email, account=account)
    keep(issuer, "sam3", "sam@harbour.example")
    browser, _ = sign_in(provider, "sam3")
    choice = browser.get("/organizations/").content
    assert b"Harbour Lights" in choice
    assert b"Far Shore" not in choice
    assert browser.post("/organizations/", {"organization": cast.other.pk}).status_code == 404
    # Nor may this session give the account a passkey or an app that would open the other one.
    for page in ("app", "passkeys", "codes"):
        asked = browser.get(f"/me/factors/{page}/")
        assert asked.status_code == 302, page
        assert asked["Location"].startswith("/me/confirm/"), page
    assert browser.get("/me/factors/passkeys/options/").status_code != 200


def test_an_answer_is_good_once_and_only_in_the_browser_that_asked(
    cast: Cast, issuer: str, provider: IdentityProvider
) -> None:
    keep(issuer, "sam4", "sam@harbour.example")
    browser, stranger = Browser(), Browser()
    address = answered(begun(browser, provider), "sam4")
    assert come_back(stranger, address).status_code == 422
    begun(stranger, provider)
    assert come_back(stranger, address).status_code == 422, "the state of another sign-in"
    assert come_back(browser, address).status_code == 302
    assert come_back(browser, address).status_code == 422


def test_the_way_there_is_protected(cast: Cast, provider: IdentityProvider) -> None:
    asked = parse_qs(urlsplit(begun(Browser(), provider)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 32
    assert len(asked["nonce"][0]) >= 32
    assert asked["redirect_uri"] == [BACK]
    assert "secret" not in json.dumps(asked)


def offered(email: str) -> bytes:
    content: bytes = Browser().get("/sign-in/organization/", {"email": email}).content
    return content


def test_the_page_offers_providers_by_domain(cast: Cast, provider: IdentityProvider) -> None:
    path = f"/sign-in/with/{provider.organization_id}/{provider.pk}/"
    address = path.encode()
    assert address in offered("Anybody@Harbour.example")
    assert address not in offered("anybody@elsewhere.example")
    operations.disable_provider(provider, by=cast.ada, reason="Moved")
    assert address not in offered("anybody@harbour.example")
    assert Browser().get(path).status_code == 404


def test_a_secret_is_written_and_never_read(cast: Cast, provider: IdentityProvider, client: Browser) -> None:
    client.force_login(Account.objects.get(email="ada@harbour.example"))
    for page in ("", "revise/"):
        content = client.get(f"/identity-providers/{provider.pk}/{page}").content.decode()
        assert "Harbour ID" in content
        assert SECRET not in content
    assert SECRET.encode() not in bytes(provider.secret)
    with tenant.scope(cast.organization.pk):
        kept = LedgerChange.objects.filter(table_name="federation_identityprovider").values_list(
            "after", flat=True
        )
        assert kept
        assert all("secret" not in one for one in kept if one)
    with pytest.raises(Invalid, match="secret"):
        operations.revise_provider(provider, by=cast.ada, issuer="https://elsewhere.example")


def test_a_connection_is_tested(cast: Cast, issuer: str, provider: IdentityProvider) -> None:
    oidc.tested(queries.client_of(provider))
    with pytest.raises(Invalid, match="cannot be reached"):
        oidc.tested(Client("http://127.0.0.1:9", "x"))
    with pytest.raises(Invalid, match="answered 404"):
        oidc.tested(Client(f"{issuer}/not", "x"))
    with pytest.raises(Invalid, match="calls itself"):
        oidc.tested(Client(issuer.replace("127.0.0.1", "localhost"), "x"))


def test_only_who_may_everything_says_who_signs_in(cast: Cast) -> None:
    with pytest.raises(Refused):
        operations.add_provider(
            by=cast.mia, name="x", issuer="https://x.example", client_id="x", domains="x.example"
        )


@pytest.mark.parametrize(
    "issuer", ["http://id.example", "ftp://x", "https://u@x.example", "javascript:alert(1)", ""]
)
def test_addresses_that_are_none(cast: Cast, issuer: str) -> None:
    with pytest.raises(Invalid):
        operations.add_provider(by=cast.ada, name="x", issuer=issuer, client_id="x", domains="x.example")


KEY, OTHER = RSAKey.generate_key(2048, {"kid": "a"}), RSAKey.generate_key(2048, {"kid": "a"})
HERE = Client("https://id.example", "bailiwick")


def token(algorithm: str = "RS256", key: Any = KEY, **changes: Any) -> str:
    now = int(clock.now().timestamp())
    claims = {"iss": HERE.issuer, "aud": "bailiwick", "sub": "noa", "nonce": "n", "iat": now, "exp": now + 60}
    content = {name: value for name, value in {**claims, **changes}.items() if value is not None}
    return jwt.encode({"alg": algorithm, "kid": "a"}, content, key, algorithms=[algorithm])


def test_a_token_that_is_good_here() -> None:
    keys = KeySet([KEY])
    assert oidc.verified(token(), keys, HERE, "n")["sub"] == "noa"


@pytest.mark.parametrize(
    "forged",
    [
        token(key=OTHER),
        token("none", None),
        token("HS256", OctKey.import_key("a-secret-of-the-tests-that-is-long")),
        token(iss="https://evil.example"),
        token(aud="somebody-else"),
        token(aud=["bailiwick", "somebody-else"]),
        token(azp="somebody-else"),
        token(nonce="of another sign-in"),
        token(nonce=None),
        token(exp=1),
        token(exp=None),
        token(sub=None),
        token()[:-4] + "AAAA",
        "",
        "a.b.c",
    ],
)
def test_a_token_that_is_forged(forged: str) -> None:
    with pytest.raises(Refused):
        oidc.verified(forged, KeySet([KEY]), HERE, "n")
