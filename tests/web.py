"""Browsers for tests: `client` is a stranger's, `browser.as_("sam")` is Sam's."""

from dataclasses import dataclass

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from django.utils.crypto import get_random_string

from bailiwick.kernel.identity.entrances.sessions import SessionStore
from bailiwick.kernel.identity.models import Account
from tests.cast import Cast

HTMX = {"HX-Request": "true"}


@dataclass
class Browser:
    """Signs people of the cast in without their password."""

    cast: Cast

    def as_(self, name: str) -> Client:
        person = (self.cast.strangers if name in self.cast.strangers else self.cast.people)[name]
        assert person.account_id is not None
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(Account.objects.get(pk=person.account_id))
        return client


def session_of(account: Account) -> str:
    """The key of a new session, by one statement where `force_login` needs ten."""
    session, key = SessionStore(), get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789")
    session[SESSION_KEY] = str(account.pk)
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session._session_key = key
    session.create_model_instance(dict(session.items())).save(force_insert=True)
    return key


@pytest.fixture
def browser(cast: Cast) -> Browser:
    return Browser(cast)
