"""Accounts that are in several organizations say where they want to work."""

import pytest
from django.test import Client

from bailiwick.kernel.base.actor import system_actor
from bailiwick.kernel.identity.models import Account
from bailiwick.kernel.identity.operations import add_person
from tests.cast import Cast
from tests.web import HTMX, Browser


@pytest.fixture
def both(cast: Cast) -> Account:
    """Sam helps the other organization too, under another name."""
    account = Account.objects.get(email="sam@harbour.example")
    add_person("Samuel", by=system_actor(cast.other.id), email=account.email, account=account)
    return account


def test_who_is_in_one_is_not_asked(browser: Browser) -> None:
    assert browser.as_("sam").get("/me/").status_code == 200


def test_who_is_in_several_chooses(both: Account, browser: Browser, cast: Cast) -> None:
    client = browser.as_("sam")
    asked = client.get("/me/")
    assert asked["Location"] == "/organizations/?next=%2Fme%2F"
    page = client.get(asked["Location"]).content
    assert b"Harbour Lights" in page
    assert b"Far Shore" in page
    entered = client.post("/organizations/", {"organization": cast.other.id, "next": "/me/"})
    assert entered["Location"] == "/me/"
    assert b"Samuel" in client.get("/me/").content
    client.post("/organizations/", {"organization": cast.organization.id})
    assert b"Samuel" not in client.get("/me/").content


def test_part_of_a_page_does_not_lead_away(both: Account, browser: Browser) -> None:
    assert browser.as_("sam").get("/me/", headers=HTMX).status_code == 401


@pytest.mark.parametrize("wanted", ["other", "", "0", "x"])
def test_nobody_enters_where_they_are_not_known(browser: Browser, cast: Cast, wanted: str) -> None:
    client = browser.as_("sam")
    client.get("/me/")
    chosen = str(cast.other.id) if wanted == "other" else wanted
    assert client.post("/organizations/", {"organization": chosen}).status_code == 404
    assert b"Harbour Lights" in client.get("/me/").content


def test_a_stranger_signs_in_first(cast: Cast, client: Client) -> None:
    assert client.get("/organizations/")["Location"] == "/sign-in/"
