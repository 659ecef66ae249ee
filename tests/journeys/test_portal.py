"""A customer with a telephone in the hand: reports, answers, confirms, rates; with and without a script."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Doors
from tests.journeys.reader import Reader

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def report(reader: Reader, title: str) -> str:
    """Report something from the first page; its reference."""
    reader.open("/")
    reader.fill("What is wrong?", title)
    reader.press("Report it")
    reader.fill("Tell us more", "Since **nine**.")
    reader.press("Send the report")
    reader.sees("We have it.")
    return reader.page.url.rstrip("/").rpartition("/")[2]


def resolve(reader: Reader, reference: str) -> None:
    """The desk says what it is, how much it matters, and how it was resolved."""
    for resource, verb, choices in (
        ("classification", "Classify", {"Service": "Weighing", "Category": "Hardware"}),
        ("priority", "Prioritise", {"Impact": "Low", "Urgency": "Low"}),
    ):
        reader.open(f"/incidents/{reference}/{resource}/")
        for label, option in choices.items():
            reader.choose(label, option)
        reader.press(verb)
    reader.open(f"/incidents/{reference}/resolution/")
    reader.fill("How was the service restored?", "A new fuse.")
    reader.fill("What was done", "Changed the fuse.")
    reader.press("Resolve")
    reader.sees("Resolved.")


def announce(reader: Reader, title: str) -> None:
    reader.open("/announcements/new/")
    reader.fill("In one line", title)
    reader.press("New announcement")
    reader.sees("Announcement added")


def fits(reader: Reader) -> bool:
    """Nothing is wider than the screen."""
    return bool(reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_from_the_report_to_the_rating_on_a_phone(doors: Doors) -> None:
    sam = doors.let_in("sam")
    announce(sam, "The hoist of berth 9 stands still")
    cora = doors.let_in("cora", **PHONE)
    cora.open("/portal/report/")
    cora.page.get_by_label("What is wrong?").press_sequentially("hoist does not move")
    cora.sees("The hoist of berth 9 stands still", within="#known")
    cora.page.get_by_role("link", name="The hoist of berth 9 stands still").click()
    cora.look()
    cora.press("Me too")
    cora.sees("You said “me too”")
    assert fits(cora)

    reference = report(cora, "The lamp over scale 4 flickers")
    sam.open(f"/incidents/{reference}/")
    cora.page.wait_for_timeout(500)  # the stream of updates opens after the page has loaded
    sam.page.get_by_label("Reply to the user").check()
    sam.page.get_by_label("Comment").fill("Which lamp is it?")
    sam.press("Add comment")
    cora.open(f"/portal/incidents/{reference}/")
    cora.sees("Which lamp is it?")
    cora.fill("Your message", "The left one.")
    cora.page.get_by_label("Files").set_input_files(
        {"name": "lamp.txt", "mimeType": "text/plain", "buffer": b"left"}
    )
    cora.press("Send")
    cora.sees("The left one.")
    cora.sees("lamp.txt")
    resolve(sam, reference)
    cora.open("/portal/")
    cora.sees("Waits for you")
    cora.page.get_by_role("link", name="The lamp over scale 4 flickers").first.click()
    cora.press("Yes, it works again")
    cora.sees("How did we do?")
    cora.press("Send the rating")
    cora.page.get_by_label("4 – Good").check()
    cora.fill("What was good", "Quick.")
    cora.press("Send the rating")
    cora.sees("You rated it 4 of 5.")
    assert fits(cora)


def test_without_a_script_what_is_known_is_shown_and_it_is_opened_again(doors: Doors) -> None:
    cora, sam = doors.let_in("cora", script=False, **PHONE), doors.let_in("sam")
    reference = report(cora, "The turnstile at the canteen sticks")
    cora.open("/portal/report/")
    cora.fill("What is wrong?", "turnstile canteen sticks again")
    cora.press("Go on")
    cora.sees("Is it one of these?")
    cora.sees(reference)
    resolve(sam, reference)
    cora.open(f"/portal/incidents/{reference}/")
    cora.follow("No, it still does not work")
    cora.fill("What is still wrong?", "It sticks after rain.")
    cora.press("Open it again")
    cora.sees("It is open again.")
    dan = doors.let_in("dan", **PHONE)
    dan.open(f"/portal/incidents/{reference}/")
    dan.does_not_see("turnstile")
    assert "404" in dan.page.inner_text("main")


def test_the_staff_looks_as_the_customer_does(doors: Doors) -> None:
    sam = doors.let_in("sam")
    sam.open("/incidents/INC-1/")
    sam.follow("As the customer sees it")
    sam.sees("Nothing can be done here.")
    expect(sam.page.get_by_role("main").get_by_role("button")).to_have_count(0)
    sam.follow("Back to the desk")
