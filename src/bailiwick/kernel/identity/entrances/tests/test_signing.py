"""Signing in and out, by people and by those who try."""

from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from bailiwick.kernel.identity.entrances.models import Session
from bailiwick.kernel.identity.models import Account
from bailiwick.kernel.identity.operations import set_password
from tests.cast import PASSWORD, Cast
from tests.web import Browser

EMAIL = "sam@harbour.example"


@pytest.fixture
def sam(cast: Cast) -> Account:
    account = Account.objects.get(email=EMAIL)
    set_password(account, PASSWORD)
    return account


def sign_in(client: Client, email: str = EMAIL, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/sign-in/", {"login": email, "password": password, **more})


def test_somebody_signs_in_and_out(sam: Account, client: Client) -> None:
    answer = sign_in(client, "SAM@harbour.example")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert b"Sam" in client.get("/me/").content
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/me/").status_code == 302
    assert not Session.objects.filter(account=sam).exists()


def test_signing_out_needs_a_form(browser: Browser) -> None:
    client = browser.as_("sam")
    assert client.get("/sign-out/").status_code == 405
    assert client.get("/me/").status_code == 200


def test_signing_in_makes_a_new_session(sam: Account, client: Client) -> None:
    client.cookies["bailiwick_session"] = "a" * 32
    sign_in(client)
    assert client.cookies["bailiwick_session"].value != "a" * 32


def test_unknown_address_and_wrong_password_are_told_alike(sam: Account, client: Client) -> None:
    wrong = sign_in(client, password="not this one at all")
    unknown = sign_in(client, "nobody@harbour.example", "not this one at all")
    assert wrong.status_code == unknown.status_code == 422
    told = [answer.content.decode().replace("nobody@", "sam@") for answer in (wrong, unknown)]
    without_tokens = ["".join(line for line in text.splitlines() if "csrf" not in line) for text in told]
    assert without_tokens[0] == without_tokens[1]
    assert "do not belong together" in told[0]


@pytest.mark.parametrize("email", [EMAIL, "nobody@harbour.example", "cora@quay.example"])
def test_every_attempt_costs_one_hash(
    sam: Account, client: Client, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    hashed: list[str] = []
    for name in ("encode", "verify"):
        original = getattr(Argon2PasswordHasher, name)

        def counting(*args: Any, name: str = name, original: Any = original) -> Any:
            hashed.append(name)
            return original(*args)

        monkeypatch.setattr(Argon2PasswordHasher, name, counting)
    sign_in(client, email, "not this one at all")
    assert len(hashed) == 1


def test_five_wrong_passwords_lock_the_address_for_five_minutes(sam: Account, client: Client) -> None:
    with time_machine.travel("2026-03-02T09:00:00Z", tick=False) as traveller:
        for _ in range(5):
            assert sign_in(client, password="wrong").status_code == 422
        locked = sign_in(client)
        assert locked.status_code == 429
        assert b"Too many attempts" in locked.content
        assert sign_in(client, "SAM@HARBOUR.example").status_code == 429
        traveller.shift(301)
        assert sign_in(client).status_code == 302


def test_an_unknown_address_is_locked_alike(cast: Cast, client: Client) -> None:
    statuses = [sign_in(client, "nobody@harbour.example", "wrong").status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]


def test_one_network_that_tries_many_addresses_is_slowed(cast: Cast, client: Client) -> None:
    statuses = [sign_in(client, f"guess{n}@harbour.example", "wrong").status_code for n in range(21)]
    assert statuses == [422] * 20 + [429]


def test_a_closed_account_does_not_come_in(sam: Account, client: Client) -> None:
    Account.objects.filter(pk=sam.pk).update(is_active=False)
    answer = sign_in(client)
    assert answer["Location"] == "/sign-in/"
    assert b"This account is closed" in client.get("/sign-in/").content
    assert client.get("/me/").status_code == 302


@pytest.mark.parametrize("name", ["login", "password"])
def test_what_is_too_long_is_refused_before_it_is_hashed(cast: Cast, client: Client, name: str) -> None:
    fields = {"login": EMAIL, "password": "x" * 20, name: "x@" * 3000}
    assert client.post("/sign-in/", fields).status_code == 422


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/%0d\n"]
)
def test_nobody_is_led_away(sam: Account, client: Client, target: str) -> None:
    assert sign_in(client, next=target)["Location"] == "/"
    assert client.get("/sign-in/", {"next": target})["Location"] == "/"


def test_somebody_comes_to_the_page_they_wanted(sam: Account, client: Client) -> None:
    first = client.get("/me/?tab=sessions")
    assert first["Location"] == "/sign-in/?next=%2Fme%2F%3Ftab%3Dsessions"
    page = client.get(first["Location"])
    assert b'name="next" value="/me/?tab=sessions"' in page.content
    assert sign_in(client, next="/me/?tab=sessions")["Location"] == "/me/?tab=sessions"


def test_a_form_from_elsewhere_is_refused(sam: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = sign_in(client)
    assert answer.status_code == 403
    assert b"Reload it and try again" in answer.content
    assert client.get("/me/").status_code == 302


@pytest.mark.django_db
def test_an_address_with_a_zero_byte_is_one_that_nobody_has(client: Client) -> None:
    entered = {"password": "some password"}
    answers = [
        client.post("/sign-in/", entered | {"login": login}) for login in ("a\0b@x.example", "a@x.example")
    ]
    assert len({answer.status_code for answer in answers}) == 1
