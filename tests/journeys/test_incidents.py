"""The desk's day: an incident from its report to its end, seen by the desk, a colleague and the customer."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Doors
from tests.journeys.reader import Reader

pytestmark = pytest.mark.browser


def log(reader: Reader, title: str) -> str:
    """Log an incident with all that is known; its reference."""
    reader.open("/incidents/new/")
    reader.fill("What is wrong?", title)
    reader.choose("Service", "Weighing")
    reader.choose("Category", "Hardware")
    reader.choose("Impact", "High")
    reader.choose("Urgency", "High")
    reader.press("Log incident")
    return reader.page.url.rstrip("/").rpartition("/")[2]


def report(reader: Reader) -> None:
    """Log an incident of which little is known, and see the one that it repeats."""
    reader.open("/work/")
    reader.follow("New incident")
    reader.page.get_by_label("What is wrong?").press_sequentially("Scales of lane 2 show nothing again")
    reader.sees("INC-1 The scales of lane 2 show nothing", within="#similar")
    reader.fill("More about it", "Since **nine** o'clock.")
    reader.press("Log incident")
    reader.sees("was logged.")
    reader.sees("No clock runs yet")


def work(reader: Reader) -> None:
    """Classify, prioritise, assign, start, hold, resume, and write down what was done."""
    reader.do("Classify")
    reader.choose("Service", "Weighing")
    reader.choose("Category", "Hardware")
    reader.press("Classify")
    reader.sees("Classified.")
    reader.do("Prioritise")
    reader.choose("Impact", "High")
    reader.choose("Urgency", "High")
    reader.press("Prioritise")
    expect(reader.page.get_by_role("img", name="Resolution: running")).to_be_visible()
    reader.do("Assign")
    reader.choose("Team", "Service desk")
    reader.press("Assign")
    reader.do("Start work")
    reader.press("Start work")
    reader.sees("Work has begun.")
    reader.do("Put on hold")
    reader.choose("Waits for", "Awaiting user (its clock stands still)")
    reader.fill("What exactly?", "Which display is dark?")
    reader.press("Put on hold")
    expect(reader.page.get_by_role("img", name="Resolution: paused")).to_be_visible()
    reader.do("Resume")
    reader.press("Resume")
    reader.sees("It goes on.")
    reader.page.get_by_label("Comment").fill("Cable replaced.")
    reader.press("Add comment")


def finish(reader: Reader) -> None:
    """Resolve, reopen, resolve again, close."""
    reader.do("Resolve")
    reader.fill("How was the service restored?", "The cable was replaced.")
    reader.press("Resolve")
    reader.sees("Resolved.")
    reader.do("Reopen")
    reader.fill("Why?", "Dark again.")
    reader.press("Reopen")
    reader.sees("Open again.")
    reader.do("Resolve")
    reader.fill("How was the service restored?", "The display was replaced.")
    reader.press("Resolve")
    reader.do("Close")
    reader.press("Close")
    reader.sees("Closed.")


def test_an_incident_from_report_to_end(doors: Doors) -> None:
    reader = doors.let_in("sam")
    report(reader)
    work(reader)
    finish(reader)
    story = reader.page.get_by_role("region", name="Story").get_by_role("listitem")
    told = " ".join(story.all_inner_texts())
    expected = ("Which display is dark?", "Cable replaced.", "Dark again.", "Closed")
    places = [told.find(words) for words in expected]
    assert -1 not in places and places == sorted(places), told
    reader.page.get_by_text("Explain this clock").last.click()
    expect(reader.page.get_by_text("Paused").last).to_be_visible()


def test_the_customer_sees_no_internal_note(doors: Doors) -> None:
    cora = doors.let_in("cora")
    cora.open("/incidents/new/")
    cora.fill("What is wrong?", "The crane's scale drifts")
    cora.press("Go on")
    cora.press("Send the report")
    address = cora.page.url

    sam = doors.let_in("sam")
    sam.open(address)
    sam.page.get_by_label("Comment").fill("They never calibrate it.")
    sam.press("Add comment")
    sam.page.get_by_label("Reply to the user").check()
    sam.page.get_by_label("Comment").fill("A technician comes at ten.")
    sam.press("Add comment")
    sam.sees("They never calibrate it.")

    cora.open(address)
    cora.sees("A technician comes at ten.")
    cora.does_not_see("They never calibrate it.")
    expect(cora.page.get_by_role("main").get_by_role("link", name="Assign", exact=True)).to_have_count(0)

    dan = doors.let_in("dan")
    dan.open(address)
    dan.does_not_see("crane")
    assert dan.page.title().startswith("Not found") or "404" in dan.page.inner_text("main")


def test_two_at_once_lose_nothing(doors: Doors) -> None:
    sam, mia = doors.let_in("sam"), doors.let_in("mia")
    reference = log(sam, "The barrier does not open")
    mia.open(f"/incidents/{reference}/details/")
    sam.do("Edit")
    sam.fill("Title", "The barrier of gate 1 does not open")
    sam.press("Edit")
    mia.fill("Title", "The northern barrier does not open")
    mia.fill("Description", "The motor hums.")
    mia.press("Edit")
    mia.sees("Not saved yet")
    mia.sees("What it was")
    assert "The barrier of gate 1 does not open" in mia.page.inner_text(".bw-diff")
    assert mia.page.get_by_label("Title").input_value() == "The northern barrier does not open"
    assert mia.page.get_by_label("Description").input_value() == "The motor hums."
    mia.press("Edit")
    mia.sees("The motor hums.")
    assert mia.page.get_by_role("heading", level=1).inner_text().endswith("northern barrier does not open")


def test_the_queue_of_another_refreshes_by_itself(doors: Doors) -> None:
    mia = doors.let_in("mia")
    mia.open("/incidents/")
    mia.page.evaluate("window.sameDocument = true")
    mia.page.wait_for_timeout(1_000)  # the stream of updates opens after the page has loaded
    sam = doors.let_in("sam")
    reference = log(sam, "Smoke in the weighing hut")
    row = mia.page.get_by_role("row").filter(has_text="Smoke in the weighing hut")
    expect(row).to_be_visible(timeout=15_000)
    sam.open(f"/incidents/{reference}/work/")
    sam.press("Start work")
    expect(row).to_contain_text("In progress", timeout=15_000)
    assert mia.page.evaluate("window.sameDocument"), "the page was not loaded again"


def test_without_a_script(doors: Doors) -> None:
    reader = doors.let_in("sam", script=False)
    log(reader, "The label printer is silent")
    reader.do("Resolve")
    reader.fill("How was the service restored?", "Switched on.")
    reader.fill("What was done", "Went there and looked.")
    reader.press("Resolve")
    reader.sees("Resolved.")
    reader.open("/incidents/?view=all")
    reader.sees("The label printer is silent")


def test_the_keyboard_suffices(doors: Doors) -> None:
    reader = doors.let_in("sam")
    reader.open("/incidents/?view=all")
    keys = reader.page.keyboard
    keys.press("?")
    expect(reader.page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    keys.press("Escape")
    expect(reader.page.get_by_role("dialog")).to_have_count(0)
    keys.press("/")
    expect(reader.page.get_by_role("searchbox", name="Search everything")).to_be_focused()
    keys.press("Tab")
    links = reader.page.locator("a[data-row-link]")
    keys.press("j")
    expect(links.nth(0)).to_be_focused()
    keys.press("j")
    expect(links.nth(1)).to_be_focused()
    keys.press("k")
    expect(links.nth(0)).to_be_focused()
    keys.press("Enter")
    reader.page.wait_for_url("**/incidents/INC-*/")
    keys.press("g")
    keys.press("m")
    reader.page.wait_for_url("**/work/")
    keys.press("n")
    reader.page.wait_for_url("**/incidents/new/")
    expect(reader.page.get_by_label("What is wrong?")).to_be_focused()
