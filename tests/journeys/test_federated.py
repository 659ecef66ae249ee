"""An organization's own provider: named by its administrator, used by somebody whom nobody had to make known."""

import httpx
import pytest

from tests.journeys.conftest import Doors
from tests.providers.serving import served

pytestmark = pytest.mark.browser


def test_somebody_signs_in_by_the_provider_that_the_administrator_named(doors: Doors) -> None:
    with served("oidc.mjs", f"{doors.address}/sign-in/callback/") as issuer:
        noa = {"email": "noa@harbour.example", "email_verified": True, "name": "Noa Vik"}
        httpx.post(f"{issuer}/people", json={"noa": noa})
        ada = doors.let_in("ada")
        ada.open("/identity-providers/new/")
        ada.fill("Name", "Harbour ID")
        ada.fill("Issuer", issuer)
        ada.fill("Client id", "bailiwick")
        ada.fill("Client secret", "a-secret-of-the-tests")
        ada.fill("E-mail domains", "harbour.example")
        ada.page.get_by_label("People of these domains are made known").check()
        ada.page.locator("main form button[type=submit]").last.click()
        ada.sees("Set, and never shown")
        ada.page.get_by_role("link", name="Test the connection").click()
        ada.page.locator("main form button[type=submit]").last.click()
        ada.sees("The provider answers")

        guest = doors.visitor()
        guest.open("/sign-in/")
        guest.page.get_by_role("link", name="Sign in with your organization").click()
        guest.fill("E-mail address", "noa@harbour.example")
        guest.press("Continue", within="body")
        guest.page.get_by_role("link", name="Continue with Harbour ID").click()
        guest.page.locator("input[name=login]").fill("noa")
        guest.page.locator("input[name=password]").fill("any")
        guest.page.locator("button[type=submit]").click()
        guest.page.locator("button[type=submit]").click()
        guest.page.wait_for_url(f"{doors.address}/**")
        # The provider's own pages are not ours: they ask for a font from elsewhere.
        guest.faults[:] = [fault for fault in guest.faults if not fault.startswith(issuer)]
        guest.open("/me/")
        guest.sees("noa@harbour.example")
