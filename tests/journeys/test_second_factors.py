"""A second factor: an authenticator app, then a passkey that comes in without a password."""

from collections.abc import Iterator

import pytest

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.entrances.factors import codes
from tests.journeys.conftest import Doors
from tests.journeys.reader import Reader
from tests.journeys.serving import Site

pytestmark = pytest.mark.browser
PASSWORD = "correct horse battery"


def code(secret: str, later: int = 0) -> str:
    return codes.code_at(secret, int(clock.now().timestamp()) // codes.PERIOD + later)


# A device that holds passkeys and knows its owner, as Chromium plays it.
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def without_factors(harbour: Site) -> Iterator[None]:
    """Other journeys sign the same people in with their password alone."""
    yield
    harbour.scene("password-alone", "rui@harbour.example", "mia@harbour.example")


def give_device(reader: Reader) -> None:
    session = reader.page.context.new_cdp_session(reader.page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def leave(reader: Reader) -> None:
    reader.page.context.clear_cookies()


def enter_password(reader: Reader, email: str) -> None:
    reader.open("/sign-in/")
    reader.fill("E-mail address", email)
    reader.fill("Password", PASSWORD)
    reader.press("Sign in", within="body")


def test_an_authenticator_app_without_a_script(doors: Doors) -> None:
    reader = doors.let_in("rui", script=False)
    reader.open("/me/")
    reader.sees("Only a password protects your account")
    reader.follow("Add an authenticator app")
    secret = reader.page.locator("code").first.inner_text().replace(" ", "")
    reader.fill("Code", "123")
    reader.press("Take it into use")
    reader.sees("not the code that the app shows now")
    reader.fill("Code", code(secret))
    reader.press("Take it into use")
    assert reader.page.locator("ol code").count() == 10
    spare = reader.page.locator("ol code").first.inner_text()

    again = doors.visitor(script=False)
    enter_password(again, "rui@harbour.example")
    again.sees("One more step")
    again.fill("Code", code(secret))
    again.press("Sign in", within="body")
    again.sees("wrong, too old, or was used already")
    again.fill("Code", spare)
    again.press("Sign in", within="body")
    again.open("/me/")
    again.sees("Recovery codes (9 left)")
    again.sees("Recovery code used")


def test_a_passkey_is_made_and_lets_in(doors: Doors) -> None:
    reader = doors.visitor()
    give_device(reader)
    enter_password(reader, "mia@harbour.example")
    reader.open("/me/")
    reader.follow("Add a passkey")
    reader.fill("Name of this passkey", "Mia’s laptop")
    reader.press("Make the passkey")
    reader.sees("The passkey is in use")
    reader.open("/me/")
    reader.sees("Mia’s laptop")
    leave(reader)

    reader.open("/sign-in/")
    reader.press("Sign in with a passkey", within="body")
    reader.page.wait_for_url("**/work/")
    reader.open("/me/")
    reader.sees("passkey")
    leave(reader)

    enter_password(reader, "mia@harbour.example")
    reader.sees("One more step")
    reader.press("Show your passkey", within="body")
    reader.page.wait_for_url("**/work/")
