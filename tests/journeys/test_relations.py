"""Work together: tasks and time, a whole and its part, a merge and its undoing, an escalation that is taken up."""

import pytest

from tests.journeys.conftest import Doors
from tests.journeys.reader import Reader
from tests.journeys.test_incidents import log

pytestmark = pytest.mark.browser


def section(reader: Reader, name: str) -> str:
    return reader.page.get_by_role("region", name=name, exact=True).inner_text()


def plan(reader: Reader, reference: str) -> None:
    """Two tasks in order, one done, one of one's own; an hour noted; the resolution warns of what is open."""
    reader.open(f"/incidents/{reference}/tasks/")
    for title in ("Unplug the display", "Swap the cable"):
        reader.fill("What is to be done?", title)
        if title.startswith("Swap"):
            reader.choose("Who", "Sam")
        reader.press("Add task")
    reader.press("Done: Unplug the display")
    reader.sees("“Unplug the display” is done.")
    reader.open(f"/incidents/{reference}/time/")
    reader.fill("Minutes", "75")
    reader.fill("On what?", "Looking for the cable")
    reader.press("Note time")
    reader.sees("1 h 15 min noted.")
    reader.open("/work/")
    assert "Swap the cable" in section(reader, "Your tasks")
    reader.open(f"/incidents/{reference}/resolution/")
    reader.sees("Still to do: Swap the cable")


def test_incidents_stand_to_each_other(doors: Doors) -> None:
    reader = doors.let_in("sam")
    whole, part, again = (log(reader, f"Lane {n} weighs nothing") for n in (1, 2, 3))
    plan(reader, whole)

    reader.open(f"/incidents/{part}/parent/")
    reader.fill("Part of", whole)
    reader.press("Save")
    reader.sees(f"A part of {whole} now.")
    reader.open(f"/incidents/{whole}/parent/")
    reader.fill("Part of", part)
    reader.press("Save")
    reader.sees("that would be a circle")

    reader.open(f"/incidents/{again}/merge/")
    reader.fill("Merge into", whole)
    reader.fill("Why?", "The same lane")
    reader.press("Merge")
    reader.open(f"/incidents/{again}/")
    assert reader.page.url.endswith(f"/incidents/{whole}/")
    assert again in section(reader, "Links")
    reader.page.get_by_role("link", name=f"Take {again} apart").click()
    reader.fill("Why?", "Another lane")
    reader.press("Take apart")
    reader.sees(f"{again} goes on where it was.")

    reader.open(f"/incidents/{whole}/escalations/")
    reader.choose("What is missing?", "Authority: a manager")
    reader.choose("Manager", "Mia")
    reader.fill("Why?", "May we stop the line?")
    reader.press("Escalate")
    mia = doors.let_in("mia")
    mia.open(f"/incidents/{whole}/")
    mia.press("Take it up")
    assert "Taken up" in section(mia, "Escalations")
