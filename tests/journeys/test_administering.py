"""Administrators and many things at once: people brought in by a file, what is kept for how long."""

import pytest

from tests.journeys.conftest import Doors
from tests.journeys.reader import Reader

pytestmark = pytest.mark.browser

PEOPLE = """Name,Mail,Sign-in name,Company,Teams,Roles,Active
Nora Vale,nora@harbour.example,nora@harbour.example,,Network; Service desk,,yes
Otto Quay,otto@quay.example,,Quay Foods,,,
Sam,sam@harbour.example,,,Network,,
Pia Sand,pia@harbour.example,,,Divers,,
Ada,ada@harbour.example,,,,,no
"""


def pictures(reader: Reader, name: str) -> None:
    """The page as it is, on a telephone and in the dark."""
    reader.picture(name)
    reader.page.set_viewport_size({"width": 390, "height": 844})
    reader.picture(f"{name}-390")
    reader.page.emulate_media(color_scheme="dark")
    reader.picture(f"{name}-390-dark")
    reader.page.set_viewport_size({"width": 1440, "height": 1000})
    reader.picture(f"{name}-dark")
    reader.page.emulate_media(color_scheme="light")


def test_people_come_in_by_a_file(doors: Doors) -> None:
    ada = doors.let_in("ada", viewport={"width": 1440, "height": 1000})
    ada.open("/people/import/")
    ada.sees("No imports yet")
    pictures(ada, "people-import")
    file = ada.page.get_by_label("CSV file")
    file.set_input_files({"name": "broken.csv", "mimeType": "text/csv", "buffer": b"name,mail\nAnn\n"})
    ada.press("Look at it")
    ada.sees("Line 2, column mail")
    file.set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode()})
    ada.press("Look at it")
    ada.sees("Nothing is written yet")
    ada.sees("There is no team “Divers”.")
    ada.sees("This would leave the organization without an administrator.")
    pictures(ada, "people-import-plan")
    ada.press("Import 3 people")
    ada.sees("Waiting")
    ada.open("/people/import/")
    ada.sees("people.csv")


def test_what_is_kept_for_how_long(doors: Doors) -> None:
    ada = doors.let_in("ada", viewport={"width": 1440, "height": 1000})
    ada.open("/retention/")
    pictures(ada, "retention")
    ada.follow("New rule")
    ada.choose("What?", "Comments on closed work, counted from when the work was closed")
    ada.fill("After how many days?", "730")
    ada.fill("Why?", "Our policy on personal data, section 4")
    ada.press("New rule")
    ada.sees("What it would take now")
    pictures(ada, "retention-rule")
    ada.follow("Erase now")
    ada.sees("Their texts are erased.")
    pictures(ada, "retention-preview")
    ada.press("Erase now")
    ada.sees("It is being erased, in the background.")
    ada.sees("Retention: Comments on closed work")
