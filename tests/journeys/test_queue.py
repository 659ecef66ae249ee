"""The queue as a tool: columns, groups, saved views, verbs over many, the palette, the split list and exports."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Doors
from tests.journeys.reader import Reader

pytestmark = pytest.mark.browser


def log(reader: Reader, title: str) -> str:
    reader.open("/incidents/new/")
    reader.fill("What is wrong?", title)
    reader.press("Log incident")
    return reader.page.url.rstrip("/").rpartition("/")[2]


def arrange(reader: Reader) -> None:
    """Choose columns, put the list into groups, keep it, and have the list open with it."""
    main = reader.page.get_by_role("main")
    reader.open("/incidents/?view=all")
    main.get_by_label("Columns", exact=True).click()
    main.get_by_role("checkbox", name="Customer").check()
    main.get_by_role("checkbox", name="Updated").uncheck()
    reader.press("Show these")
    expect(main.get_by_role("columnheader", name="Customer").first).to_be_visible()
    main.get_by_label("Groups", exact=True).click()
    reader.follow("By priority")
    expect(main.get_by_role("table", name="No priority yet")).to_be_visible()
    main.get_by_label("Views", exact=True).click()
    reader.follow("Save this view")
    reader.fill("Name", "By priority")
    reader.page.get_by_label("Who sees it").select_option(label="All of the staff")
    reader.press("Save view")
    reader.sees("“By priority” was saved.")
    reader.open("/views/incidents/")
    reader.press("Open with it: By priority")
    reader.open("/incidents/")
    expect(main.get_by_role("columnheader", name="Customer").first).to_be_visible()
    reader.open("/views/incidents/")
    reader.press("Do not open with it")


def test_the_list_is_arranged_and_kept(doors: Doors) -> None:
    sam = doors.let_in("sam")
    log(sam, "The gate of lane 9 hums")
    arrange(sam)
    mia = doors.let_in("mia")
    mia.open("/incidents/")
    mia.page.get_by_role("main").get_by_label("Views", exact=True).click()
    mia.follow("By priority")
    expect(mia.page.get_by_role("table", name="No priority yet")).to_be_visible()


def test_one_verb_over_many_by_keys(doors: Doors) -> None:
    reader = doors.let_in("sam")
    first, second = log(reader, "Lamp of bay 7 flickers"), log(reader, "Lamp of bay 7 is dark")
    reader.open("/incidents/?view=open&q=lamp")
    keys = reader.page.keyboard
    for _ in range(2):
        keys.press("j")
        keys.press("x")
    expect(reader.page.get_by_text("2 selected")).to_be_visible()
    keys.press("a")
    reader.page.wait_for_url("**/bulk/incidents/")
    reader.look()
    reader.choose("Team", "Network")
    reader.press("Preview")
    reader.sees("Possible: 2")
    reader.press("Assign: 2 incidents")
    reader.sees("Done: 2")
    for reference in (first, second):
        reader.sees(reference)


def test_the_palette_goes_anywhere(doors: Doors) -> None:
    reader = doors.let_in("sam")
    reference = log(reader, "Horn of the quay is silent")
    reader.page.keyboard.press("Control+k")
    words = reader.page.get_by_role("combobox", name="What do you want to do?")
    expect(reader.page.get_by_role("option", name=f"Classify {reference}")).to_be_visible()
    reader.look()
    words.fill("escal")
    lines = reader.page.get_by_role("dialog").get_by_role("option")
    expect(lines.first).to_contain_text(f"Escalate {reference}")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url(f"**/incidents/{reference}/escalations/")
    reader.open("/palette/")
    reader.sees(f"{reference} Horn of the quay is silent", within="main")


def test_the_incident_beside_the_list(doors: Doors) -> None:
    reader = doors.let_in("sam")
    log(reader, "Winch 3 squeaks")
    log(reader, "Winch 4 squeaks")
    reader.open("/incidents/?view=open&q=winch&split=1")
    reader.page.keyboard.press("j")
    pane = reader.page.get_by_role("region", name="The chosen incident")
    expect(pane.get_by_role("heading", name="Winch 4 squeaks")).to_be_visible()
    reader.page.keyboard.press("j")
    expect(pane.get_by_role("heading", name="Winch 3 squeaks")).to_be_visible()
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/incidents/INC-*/")


def test_a_list_becomes_a_file_without_a_script(doors: Doors) -> None:
    reader = doors.let_in("sam", script=False)
    reader.open("/incidents/?view=all&columns=reference")
    reader.page.get_by_role("main").get_by_label("Export", exact=True).click()
    reader.press("As a workbook (XLSX)")
    expect(reader.page.get_by_role("heading", name="Export: Incidents")).to_be_visible()
    reader.open("/exports/")
    reader.sees("Incidents, XLSX", within="main")


def test_selection_and_place_survive_updates(doors: Doors) -> None:
    mia = doors.let_in("mia")
    log(mia, "Buoy 1 drifts")
    mia.open("/incidents/?view=open&sort=-number")
    row = mia.page.get_by_role("row").filter(has_text="Buoy 1 drifts")
    row.get_by_role("checkbox").check()
    mia.page.wait_for_timeout(1_000)  # the stream of updates opens after the page has loaded
    log(doors.let_in("sam"), "Buoy 2 drifts")
    expect(mia.page.get_by_role("row").filter(has_text="Buoy 2 drifts")).to_be_visible(timeout=15_000)
    expect(row.get_by_role("checkbox")).to_be_checked()
    expect(mia.page.get_by_text("1 selected")).to_be_visible()
