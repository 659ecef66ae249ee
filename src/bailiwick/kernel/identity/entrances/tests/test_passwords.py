"""Passwords: changed by those who know them, set by those who have a link."""

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.entrances.passwords import password_link
from bailiwick.kernel.identity.models import Account
from bailiwick.kernel.identity.operations import set_password
from tests.cast import PASSWORD, Cast
from tests.web import Browser

NEW = "seven quiet lighthouses"


@pytest.fixture
def sam(cast: Cast) -> Account:
    account = Account.objects.get(email="sam@harbour.example")
    set_password(account, PASSWORD)
    return account


def path_of(link: str) -> str:
    return link.removeprefix("http://localhost:8000")


def mails() -> list[Any]:
    for thread in threading.enumerate():
        if thread.name == "mail":
            thread.join(5)
    return mail.outbox


def test_a_password_is_changed_and_other_sessions_end(sam: Account, browser: Browser) -> None:
    here, there = browser.as_("sam"), browser.as_("sam")
    answer = here.post("/password/change/", {"old": PASSWORD, "password": NEW, "again": NEW})
    assert answer.status_code == 302
    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302
    sam.refresh_from_db()
    assert sam.check_password(NEW)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"old": "guess", "password": NEW, "again": NEW}, "not your present password"),
        ({"old": PASSWORD, "password": NEW, "again": "other"}, "not the same password"),
        ({"old": PASSWORD, "password": "password1234", "again": "password1234"}, "too common"),
        ({"old": PASSWORD, "password": "short", "again": "short"}, "too short"),
        ({"old": PASSWORD, "password": "x" * 1001, "again": "x" * 1001}, "at most 1000"),
        ({}, "required"),
    ],
)
def test_a_password_is_not_changed(
    sam: Account, browser: Browser, fields: dict[str, str], message: str
) -> None:
    answer = browser.as_("sam").post("/password/change/", fields)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    sam.refresh_from_db()
    assert sam.check_password(PASSWORD)


def test_the_present_password_cannot_be_guessed_at_will(sam: Account, browser: Browser) -> None:
    client = browser.as_("sam")
    fields = {"old": "guess", "password": NEW, "again": NEW}
    statuses = [client.post("/password/change/", fields).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]


def test_a_link_is_mailed_to_a_known_address_only(sam: Account, client: Client) -> None:
    for address in ("SAM@harbour.example", "nobody@harbour.example"):
        answer = client.post("/password/reset/", {"email": address})
        assert (answer.status_code, answer["Location"]) == (302, "/password/reset/sent/")
    [message] = mails()
    assert message.to == ["sam@harbour.example"]
    link = re.search(r"http\S+", message.body)
    assert link is not None
    assert client.get(path_of(link[0])).status_code == 200


def test_the_link_does_not_follow_a_forged_host(sam: Account, client: Client) -> None:
    client.post("/password/reset/", {"email": sam.email}, headers={"Host": "127.0.0.1"})
    assert "http://localhost:8000/password/reset/" in mails()[0].body


def test_a_closed_account_gets_no_link(sam: Account, client: Client) -> None:
    link = password_link(sam)
    Account.objects.filter(pk=sam.pk).update(is_active=False)
    client.post("/password/reset/", {"email": sam.email})
    assert mails() == []
    assert client.get(path_of(link)).status_code == 404


def test_links_are_not_mailed_without_end(sam: Account, client: Client) -> None:
    statuses = [client.post("/password/reset/", {"email": sam.email}).status_code for _ in range(4)]
    assert statuses == [302, 302, 302, 429]


def test_without_mail_the_page_says_whom_to_ask(cast: Cast, client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = ""
    page = client.get("/password/reset/").content.decode()
    assert "Ask an administrator" in page
    assert "<input" not in page.partition("<main")[2]


def test_a_link_sets_the_password_once_and_signs_in(sam: Account, client: Client) -> None:
    path = path_of(password_link(sam))
    answer = client.post(path, {"password": NEW, "again": NEW})
    assert answer["Location"] == "/"
    assert client.get("/me/").status_code == 200
    assert Client().get(path).status_code == 404
    assert Client().post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 404


def test_a_refused_password_leaves_the_link_as_it_was(sam: Account, client: Client) -> None:
    path = path_of(password_link(sam))
    answer = client.post(path, {"password": "sam@harbour.example", "again": "sam@harbour.example"})
    assert answer.status_code == 422
    assert "too similar" in answer.content.decode()
    assert client.get(path).status_code == 200


def test_a_link_ends_after_a_day(sam: Account, client: Client) -> None:
    path = path_of(password_link(sam))
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert client.get(path).status_code == 404


def test_a_link_opens_one_account_only(sam: Account, client: Client) -> None:
    token = path_of(password_link(sam)).rstrip("/").rpartition("/")[2]
    ada = Account.objects.get(email="ada@harbour.example")
    assert client.get(f"/password/reset/{ada.pk}/{token}/").status_code == 404
    assert client.get(f"/password/reset/{10**30}/{token}/").status_code == 404
