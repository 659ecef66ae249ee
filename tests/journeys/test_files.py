"""Files at an incident: a picture that is shown, a document that is downloaded, one that lies about what it is."""

import pytest
from playwright.sync_api import FilePayload, Page

from tests.journeys.conftest import Doors
from tests.journeys.reader import Reader
from tests.journeys.test_guides import photograph

pytestmark = pytest.mark.browser


def add(reader: Reader, *files: FilePayload) -> None:
    """Choose files and add them."""
    reader.page.get_by_role("main").locator("input[type=file]").set_input_files(list(files))
    reader.page.locator("main button", has_text="Add files").click()
    reader.page.wait_for_load_state()
    reader.look()


def told(page: Page, name: str) -> tuple[str, str]:
    """How the server sends a file: its kind, and whether it is shown or saved."""
    address = page.get_by_role("main").get_by_role("link", name=name).first.get_attribute("href")
    answer = page.request.get(f"{page.url.split('/incidents/')[0]}{address}")
    return answer.headers["content-type"], answer.headers["content-disposition"].partition(";")[0]


def test_files_are_kept_for_what_they_are(doors: Doors) -> None:
    sam = doors.let_in("sam")
    sam.open("/incidents/INC-1/")
    text: FilePayload = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"Lane 2, since nine."}
    add(sam, photograph("scale.png"), text)
    sam.sees("scale.png")
    assert told(sam.page, "scale.png") == ("image/png", "inline")
    assert told(sam.page, "notes.txt")[1] == "attachment"
    add(sam, {"name": "lies.png", "mimeType": "image/png", "buffer": b"<script>alert(1)</script>"})
    sam.sees("The name says .png, the content is something else.")
    sam.open("/incidents/INC-1/")
    sam.does_not_see("lies.png")
    dan = doors.let_in("dan")
    dan.open("/portal/incidents/INC-1/files/1/")
    assert "404" in dan.page.inner_text("main")
