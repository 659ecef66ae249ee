"""Who looks after the door: support from outside by consent, a required second factor, the log, signing out."""

from datetime import timedelta

import pytest

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.entrances.factors import codes
from tests.journeys.conftest import Doors
from tests.journeys.reader import Reader

pytestmark = pytest.mark.browser


def now_code(secret: str) -> str:
    return codes.code_at(secret, int(clock.now().timestamp()) // codes.PERIOD)


def require(ada: Reader, who: str, *, role: str = "") -> None:
    """Ada says who must have a second factor, at once."""
    ada.open("/organization/")
    ada.follow("Harbour Lights")
    ada.follow("Sign-in rules")
    ada.choose("Who must sign in with a second factor?", who)
    if role:
        ada.page.get_by_role("checkbox", name=role, exact=True).check()
    ada.fill("Days to add one", "0")
    ada.press("Sign-in rules")
    ada.sees("The rules are in force.")


def test_support_comes_in_by_consent_and_goes_when_it_is_withdrawn(doors: Doors) -> None:
    ada = doors.let_in("ada")
    ada.open("/support-access/")
    ada.follow("New support access")
    ada.fill("E-mail address they sign in with", "eva@provider.example")
    ada.fill("Name", "Eva Stern")
    ada.page.get_by_role("checkbox", name="Service desk", exact=True).check()
    ada.fill("Until", f"{clock.now() + timedelta(hours=2):%Y-%m-%dT%H:%M}")
    ada.fill("Why?", "Case 4711: exports fail")
    ada.press("New support access")
    ada.sees("Eva Stern (support) is let in by support access")
    ada.sees("Case 4711: exports fail")

    sam = doors.let_in("sam")
    sam.open("/incidents/")
    sam.sees("Eva Stern (support) is let in by support access")

    ada.follow("Withdraw the consent")
    ada.fill("Why?", "Solved")
    ada.press("Withdraw the consent")
    ada.sees("The access has ended.")
    sam.open("/incidents/")
    sam.does_not_see("is let in by support access")


def test_a_required_factor_comes_before_everything_else(doors: Doors) -> None:
    ada, sam = doors.let_in("ada"), doors.let_in("sam", script=False)
    require(ada, "Holders of certain roles", role="Service desk")
    sam.open("/incidents/")
    sam.sees("Add a second factor first: your organization asks for one.")
    sam.follow("Add an authenticator app")
    secret = sam.page.locator("code").first.inner_text().replace(" ", "")
    sam.fill("Code", now_code(secret))
    sam.press("Take it into use")
    sam.open("/incidents/")
    sam.does_not_see("Add a second factor first")

    require(ada, "Nobody has to")
    sam.open("/me/")
    sam.page.get_by_role("link", name="Take out of use").click()
    sam.press("Take it out of use")
    sam.sees("Only a password protects your account")


def test_the_log_says_who_came_and_who_was_refused_and_people_are_signed_out(doors: Doors) -> None:
    stranger = doors.visitor(script=False)
    stranger.sign_in("dan", "not the password")
    ada, dan = doors.let_in("ada"), doors.let_in("dan")
    ada.open("/sign-ins/?q=dan@harbour.example")
    ada.sees("Refused: wrong password")
    ada.sees("Signed in")
    ada.open("/people/?q=Dan")
    ada.follow("Dan")
    ada.sees("last seen")
    ada.follow("Sign out")
    ada.fill("Why?", "The laptop was lost")
    ada.press("Sign out")
    ada.sees("Signed out.")
    dan.open("/me/")
    dan.sees("Sign in", within="h1")
