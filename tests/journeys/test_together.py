"""Two people at one incident: they see each other, nothing that is typed is lost, and neither overwrites the other."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Doors
from tests.journeys.reader import Reader

pytestmark = pytest.mark.browser


def log(reader: Reader, title: str) -> str:
    """Log an incident; its address."""
    reader.open("/incidents/new/")
    reader.fill("What is wrong?", title)
    reader.press("Log incident")
    return reader.page.url


def others(reader: Reader) -> Locator:
    """Who else is said to be there."""
    return reader.page.locator("[data-presence]")


def comment(reader: Reader) -> Locator:
    return reader.page.get_by_label("Comment")


def write(reader: Reader, text: str) -> None:
    """Type a comment, until the server has it."""
    with reader.page.expect_response(lambda answer: answer.url.endswith("/draft/")) as kept:
        comment(reader).press_sequentially(text)
    assert kept.value.status == 204


def test_they_see_each_other(doors: Doors) -> None:
    sam, mia = doors.let_in("sam"), doors.let_in("mia")
    address = log(sam, "The tide gauge sticks")
    mia.open(address)
    expect(others(sam)).to_have_text("Mia is reading")
    expect(others(mia)).to_have_text("Sam is reading")
    comment(sam).press_sequentially("Perhaps ")
    expect(others(mia)).to_have_text("Sam is writing a note")
    sam.page.get_by_label("Reply to the user").check()
    comment(sam).press_sequentially("seaweed")
    expect(others(mia)).to_have_text("Sam is writing a reply")
    expect(mia.page.locator("[data-presence-writing]")).to_have_text("Sam is writing a reply")
    expect(mia.page.locator("#announcer")).to_have_text("Sam is writing a reply")
    mia.examined.clear()
    mia.look()
    mia.picture("presence")
    mia.do("Edit")
    expect(others(sam)).to_have_text("Mia is changing it")
    sam.open("/work/")
    expect(others(mia)).to_be_empty()


def test_who_does_not_want_to_be_seen_is_not(doors: Doors) -> None:
    sam, mia = doors.let_in("sam"), doors.let_in("mia")
    address = log(sam, "The bollard at pier 2 is bent")
    sam.open("/me/")
    sam.follow("Whether others see you")
    sam.page.get_by_label("Show my colleagues where I am").uncheck()
    sam.press("Save")
    mia.open(address)
    with sam.page.expect_response(re.compile("/presence/incident/")):
        sam.open(address)
    with mia.page.expect_response(re.compile("/presence/incident/")):
        mia.open(address)
    expect(others(mia)).to_be_empty()
    expect(others(sam)).to_be_empty()
    sam.open("/me/presence/")
    sam.page.get_by_label("Show my colleagues where I am").check()
    sam.press("Save")


def test_a_draft_survives_a_reload_another_browser_and_the_end_of_the_session(doors: Doors) -> None:
    sam = doors.let_in("sam")
    address = log(sam, "The fog horn is hoarse")
    write(sam, "The membrane is torn; a new one")
    sam.page.reload()
    sam.sees("You were writing this at")
    expect(comment(sam)).to_have_value("The membrane is torn; a new one")
    sam.examined.clear()
    sam.look()
    sam.picture("draft")
    sam.press("Keep")
    expect(sam.page.locator(".bw-draft")).to_have_count(0)

    elsewhere = doors.let_in("sam")
    elsewhere.open(address)
    elsewhere.sees("You were writing this at")
    expect(comment(elsewhere)).to_have_value("The membrane is torn; a new one")

    sam.page.context.clear_cookies()
    comment(sam).press_sequentially(" comes on Monday.")
    sam.press("Add comment")
    sam.sign_in("sam")
    sam.page.goto(address)
    expect(comment(sam)).to_have_value("The membrane is torn; a new one comes on Monday.")
    sam.press("Add comment")
    sam.sees("comes on Monday.", within="#story-part")
    expect(comment(sam)).to_have_value("")

    elsewhere.open(address)
    elsewhere.does_not_see("You were writing this")
    expect(comment(elsewhere)).to_have_value("")


def test_a_draft_survives_a_server_that_fails_and_a_line_that_is_cut(doors: Doors) -> None:
    sam = doors.let_in("sam")
    address = log(sam, "The tide gauge drifts")
    sam.page.route("**/comments/", lambda route: route.fulfill(status=500, body="It is broken."))
    comment(sam).fill("Typed in the last second")
    sam.page.get_by_role("button", name="Add comment").click()
    sam.page.wait_for_url("**/comments/")
    sam.page.unroute("**/comments/")
    sam.page.goto(address)
    expect(comment(sam)).to_have_value("Typed in the last second")
    sam.page.context.set_offline(True)
    comment(sam).press_sequentially(", and without a line")
    expect(sam.page.locator("form[data-unkept]")).to_have_count(1)
    sam.page.context.set_offline(False)
    expect(sam.page.locator("form[data-unkept]")).to_have_count(0)
    sam.faults.clear()  # the browser complained of both
    sam.page.reload()
    expect(comment(sam)).to_have_value("Typed in the last second, and without a line")


def test_a_draft_can_be_discarded_and_is_nobody_elses(doors: Doors) -> None:
    sam, mia = doors.let_in("sam"), doors.let_in("mia")
    address = log(sam, "The ladder at berth 3 is loose")
    write(sam, "Never mind")
    mia.open(address)
    expect(comment(mia)).to_have_value("")
    sam.page.reload()
    with sam.page.expect_response(
        lambda answer: answer.request.method == "DELETE" and "/draft/" in answer.url
    ):
        sam.press("Discard")
    expect(comment(sam)).to_have_value("")
    sam.page.reload()
    sam.does_not_see("You were writing this")


def test_a_customers_report_survives_too(doors: Doors) -> None:
    cora = doors.let_in("cora")
    cora.open("/portal/report/?title=The+cold+store+is+warm")
    with cora.page.expect_response(lambda answer: answer.url.endswith("/draft/")):
        cora.page.get_by_label("Tell us more").press_sequentially("Since the storm. Fish at risk.")
    cora.open("/portal/report/?title=The+cold+store+is+warm")
    cora.sees("You were writing this at")
    expect(cora.page.get_by_label("Tell us more")).to_have_value("Since the storm. Fish at risk.")
    cora.press("Send the report")
    cora.open("/portal/report/?title=Another+thing")
    cora.does_not_see("You were writing this")


def test_a_stale_save_is_side_by_side_field_by_field(doors: Doors) -> None:
    sam, mia = doors.let_in("sam"), doors.let_in("mia")
    address = log(sam, "The barrier does not rise")
    mia.open(f"{address}details/")
    sam.do("Edit")
    sam.fill("Title", "The barrier of gate 1 does not rise")
    sam.fill("Description", "It hums.")
    sam.press("Edit")
    mia.fill("Title", "The northern barrier does not rise")
    mia.fill("Description", "The fuse is blown.")
    mia.press("Edit")
    mia.sees("Not saved yet")
    title = mia.page.get_by_role("radiogroup", name="Title")
    for words in ("The barrier does not rise", "barrier of gate 1", "northern barrier", "What it was"):
        expect(title).to_contain_text(words)
    mia.picture("stale")
    title.get_by_label("Take what Sam saved").check()
    expect(mia.page.get_by_label("Title", exact=True)).to_be_hidden()
    mia.press("Edit")
    expect(mia.page.get_by_role("heading", level=1)).to_contain_text("The barrier of gate 1 does not rise")
    mia.sees("The fuse is blown.")

    mia.do("Edit")
    sam.do("Edit")
    sam.fill("Title", "Gate 1: barrier does not rise")
    sam.press("Edit")
    mia.fill("Description", "The fuse is blown. A new one is in.")
    mia.press("Edit")
    mia.sees("Sam had changed something meanwhile; kept of theirs: Title.")
    expect(mia.page.get_by_role("heading", level=1)).to_contain_text("Gate 1: barrier does not rise")
    mia.sees("A new one is in.")


def test_a_stale_save_without_a_script(doors: Doors) -> None:
    sam, mia = doors.let_in("sam"), doors.let_in("mia", script=False)
    address = log(sam, "The crane creaks")
    mia.open(f"{address}details/")
    sam.do("Edit")
    sam.fill("Title", "The crane creaks in the wind")
    sam.press("Edit")
    mia.fill("Title", "The yellow crane creaks")
    mia.press("Edit")
    mia.sees("Not saved yet")
    mia.page.get_by_label("Take what Sam saved").check()
    mia.press("Edit")
    expect(mia.page.get_by_role("heading", level=1)).to_contain_text("The crane creaks in the wind")
