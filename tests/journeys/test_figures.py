"""An incident manager reads the figures, arranges them, writes a note, and goes down to the records."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Doors
from tests.journeys.serving import Site

pytestmark = pytest.mark.browser


def test_figures_lead_to_their_records(doors: Doors, harbour: Site) -> None:
    harbour.scene("tallies")
    mia = doors.let_in("mia")
    mia.open("/figures/?period=30d")
    mia.sees("opened, ")
    mark = mia.page.get_by_role("link", name="Opened: ").last
    mark.focus()
    mia.page.keyboard.press("Enter")
    mia.page.wait_for_load_state()
    mia.look()
    mia.sees("Only the incidents behind a number: opened")
    mia.open("/figures/volume/?period=30d")
    with mia.page.expect_download() as picture:
        mia.page.get_by_role("button", name="Opened and resolved as PNG").click()
    assert picture.value.path().read_bytes().startswith(b"\x89PNG")
    with mia.page.expect_download() as file:
        mia.page.get_by_role("link", name="Opened and resolved as CSV").click()
    assert file.value.path().read_text().startswith("Day,")


def test_a_dashboard_is_arranged_without_a_script(doors: Doors, harbour: Site) -> None:
    harbour.scene("tallies")
    mia = doors.let_in("mia", script=False)
    mia.open("/figures/")
    mia.follow("Arrange")
    for place in mia.page.locator("input[type=number]").all():
        place.fill("")
    mia.fill("Place of Backlog by age", "1")
    mia.press("Save arrangement")
    mia.sees("The dashboard is arranged.")
    expect(mia.page.locator("main h2")).to_have_text(["Backlog by age"])
    mia.follow("Backlog by age")
    mia.page.get_by_role("textbox", name="Day", exact=True).fill("2026-01-05")
    mia.fill("What happened?", "The new scales came")
    mia.press("Write note")
    mia.sees("The note stands on the charts of its day.")
