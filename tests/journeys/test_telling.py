"""An administrator says who is told of what, and in which words."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Doors

pytestmark = pytest.mark.browser


def test_a_rule_and_words_are_tried_saved_and_given_up(doors: Doors) -> None:
    ada = doors.let_in("ada")
    ada.open("/notification-rules/")
    ada.follow("An incident was resolved")
    ada.follow("New rule")
    ada.press("Save")
    ada.sees("Say who is told.")
    ada.page.get_by_label("The incident managers").check()
    ada.page.get_by_label("Priority 1", exact=True).check()
    ada.press("Save")
    ada.sees("If priority: Priority 1")
    ada.sees("Your own, version")
    ada.page.get_by_role("link", name="Write: By mail, Customers, any other language").click()
    ada.look()
    ada.page.get_by_label("Text", exact=True).fill("Dear {{ receiver }},\n{{ team }} did it.")
    ada.press("Save")
    ada.sees("Line 2, column 1: “team” is internal")
    ada.page.get_by_label("Text", exact=True).fill("Dear {{ receiver }},\n{{ title }} is done.")
    ada.press("Save")
    ada.sees("Your own", within="main")
    ada.press("Bring back the rules as shipped")
    expect(ada.page.get_by_text("If priority: Priority 1")).to_have_count(0)
