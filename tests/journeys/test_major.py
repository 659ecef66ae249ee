"""A major incident: declared, led, told to audiences and to the customers it hits, reviewed, closed, reported."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Doors
from tests.journeys.reader import Reader
from tests.journeys.serving import Site

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def log(reader: Reader, title: str) -> str:
    """Log an incident with all that is known; its reference."""
    reader.open("/incidents/new/")
    reader.fill("What is wrong?", title)
    for label, option in (
        ("Service", "Weighing"),
        ("Category", "Hardware"),
        ("Impact", "High"),
        ("Urgency", "High"),
    ):
        reader.choose(label, option)
    reader.press("Log incident")
    return reader.page.url.rstrip("/").rpartition("/")[2]


def report(reader: Reader, title: str) -> str:
    """A customer's report; its reference."""
    reader.open("/portal/report/")
    reader.fill("What is wrong?", title)
    reader.press("Go on")
    reader.press("Send the report")
    return reader.page.url.rstrip("/").rpartition("/")[2]


def declare(sam: Reader, title: str, linked: str) -> tuple[str, str]:
    """Log it, note that the customer's is related to it, declare it with Mia as its lead; both references."""
    reference = log(sam, title)
    sam.open(f"/incidents/{linked}/links/")
    sam.fill("Other incident", reference)
    sam.press("Link")
    sam.open(f"/incidents/{reference}/")
    sam.do("Declare a major incident")
    sam.fill("Why is it a major incident?", "Nothing can be weighed.")
    sam.choose("Who leads it?", "Mia")
    sam.press("Declare a major incident")
    sam.sees("was declared. Inform top management now.")
    return sam.page.url.rstrip("/").rpartition("/")[2], reference


def lead(mia: Reader, address: str) -> None:
    """Inform top management, tell the customers, do the steps."""
    mia.open(address)
    mia.follow("Top management informed")
    mia.fill("Who was told?", "Ada")
    mia.press("Top management informed")
    mia.follow("Send an update")
    mia.page.get_by_label("Customers affected").check()
    mia.fill("What is to be said?", "No scale shows a weight. We change the switch.")
    mia.press("Send an update")
    mia.sees("Told.")
    steps = mia.page.get_by_role("button", name="is done")
    for _ in range(steps.count()):
        steps.first.click()
        mia.page.wait_for_load_state()
    expect(steps).to_have_count(0)


def restore(mia: Reader, sam: Reader, address: str, incident: str) -> None:
    """The incident is resolved, and the service works again."""
    sam.open(f"/incidents/{incident}/")
    sam.do("Resolve")
    sam.fill("How was the service restored?", "A new switch.")
    sam.fill("What was done", "Changed it.")
    sam.press("Resolve")
    sam.sees("Resolved.")
    mia.open(address)
    mia.do("Service restored")
    mia.fill("How do you know that it works again?", "Every gate closes again.")
    mia.press("Service restored")


def finish(mia: Reader, address: str) -> None:
    """Nothing is closed before the review."""
    mia.do("Close")
    mia.fill("Sum it up for the report", "Every gate stood open for an hour.")
    mia.press("Close")
    mia.sees("review")
    mia.open(address)
    mia.do("Review")
    for label, words in (
        ("Who took part?", "Mia, Sam"),
        ("What was found", "A switch lost its power."),
        ("What helped?", "The spare switch."),
        ("What is improved?", "A second power supply (Mia, May)"),
    ):
        mia.fill(label, words)
    mia.press("Review")
    mia.sees("Kept.")
    mia.do("Close")
    mia.press("Discard")  # what was refused was kept
    mia.fill("Sum it up for the report", "Every gate stood open for an hour.")
    mia.press("Close")
    mia.sees("Closed.")


def test_those_it_hits_follow_how_it_is_led(doors_of: Callable[[Site], Doors], shown: Site) -> None:
    doors = doors_of(shown)
    dan, sam, mia = doors.let_in("dan", **PHONE), doors.let_in("sam"), doors.let_in("mia")
    linked = report(dan, "No weight on any scale")
    reference, _ = declare(sam, "All scales are dark", linked)
    dan.open("/portal/")
    dan.sees("Major incident: No weight on any scale")  # he is hit by a linked incident
    lead(mia, f"/major-incidents/{reference}/")
    mia.picture("major-incident")
    shown.scene("deliver")
    dan.sees("We change the switch.")  # by itself
    dan.page.get_by_role("link", name="Major incident: No weight on any scale").click()
    dan.look()
    dan.sees("You hear from us again by")
    dan.sees(linked)
    dan.does_not_see("All scales are dark")
    dan.picture("portal-major-incident")
    mia.do("Withdraw")
    mia.fill("Why?", "One scale only.")
    mia.press("Withdraw")
    dan.open("/portal/")
    dan.does_not_see("Major incident:")


def test_nothing_is_closed_before_the_review(doors_of: Callable[[Site], Doors], shown: Site) -> None:
    reference, incident = shown.scene("major").split()
    doors = doors_of(shown)
    sam, mia = doors.let_in("sam"), doors.let_in("mia")
    address = f"/major-incidents/{reference}/"
    restore(mia, sam, address, incident)
    finish(mia, address)
    mia.do("Report")
    mia.sees("Every gate stood open for an hour.")
    mia.sees("A switch lost its power.")
    mia.picture("major-incident-report")
