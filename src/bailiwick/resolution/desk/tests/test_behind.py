"""Every number leads to exactly the incidents that it counts."""

import html
import re
from typing import Any

import pytest

from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work.models import Transition
from bailiwick.resolution.incidents import operations as incidents
from tests.cast import Cast
from tests.web import Browser

START_END = "start=2020-01-01T00:00:00%2B00:00&end=2099-01-01T00:00:00%2B00:00"


@pytest.fixture
def done(cast: Cast) -> None:
    """INC-1 resolved and closed, INC-2 resolved and reopened, INC-3 without service."""
    whole = incidents.Report(
        title="Scale shows zero", service=cast.weighing, classification=cast.hardware, impact=2, urgency=2,
        reporter=cast.people["cora"], channel="mail",
    )  # fmt: skip
    for again in (False, True):
        one = incidents.resolve_incident(
            incidents.log_incident(whole, by=cast.sam),
            by=cast.sam,
            resolution="Reset",
            closure_code="fixed",
            note="Reset",
        )
        if again:
            one = incidents.reopen_incident(one, by=cast.sam, reason="Zero again")
            incidents.resolve_incident(
                one, by=cast.sam, resolution="Mended", closure_code="fixed", note="Mended"
            )
        else:
            incidents.close_incident(one, by=cast.cora)
    incidents.log_incident(incidents.Report(title="Something hums"), by=cast.cora)


def listed(client: Any, address: str) -> list[str]:
    answer = client.get(html.unescape(address))
    assert answer.status_code == 200, (address, answer.status_code)
    table = answer.content.decode().partition("<tbody>")[2]
    return sorted(set(re.findall(r"INC-\d+", table)))


def links(page: str, among: str) -> list[str]:
    return [found for found in re.findall(r'href="(/incidents/\?[^"]*)"', page) if f"among={among}&" in found]


def test_a_measure_leads_to_the_records_it_was_computed_from(
    cast: Cast, browser: Browser, done: None
) -> None:
    mia = browser.as_("mia")
    page = mia.get("/processes/incident/").content.decode()
    for code, expected in {
        "reopened": ["INC-1", "INC-2"],
        "resolved_in_target": ["INC-1", "INC-2"],
        "mean_time_to_restore": ["INC-1", "INC-2"],
        "first_contact": ["INC-1", "INC-2"],
        "backlog": ["INC-3"],
    }.items():
        [address] = links(page, f"measure:{code}")
        assert listed(mia, address) == expected, code


def test_a_move_that_was_not_designed_leads_to_who_made_it(cast: Cast, browser: Browser, done: None) -> None:
    with operation("organization.revise", by=cast.ada):
        move = Transition.objects.filter(item__reference="INC-1").latest("at")
        move.pk, move.from_state, move.verb = None, "closed", "incident.assign"
        move.to_state = "new"
        move.save()
    mia = browser.as_("mia")
    page = mia.get("/processes/incident/").content.decode()
    [address] = links(page, "move:closed:incident.assign:new")
    assert listed(mia, address) == ["INC-1"]
    [address] = links(page, "moves")
    assert listed(mia, address) == ["INC-1", "INC-2"]
    past = "start=2020-01-01T00:00:00%2B00:00&end=2020-02-01T00:00:00%2B00:00"
    assert listed(mia, f"/incidents/?view=all&among=moves&{past}") == []


def test_a_requirement_leads_to_what_it_looked_at_and_to_what_fails(
    cast: Cast, browser: Browser, done: None
) -> None:
    mia = browser.as_("mia")
    page = mia.get("/requirements/R8.6.1-01/").content.decode()
    assert listed(mia, links(page, "requirement:R8.6.1-01")[0]) == ["INC-1", "INC-2", "INC-3"]
    assert listed(mia, links(page, "requirement:R8.6.1-01:exceptions")[0]) == ["INC-3"]
    assert listed(mia, f"/incidents/?view=all&among=requirement:R8.6.1-01:0&{START_END}") == ["INC-3"]
    assert mia.post("/clauses/8.6.1/assessments/").status_code == 303
    kept = mia.get("/requirements/").content.decode()
    assert listed(mia, links(kept, "requirement:R8.6.1-01:exceptions")[0]) == ["INC-3"]


def test_the_list_keeps_its_limit_when_it_is_filtered(cast: Cast, browser: Browser, done: None) -> None:
    page = browser.as_("mia").get(f"/incidents/?view=all&among=measure:reopened&{START_END}").content.decode()
    assert 'type="hidden" name="among" value="measure:reopened"' in page
    assert "Only the incidents behind a number: Reopened" in page


@pytest.mark.parametrize(
    "query",
    [
        f"among=measure:nothing&{START_END}",
        f"among=nothing:at:all&{START_END}",
        f"among=requirement:R9.9.9-99&{START_END}",
        f"among=requirement:R8.6.1-01:77&{START_END}",
        f"among=requirement:R8.6.1-01:x&{START_END}",
        "among=moves",
        "among=moves&start=2020-01-01&end=2021-01-01",
    ],
)
def test_what_names_no_number_is_not_there(cast: Cast, browser: Browser, query: str) -> None:
    assert browser.as_("mia").get(f"/incidents/?{query}").status_code == 404


def test_a_number_shows_nobody_more_than_they_may_see(cast: Cast, browser: Browser, done: None) -> None:
    assert browser.as_("sam").get(f"/incidents/?among=requirement:R8.6.1-01&{START_END}").status_code == 403
