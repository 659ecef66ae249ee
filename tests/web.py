"""Browsers for tests: `client` is a stranger's, `browser.as_("sam")` is Sam's."""

from dataclasses import dataclass

import pytest
from django.test import Client

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
        client.force_login(Account.objects.get(pk=person.account_id))
        return client


@pytest.fixture
def browser(cast: Cast) -> Browser:
    return Browser(cast)
