"""Coming in: the first administrator by the link, everybody else with a password."""

from collections.abc import Callable, Iterator

import pytest

from tests.journeys.conftest import Doors
from tests.journeys.serving import Site, site

pytestmark = pytest.mark.browser
PASSWORD = "a lighthouse on the quay"


@pytest.fixture
def unclaimed() -> Iterator[tuple[Site, str]]:
    """An installation that nobody has entered, and its welcome link."""
    with site("unclaimed") as running:
        yield running, running.scene("link", running.address)


def test_the_first_administrator_comes_in_by_the_link(
    unclaimed: tuple[Site, str], doors_of: Callable[[Site], Doors]
) -> None:
    running, link = unclaimed
    doors = doors_of(running)
    reader = doors.visitor(timezone_id="Europe/Lisbon")
    reader.open(link)
    assert reader.page.get_by_label("Time zone").input_value() == "Europe/Lisbon", "the browser's own"
    reader.fill("Name of your organization", "Harbour Lights")
    reader.fill("Your name", "Ada Quill")
    reader.fill("E-mail address", "ada@harbour.example")
    reader.page.get_by_label("Password", exact=True).fill(PASSWORD)
    reader.fill("Password again", "something else altogether")
    reader.press("Found the organization", within="body")
    reader.sees("not the same password")
    assert reader.page.get_by_label("Your name").input_value() == "Ada Quill"
    reader.page.get_by_label("Password", exact=True).fill(PASSWORD)
    reader.fill("Password again", PASSWORD)
    reader.press("Found the organization", within="body")
    reader.sees("Harbour Lights is founded. Welcome, Ada Quill.")
    assert reader.page.get_by_role("heading", name="My work", level=1).is_visible()

    late = doors.visitor()
    late.open(link)
    late.sees("This link does not work any more")


def test_a_wrong_password_is_refused_and_the_right_one_leads_where_one_wanted_to_go(doors: Doors) -> None:
    reader = doors.visitor()
    reader.open("/incidents/")
    reader.sees("Sign in")
    reader.fill("E-mail address", "sam@harbour.example")
    reader.fill("Password", "correct horse batteri")
    reader.press("Sign in", within="body")
    assert reader.page.get_by_role("alert").is_visible()
    assert reader.page.get_by_label("E-mail address").input_value() == "sam@harbour.example"
    reader.fill("Password", "correct horse battery")
    reader.press("Sign in", within="body")
    assert reader.page.get_by_role("heading", name="Incidents", level=1).is_visible()
