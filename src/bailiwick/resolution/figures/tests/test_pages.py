"""The pages of figures, one test for each outcome."""

from urllib.parse import urlencode

import pytest

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.figures import operations, rollups
from bailiwick.kernel.figures.models import Annotation
from bailiwick.kernel.figures.parts import Placed
from bailiwick.resolution.figures.facts import ROLLUP
from bailiwick.resolution.figures.parts import PAGE, PARTS
from bailiwick.resolution.figures.tests.test_figures import a_year
from tests.cast import Cast
from tests.web import Browser


def counted(cast: Cast, count: int = 20) -> None:
    a_year(cast, count)
    rollups.bring_up_to_date(ROLLUP, cast.organization.id)


def test_a_dashboard_shows_every_part_and_leads_to_the_records(cast: Cast, browser: Browser) -> None:
    counted(cast)
    parts = [Placed(part.code) for part in PARTS]
    operations.arrange_dashboard(PAGE, parts, by=cast.sam)
    text = browser.as_("sam").get("/figures/?period=12m").content.decode()
    assert all(part.title in text for part in PARTS)
    assert text.count("data-chart-svg") > 10
    assert "among=figure:opened" in text


def test_each_chart_has_a_page_and_a_file(cast: Cast, browser: Browser) -> None:
    counted(cast, 5)
    sam = browser.as_("sam")
    for code in (part.code for part in PARTS):
        assert "How this is counted" in sam.get(f"/figures/{code}/?period=12m").content.decode()
        file = sam.get(f"/figures/{code}/csv/?period=12m")
        assert file["Content-Type"].startswith("text/csv")
        assert len(file.content.decode().splitlines()) > 1, code
    assert sam.get("/figures/nothing/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"from": "2026-13-01"}, 422), ({"from": "2026-05-02", "to": "2026-05-01"}, 422), ({"period": "9x"}, 422),
        ({"from": "0001-01-01", "to": "2026-05-01"}, 422), ({"service": "7; drop"}, 404), ({"of": "team-0"}, 404),
        ({"service": "9" * 18}, 200), ({"period": "7d", "team": ""}, 200),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_refused(
    cast: Cast, browser: Browser, asked: dict[str, str], status: int
) -> None:
    assert browser.as_("sam").get(f"/figures/?{urlencode(asked)}").status_code == status


def test_arranging_one_s_own(cast: Cast, browser: Browser) -> None:
    sam = browser.as_("sam")
    address = "/figures/arrangements/own/"
    assert sam.post(address, {"place_volume": "2", "place_backlog": "1"}).status_code == 303
    text = sam.get("/figures/").content.decode()
    assert text.index('id="chart-backlog"') < text.index('id="chart-volume"')
    assert 'id="chart-hours"' not in text
    assert sam.post(address, {}).status_code == 422
    assert sam.post(address, {"_method": "delete"}).status_code == 303
    assert 'id="chart-hours"' in sam.get("/figures/").content.decode()


def test_a_note_stands_on_the_charts_of_its_day(cast: Cast, browser: Browser) -> None:
    counted(cast)
    mia = browser.as_("mia")
    note = {"on": clock.now().date().isoformat(), "text": "A <gale>"}
    assert mia.post("/figures/notes/", {**note, "text": ""}).status_code == 422
    assert mia.post("/figures/notes/", note).status_code == 303
    assert "A &lt;gale&gt;" in mia.get("/figures/volume/").content.decode()
    assert "gale&gt;" not in browser.as_("cora").get("/figures/volume/").content.decode()
    with tenant.scope(cast.organization.id):
        pk = Annotation.objects.get().pk
    assert mia.post(f"/figures/notes/{pk}/", {"_method": "delete"}).status_code == 303
    assert "gale&gt;" not in mia.get("/figures/volume/").content.decode()
