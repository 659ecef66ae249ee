"""Days as the guides tell them, in the order of their sentences; the pictures that the guides show are taken here."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, expect

from tests.journeys.conftest import Doors
from tests.journeys.reader import Reader
from tests.journeys.serving import Site

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 800}}


def photograph(name: str) -> FilePayload:
    """A picture, as a file to attach."""
    kept = io.BytesIO()
    Image.new("RGB", (320, 200), "#7a8b8f").save(kept, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": kept.getvalue()}


def morning(sam: Reader) -> None:
    """The queue, its keys, and one verb over two incidents."""
    keys = sam.page.keyboard
    sam.open("/work/")
    sam.picture("my-work")
    sam.open("/incidents/?view=open")
    sam.sees("Crane 4 reports a wrong load")
    sam.picture("queue")
    keys.press("?")
    expect(sam.page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    sam.picture("keys")
    keys.press("Escape")
    for _ in range(2):
        keys.press("j")
        keys.press("x")
    expect(sam.page.get_by_text("2 selected")).to_be_visible()
    keys.press("a")
    sam.page.wait_for_url("**/bulk/incidents/")
    sam.choose("Team", "Network")
    sam.press("Preview")
    sam.sees("Possible: ")
    sam.picture("bulk")


def one_incident(sam: Reader) -> None:
    """Reply, attach, hold, resume, resolve."""
    sam.open("/incidents/?view=open")
    sam.follow("Crane 4 reports a wrong load")
    sam.page.get_by_label("Reply to the user").check()
    sam.fill("Comment", "We calibrate it at ten. Until then please use crane 3.")
    sam.press("Add comment")
    sam.page.get_by_role("main").locator("input[type=file]").set_input_files(photograph("display.png"))
    sam.page.locator("main button", has_text="Add files").click()
    sam.sees("display.png")
    sam.picture("incident")
    sam.do("Put on hold")
    sam.choose("Waits for", "Awaiting user (its clock stands still)")
    sam.fill("What exactly?", "Does it happen with an empty hook?")
    sam.picture("hold")
    sam.press("Put on hold")
    expect(sam.page.get_by_role("img", name="Resolution: paused")).to_be_visible()
    sam.do("Resume")
    sam.press("Resume")
    sam.do("Resolve")
    sam.fill("How was the service restored?", "The load cell was calibrated.")
    sam.press("Resolve")
    sam.sees("Resolved.")


def test_an_agents_day(doors_of: Callable[[Site], Doors], shown: Site) -> None:
    doors = doors_of(shown)
    sam = doors.let_in("sam", **DESK)
    morning(sam)
    one_incident(sam)
    mia = doors.let_in("mia", viewport={"width": 1280, "height": 1150})
    mia.open("/figures/?period=30d")
    mia.sees("opened, ")
    mia.picture("figures")


def restore(sam: Reader, reference: str) -> None:
    """The desk classifies, prioritises and resolves what a customer reported."""
    for resource, verb, choices in (
        ("classification", "Classify", {"Service": "Weighing", "Category": "Hardware"}),
        ("priority", "Prioritise", {"Impact": "Low", "Urgency": "Low"}),
    ):
        sam.open(f"/incidents/{reference}/{resource}/")
        for label, option in choices.items():
            sam.choose(label, option)
        sam.press(verb)
    sam.open(f"/incidents/{reference}/resolution/")
    sam.fill("How was the service restored?", "A new ribbon is in the printer.")
    sam.fill("What was done", "Changed the ribbon.")
    sam.press("Resolve")
    sam.sees("Resolved.")


def test_a_customers_day_on_the_phone(doors_of: Callable[[Site], Doors], shown: Site) -> None:
    doors = doors_of(shown)
    cora, sam = doors.let_in("cora", **PHONE), doors.let_in("sam", **DESK)
    cora.open("/portal/")
    cora.sees("The weighing system is slow")
    cora.picture("portal-home")
    cora.fill("What is wrong?", "The weighing slip of lane 1 is empty")
    cora.press("Report it")
    cora.sees("Is it one of these?")
    cora.fill("Tell us more", "Since this morning, every second slip.")
    cora.page.locator("input[type=file]").set_input_files(photograph("slip.png"))
    cora.picture("portal-report")
    cora.press("Send the report")
    cora.sees("We have it.")
    reference = cora.page.url.rstrip("/").rpartition("/")[2]
    restore(sam, reference)
    cora.open(f"/portal/incidents/{reference}/")
    cora.sees("A new ribbon is in the printer.")
    cora.picture("portal-incident")
    cora.press("Yes, it works again")
    cora.page.get_by_label("5 – Excellent").check()
    cora.picture("portal-rating")
    cora.press("Send the rating")
    cora.sees("You rated it 5 of 5.")


def add(ada: Reader, path: str, singular: str, **fields: str) -> None:
    """A new record of a register, by its fields' labels."""
    ada.open(path)
    ada.follow(f"New {singular}")
    for label, value in fields.items():
        ada.page.get_by_label(label.replace("_", " "), exact=True).first.fill(value)
    ada.press(f"New {singular}")


def agree(ada: Reader) -> None:
    """A calendar with holidays, a service, and what is promised for it."""
    ada.open("/calendars/")
    ada.follow("New calendar")
    ada.fill("Name", "Office hours")
    ada.fill("Time zone", "Europe/Lisbon")
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        ada.fill(day, "08:00-17:00")
    ada.fill("Holidays of a country", "PT")
    ada.press("New calendar")
    ada.sees("Holidays of two years")
    ada.picture("calendar")
    ada.open("/agreements/")
    ada.follow("New agreement")
    ada.fill("Name", "Berth booking")
    ada.choose("Service hours", "Office hours")
    ada.fill("From", "2026-01-01")
    for number, (response, resolution) in enumerate(((15, 240), (30, 480), (60, 960)), 1):
        ada.fill(f"Response of P{number}, minutes", str(response))
        ada.fill(f"Resolution of P{number}, minutes", str(resolution))
    ada.picture("agreement")
    ada.press("New agreement")
    ada.sees("Targets")


def test_an_administrators_first_hour(doors_of: Callable[[Site], Doors], shown: Site) -> None:
    ada = doors_of(shown).let_in("ada", **DESK)
    ada.open("/organization/")
    ada.follow("Harbour Lights")
    ada.sees("Sign-in rules")
    add(ada, "/people/", "person", Name="Nora Quay")
    add(ada, "/teams/", "team", Name="Quay crew")
    ada.follow("Add somebody")
    ada.choose("Who?", "Nora Quay")
    ada.press("Add somebody")
    ada.open("/roles/")
    ada.follow("Service desk")
    ada.follow("Give to somebody")
    ada.choose("Who?", "Nora Quay")
    ada.press("Give to somebody")
    ada.sees("Nora Quay")
    agree(ada)
    ada.open("/matrices/new/")
    ada.picture("priority-matrix")
    ada.open("/authority/")
    ada.choose("A person", "Sam")
    ada.press("Show")
    ada.sees("incident.resolve")
    ada.picture("authority")
    ada.open("/webhooks/new/")
    ada.picture("webhook")
    ada.open("/tokens/")
    ada.open("/health/")
    ada.sees("What to do:")
    ada.picture("health")


def test_an_operators_look(doors_of: Callable[[Site], Doors], shown: Site) -> None:
    visitor = doors_of(shown).visitor()
    answer = visitor.page.goto(f"{shown.address}/healthz")
    assert answer is not None and answer.status == 200
    metrics = visitor.page.goto(f"{shown.address}/metrics")
    assert metrics is not None and "bailiwick_ledger_unsealed" in metrics.text()
