"""What is asked of everybody who signs in holds on every page, for tokens and for live updates."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity import operations as ops
from bailiwick.kernel.identity.entrances.access import is_open_to_owing, is_public
from bailiwick.kernel.identity.entrances.account import BOUND
from bailiwick.kernel.identity.entrances.confirming import GOOD_FOR
from bailiwick.kernel.identity.entrances.factors import codes
from bailiwick.kernel.identity.entrances.factors import operations as factors
from bailiwick.kernel.identity.entrances.signins import Place
from bailiwick.kernel.identity.federation.models import IdentityProvider, LinkedIdentity
from bailiwick.kernel.identity.models import Account
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.ui import live
from tests.cast import PASSWORD, Cast
from tests.web import Browser

# What somebody needs who still has to add a factor or change a password; everything else waits.
OPEN = {
    "me", "confirm", "factor-app", "recovery-codes", "passkey-add", "passkey-creation-options",
    "password-change", "session-end", "sessions-end",
}  # fmt: skip


@pytest.fixture
def owing(cast: Cast) -> Iterator[Any]:
    """The time after which everybody must have a second factor."""
    ops.secure_organization(
        cast.organization, by=cast.ada, second_factor="everybody", second_factor_grace_days=3
    )
    with time_machine.travel(clock.now() + timedelta(days=4)) as traveller:
        yield traveller


def give_app(name: str) -> None:
    account = Account.objects.get(email=f"{name}@harbour.example")
    secret = codes.new_secret()
    now = codes.code_at(secret, int(clock.now().timestamp()) // codes.PERIOD)
    factors.add_app(account, secret, now, place=Place())


def token(cast: Cast, name: str) -> Client:
    actor, expires_at = cast.actor(name), clock.now() + timedelta(days=9)
    issued = ops.issue_token("t", by=actor, scopes=list(actor.grants), expires_at=expires_at)
    return Client(headers={"Authorization": f"Bearer {issued.secret}"})


def views(under: URLResolver | None = None) -> Iterator[tuple[str, Any]]:
    for one in (under or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield one.name or str(one.pattern), one.callback
        else:
            yield from views(one)


def test_every_page_but_these_waits_for_the_factor() -> None:
    assert {name for name, view in views() if is_open_to_owing(view) and not is_public(view)} == OPEN


def test_staff_and_customers_are_sent_to_their_account(owing: Any, browser: Browser) -> None:
    for name, page in (("sam", "/incidents/"), ("cora", "/portal/")):
        client = browser.as_(name)
        assert client.get(page)["Location"] == "/me/"
        assert client.get(page, headers={"HX-Request": "true"}).status_code == 403
        assert client.get("/me/factors/app/").status_code == 200
        give_app(name)
        assert client.get(page).status_code == 200


def test_a_token_is_no_way_around_it(cast: Cast, browser: Browser) -> None:
    client = token(cast, "ada")
    ops.secure_organization(cast.organization, by=cast.ada, second_factor="staff", second_factor_grace_days=3)
    assert client.get("/api/v1/teams").status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=4)):
        refused = client.get("/api/v1/teams")
        assert refused.status_code == 403
        assert "second factor" in refused.json()["detail"]
        assert client.get("/scim/v2/Users").status_code == 403
        give_app("ada")
        assert client.get("/api/v1/teams").status_code == 200


def test_a_token_of_somebody_whom_a_provider_signs_in_works(cast: Cast) -> None:
    client = token(cast, "ada")
    ops.secure_organization(cast.organization, by=cast.ada, second_factor="staff", second_factor_grace_days=0)
    with operation("organization.revise", by=cast.ada):
        provider = IdentityProvider.objects.create(name="Harbour ID", kind="oidc")
        LinkedIdentity.objects.create(provider=provider, subject="ada", person=cast.people["ada"])
    assert client.get("/api/v1/teams").status_code == 200
    with operation("organization.revise", by=cast.ada):
        provider.disabled_at = clock.now()
        provider.save(update_fields=["disabled_at"])
    assert client.get("/api/v1/teams").status_code == 403


def test_a_session_opens_no_api(browser: Browser) -> None:
    client = browser.as_("ada")
    client.get("/me/")
    assert client.get("/api/v1/teams").status_code == 401


def test_live_updates_wait_too(owing: Any, browser: Browser) -> None:
    client = browser.as_("sam")
    client.get("/me/")
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    assert live.subscribe([(b"cookie", cookie.encode())]) is None
    give_app("sam")
    assert live.subscribe([(b"cookie", cookie.encode())]) is not None


def test_who_came_by_the_organizations_provider_has_the_factor_there(
    cast: Cast, owing: Any, browser: Browser
) -> None:
    client = browser.as_("sam")
    session = client.session
    session[BOUND] = cast.organization.id
    session.save()
    assert client.get("/incidents/").status_code == 200
    assert b"second factor when you sign in" not in client.get("/incidents/").content


def test_what_a_provider_began_does_not_excuse_a_sign_in_by_password(cast: Cast, owing: Any) -> None:
    """A sign-in by the provider was begun in this browser and not ended; the password then comes instead."""
    ops.set_password(Account.objects.get(email="sam@harbour.example"), PASSWORD)
    client = Client()
    session = client.session
    session[BOUND] = cast.organization.id
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    client.post("/sign-in/", {"login": "sam@harbour.example", "password": PASSWORD})
    assert client.get("/incidents/")["Location"] == "/me/"


def test_an_old_password_is_changed_first(cast: Cast, browser: Browser) -> None:
    ops.set_password(Account.objects.get(email="sam@harbour.example"), PASSWORD)
    ops.secure_organization(cast.organization, by=cast.ada, password_days=30)
    client = browser.as_("sam")
    assert client.get("/incidents/").status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=31)):
        client = browser.as_("sam")
        assert client.get("/incidents/")["Location"] == "/password/change/"
        changed = {"old": PASSWORD, "password": "seven quiet boats", "again": "seven quiet boats"}
        client.post("/password/change/", changed)
        assert client.get("/incidents/").status_code == 200


@pytest.mark.parametrize("page", ["/tokens/new/", "/support-access/new/"])
def test_serious_things_ask_once_more_who_it_is(browser: Browser, page: str) -> None:
    client = browser.as_("ada")
    assert client.get(page).status_code == 200
    with time_machine.travel(clock.now() + timedelta(seconds=GOOD_FOR + 1)):
        assert client.get(page)["Location"].startswith("/me/confirm/?next=")
        assert client.post(page, {"name": "x"})["Location"].startswith("/me/confirm/")


def test_customers_look_after_their_own_account(browser: Browser) -> None:
    cora = browser.as_("cora")
    page = cora.get("/me/").content.decode()
    assert "Where you are signed in" in page
    assert 'href="/incidents/"' not in page, "the portal's frame, not the desk's"
    for address in ("/me/factors/app/", "/me/factors/passkeys/", "/password/change/", "/tokens/"):
        assert cora.get(address).status_code == 200, address
    assert cora.post("/me/sessions/end/").status_code == 302
