"""Those who look after the organization: background jobs, health, people's data and authorities."""

import pytest

from tests.journeys.conftest import Doors

pytestmark = pytest.mark.browser


def test_a_job_is_found_and_given_up(doors: Doors) -> None:
    ada = doors.let_in("ada")
    ada.open("/people/")
    ada.page.get_by_role("main").get_by_label("Export", exact=True).click()
    ada.press("As CSV")
    ada.open("/jobs/")
    ada.sees("Export of a list")
    ada.picture("jobs")
    ada.follow("People")
    ada.follow("Give up")
    ada.press("Give up")
    ada.fill("Why?", "The wrong list")
    ada.press("Give up")
    ada.sees("Given up. What was done until now stays done.")
    ada.follow("Do it again")
    ada.press("Do it again")
    ada.sees("It is done again, in the background.")
    ada.open("/health/")
    ada.sees("What to do:")


def test_a_person_is_erased_after_a_hold(doors: Doors) -> None:
    ada = doors.let_in("ada")
    ada.open("/people/new/")
    ada.fill("Name", "Nuno Past")
    ada.press("New person")
    for verb, words in (
        ("Legal hold", "Case 12"),
        ("Lift the legal hold", "Case closed"),
        ("Disable", "Left"),
    ):
        ada.follow(verb)
        ada.fill("Why?", words)
        ada.press(verb)
    ada.sees("Case 12")
    ada.follow("Erase their data")
    ada.sees("Goes for good")
    ada.picture("erasure")
    ada.fill("Why?", "Asked for it")
    ada.press("Erase their data")
    ada.sees("Erased, for good.")
    ada.does_not_see("Nuno Past")


def test_who_may_do_what_and_why(doors: Doors) -> None:
    rui = doors.let_in("rui")
    rui.open("/authority/")
    rui.choose("A person", "Sam")
    rui.press("Show")
    rui.sees("incident.resolve")
    rui.page.set_viewport_size({"width": 390, "height": 844})
    rui.follow("Service desk")
    rui.sees("Grants")
