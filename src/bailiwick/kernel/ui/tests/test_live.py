"""Live updates go to the person of the session, and to nobody else."""

import pytest
from django.conf import settings

from bailiwick.kernel.base.actor import system_actor
from bailiwick.kernel.identity.operations import disable_person
from bailiwick.kernel.ui import live
from tests.cast import Cast
from tests.web import Browser

NAME = settings.SESSION_COOKIE_NAME


def headers(value: str) -> list[tuple[bytes, bytes]]:
    return [(b"host", b"localhost"), (b"cookie", f"theme=dark; {NAME}={value}; other=1".encode())]


def test_the_person_of_the_session_listens(browser: Browser, cast: Cast) -> None:
    client = browser.as_("sam")
    client.get("/me/")
    found = live.subscribe(headers(client.cookies[NAME].value))
    assert found == live.Listener(cast.organization.id, cast.people["sam"].pk)


@pytest.mark.parametrize("value", ["", "x" * 32, "\u00e9\u00fc"])
def test_a_forged_session_does_not(cast: Cast, value: str) -> None:
    assert live.subscribe(headers(value)) is None
    assert live.subscribe([]) is None


def test_somebody_disabled_does_not(browser: Browser, cast: Cast) -> None:
    client = browser.as_("sam")
    client.get("/me/")
    disable_person(cast.people["sam"], by=system_actor(cast.organization.id), reason="Left.")
    assert live.subscribe(headers(client.cookies[NAME].value)) is None


def test_before_an_organization_is_entered_there_is_nothing_to_hear(browser: Browser) -> None:
    assert live.subscribe(headers(browser.as_("sam").cookies[NAME].value)) is None
