"""Those who answer for it: the process, the requirements down to a record, the ledger's proof, the registers."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Doors

pytestmark = pytest.mark.browser


def test_from_the_process_to_an_exception_and_to_the_proof(doors: Doors) -> None:
    rui = doors.let_in("rui")
    rui.open("/processes/")
    rui.follow("Open the process")
    rui.sees("Restore the service as fast as its importance asks for")
    expect(rui.page.get_by_role("region", name="States and moves of Incident management")).to_be_visible()
    rui.follow("R8.6.1-01")
    rui.sees("No service: ")
    rui.follow("INC-1 The scales of lane 2 show nothing")
    rui.follow("History, entry by entry")
    rui.page.get_by_role("main").get_by_role("link", name="Sealed, place").last.click()
    rui.sees("Signed checkpoint")
    rui.look()
    rui.sees("Hash of the leaf")


def test_a_process_is_changed_checked_and_published(doors: Doors) -> None:
    ada = doors.let_in("ada")
    ada.open("/processes/incident/")
    ada.follow("Change this process")
    text = ada.page.get_by_label("Definition").input_value()
    ada.fill("Definition", text.replace("category: open", "category: ajar", 1))
    ada.press("Check and compare")
    ada.sees("This cannot be published yet")
    assert "category: ajar" in ada.page.get_by_label("Definition").input_value()
    ada.fill("Definition", text.replace("title: In progress", "title: In progress now"))
    ada.press("Check and compare")
    ada.sees("1 state altered")
    ada.fill("Why is it changed?", "What people call it here")
    ada.press("Publish as version 2")
    ada.sees("Version 2 is in force.")
    ada.follow("Version 1")
    ada.sees("This version is no longer in force")
    ada.open("/processes/incident/")
    ada.follow("Versions")
    ada.sees("What people call it here")


def test_a_register_is_added_to_and_revised(doors: Doors) -> None:
    ada = doors.let_in("ada")
    ada.open("/teams/")
    ada.follow("New team")
    ada.press("New team")
    ada.fill("Name", "Crane crew")
    ada.press("New team")
    assert ada.page.get_by_role("heading", name="Crane crew", level=1).is_visible()
    ada.follow("Edit")
    ada.fill("Name", "Crane and quay crew")
    ada.press("Edit")
    ada.open("/teams/")
    ada.follow("Crane and quay crew")
    ada.follow("Add somebody")
    ada.choose("Who?", "Sam")
    ada.press("Add somebody")
    ada.sees("sam@harbour.example", within="main")


def test_a_token_is_shown_once(doors: Doors) -> None:
    ada = doors.let_in("ada")
    ada.open("/tokens/")
    ada.follow("New token")
    ada.fill("What is it for?", "Monitoring")
    ada.page.get_by_role("checkbox").first.check()
    ada.press("New token")
    ada.sees("Copy it now")
    secret = ada.page.locator("pre").inner_text().strip()
    assert len(secret) > 20
    ada.follow("Done")
    ada.follow("Monitoring")
    assert secret not in ada.page.content()
