"""Signing in and out, by people and by those who try."""

import pytest
from django.test import Client

from bailiwick.kernel.identity.entrances.models import Session
from bailiwick.kernel.identity.models import Account
from bailiwick.kernel.identity.operations import disable_person, set_password
from bailiwick.kernel.base.actor import system_actor
from tests.cast import PASSWORD, Cast
from tests.web import HTMX, Browser

EMAIL = "sam@harbour.example"


@pytest.fixture
def sam(cast: Cast) -> Account:
    account = Account.objects.get(email=EMAIL)
    set_password(account, PASSWORD)
    return account


def sign_in(client: Client, email: str = EMAIL, password: str = PASSWORD, **more: str):
    return client.post("/sign-in/", {"login": email, "password": password, **more})


def test_somebody_signs_in_and_out(sam: Account, client: Client) -> None:
    answer = sign_in(client, "SAM@harbour.example")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/me/").status_code == 200
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/me/").status_code == 302
    assert not Session.objects.filter(account=sam).exists()
