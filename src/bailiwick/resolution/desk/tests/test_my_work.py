"""What waits for somebody is cut after 25, and leads on to the whole."""

import html
import re

from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents.operations import Report
from tests.cast import Cast
from tests.web import Browser


def test_a_cut_list_leads_to_all_of_it(cast: Cast, browser: Browser) -> None:
    for number in range(27):
        made = incidents.log_incident(Report(title=f"Lamp {number} is out"), by=cast.sam)
        if number < 26:
            incidents.assign_incident(made, by=cast.sam, team=cast.desk)
    sam = browser.as_("sam")
    page = sam.get("/work/").content.decode()
    ways = [html.unescape(found) for found in re.findall(r'href="(/incidents/\?[^"]+)">These are', page)]
    assert ways == [
        f"/incidents/?view=unassigned&team={cast.desk.pk}",
        "/incidents/?view=reported&sort=-updated",
    ]
    for way, count in zip(ways, (26, 27), strict=True):
        table = sam.get(way).content.decode().partition("<tbody>")[2]
        assert len(set(re.findall(r"INC-\d+", table))) == count


def test_a_short_list_leads_nowhere(cast: Cast, browser: Browser) -> None:
    incidents.log_incident(Report(title="The lamp is out"), by=cast.sam)
    assert "These are the first" not in browser.as_("sam").get("/work/").content.decode()
