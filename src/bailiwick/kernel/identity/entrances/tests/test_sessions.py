"""A session lives as long as its person may come in, and nobody else can use it."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import system_actor
from bailiwick.kernel.identity.entrances import tasks
from bailiwick.kernel.identity.entrances.models import Session
from bailiwick.kernel.identity.entrances.sessions import stored_key
from bailiwick.kernel.identity.models import Account
from bailiwick.kernel.identity.operations import disable_person, set_password
from tests.cast import Cast
from tests.web import HTMX, Browser

COOKIE = settings.SESSION_COOKIE_NAME


def account(name: str) -> Account:
    return Account.objects.get(email=f"{name}@harbour.example")


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def test_the_database_does_not_hold_what_opens_a_session(browser: Browser) -> None:
    key = browser.as_("sam").cookies[COOKIE].value
    row = Session.objects.get()
    assert row.session_key == stored_key(key) != key
    stranger = Client()
    stranger.cookies[COOKIE] = row.session_key
    assert not is_in(stranger)


@pytest.mark.parametrize("key", ["", "x", "a" * 32, "' or 1=1 --", "z" * 5000, "\u0000" * 32])
def test_a_forged_session_opens_nothing(cast: Cast, key: str) -> None:
    client = Client()
    client.cookies[COOKIE] = key
    assert client.get("/me/").status_code == 302


def test_a_session_with_another_account_written_into_it_opens_nothing(browser: Browser) -> None:
    client = browser.as_("sam")
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore(client.cookies[COOKIE].value)
    store["_auth_user_id"] = str(account("ada").pk)
    store.save()
    assert not is_in(client)


def test_a_session_ends_after_two_weeks_unused(browser: Browser) -> None:
    client = browser.as_("sam")
    assert is_in(client)
    with time_machine.travel(clock.now() + timedelta(days=15)):
        assert not is_in(client)


def test_a_session_in_use_is_extended_at_most_once_an_hour(browser: Browser) -> None:
    client = browser.as_("sam")
    assert is_in(client)
    start = clock.now()
    seen = Session.objects.get().seen_at
    with time_machine.travel(start + timedelta(minutes=50)):
        assert is_in(client)
        assert Session.objects.get().seen_at == seen
    with time_machine.travel(start + timedelta(minutes=70)):
        assert is_in(client)
        row = Session.objects.get()
        assert row.seen_at > seen
        assert row.expire_date > start + timedelta(days=14)
    with time_machine.travel(start + timedelta(days=14, minutes=60)):
        assert is_in(client)


def test_a_new_password_ends_all_sessions(browser: Browser) -> None:
    client = browser.as_("sam")
    set_password(account("sam"), "another good password")
    assert not is_in(client)
    assert not Session.objects.filter(account=account("sam")).exists()


def test_a_closed_account_is_out_at_once(browser: Browser) -> None:
    client = browser.as_("sam")
    Account.objects.filter(pk=account("sam").pk).update(is_active=False)
    assert not is_in(client)


def test_somebody_disabled_is_out_at_once_and_told(browser: Browser, cast: Cast) -> None:
    client = browser.as_("sam")
    assert is_in(client)
    disable_person(cast.people["sam"], by=system_actor(cast.organization.id), reason="Left.")
    answer = client.get("/me/", follow=True)
    assert answer.redirect_chain[0][0].startswith("/sign-in/")
    assert b"You have no access any more" in answer.content
    assert not Session.objects.filter(account=account("sam")).exists()


def test_an_organization_that_one_is_not_in_is_not_entered(browser: Browser, cast: Cast) -> None:
    client = browser.as_("sam")
    session: Any = client.session
    session["organization"] = cast.other.id
    session.save()
    answer = client.get("/me/")
    assert b"Harbour Lights" in answer.content
    assert b"Far Shore" not in answer.content


def test_part_of_a_page_without_a_session_is_401(cast: Cast, client: Client) -> None:
    answer = client.get("/me/", headers=HTMX)
    assert answer.status_code == 401
    assert "Location" not in answer
    assert "HX-Redirect" not in answer


def test_other_sessions_can_be_ended(browser: Browser) -> None:
    here, there = browser.as_("sam"), browser.as_("sam")
    other = stored_key(there.cookies[COOKIE].value)
    assert here.post(f"/me/sessions/{other}/end/").status_code == 302
    assert is_in(here)
    assert not is_in(there)


def test_sessions_of_others_are_not_there(browser: Browser) -> None:
    sam, ada = browser.as_("sam"), browser.as_("ada")
    hers = stored_key(ada.cookies[COOKIE].value)
    assert sam.post(f"/me/sessions/{hers}/end/").status_code == 404
    assert is_in(ada)


def test_sessions_that_are_over_are_forgotten(browser: Browser) -> None:
    browser.as_("sam")
    tasks.forget_expired(timestamp=0)
    assert Session.objects.count() == 1
    with time_machine.travel(clock.now() + timedelta(days=15)):
        tasks.forget_expired(timestamp=0)
    assert not Session.objects.exists()
