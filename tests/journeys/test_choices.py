"""Somebody says what is mailed to them."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Doors

pytestmark = pytest.mark.browser


def test_what_is_mailed_is_chosen_on_the_profile_page(doors: Doors) -> None:
    mia = doors.let_in("mia", script=False)
    mia.open("/me/")
    mia.follow("What is mailed to you")
    mia.look()
    mia.page.get_by_label("An incident was logged").uncheck()
    mia.fill("Quiet from", "20:00")
    mia.press("Save")
    mia.sees("Say both when it begins and ends.")
    mia.fill("Quiet until", "07:00")
    mia.press("Save")
    mia.sees("Saved.")
    mia.follow("What is mailed to you")
    expect(mia.page.get_by_label("An incident was logged")).not_to_be_checked()
    expect(mia.page.get_by_label("An incident was resolved")).to_be_checked()
