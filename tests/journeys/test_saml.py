"""A provider of SAML 2.0: named by the administrator with its metadata, used by somebody nobody had to make known."""

from pathlib import Path

import pytest

from tests.journeys.conftest import Doors
from tests.providers.saml import running

pytestmark = pytest.mark.browser


def test_somebody_signs_in_by_the_saml_provider_that_the_administrator_named(
    doors: Doors, tmp_path: Path
) -> None:
    with running(tmp_path) as provider:
        provider.knows("lena", "lena@lights.example")
        ada = doors.let_in("ada")
        ada.open("/identity-providers/new/")
        ada.page.get_by_role("link", name="SAML 2.0").click()
        ada.page.get_by_role("textbox", name="Name", exact=True).fill("Harbour SSO")
        ada.fill("Metadata of the provider", provider.metadata)
        ada.fill("E-mail domains", "lights.example")
        ada.page.get_by_label("People of these domains are made known").check()
        ada.page.locator("main form button[type=submit]").last.click()
        ada.sees("Our metadata, and our entity id")

        guest = doors.visitor()
        guest.open("/sign-in/organization/")
        guest.fill("E-mail address", "lena@lights.example")
        guest.press("Continue", within="body")
        guest.page.get_by_role("link", name="Continue with Harbour SSO").click()
        guest.page.get_by_label("Login").fill("lena")
        guest.page.get_by_role("button", name="Sign in").click()
        guest.page.wait_for_url(f"{doors.address}/**")
        guest.page.wait_for_load_state()
        guest.open("/me/")
        guest.sees("lena@lights.example")
        guest.page.go_back()
        ada.open("/sign-ins/")
        ada.sees("lena@lights.example")
