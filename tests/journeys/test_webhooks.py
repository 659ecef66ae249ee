"""An administrator has another system told of incidents."""

import pytest

from tests.journeys.conftest import Doors

pytestmark = pytest.mark.browser


def test_a_webhook_is_added_tested_and_given_a_new_secret(doors: Doors) -> None:
    ada = doors.let_in("ada", script=False)
    ada.open("/webhooks/")
    ada.follow("New webhook")
    ada.fill("Name", "Wall board")
    ada.fill("Address", "https://192.168.7.7/hook")
    ada.page.get_by_label("incident.logged").check()
    ada.press("New webhook")
    ada.sees("lies in a private network")
    ada.fill("Address", "https://board.example/hook")
    ada.press("New webhook")
    ada.sees("whsec_")
    ada.look()
    ada.follow("Done")
    ada.follow("Wall board")
    ada.follow("Send a test")
    ada.press("Send a test")
    ada.sees("A test is on its way")
    ada.follow("webhook.test")
    ada.sees("A test, asked for by Ada.")
    ada.look()
    ada.open("/webhooks/")
    ada.follow("Wall board")
    ada.follow("New secret")
    ada.fill("Why?", "It was mailed about")
    ada.press("New secret")
    ada.sees("whsec_")
