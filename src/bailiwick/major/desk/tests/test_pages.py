"""The pages of major incidents: what they offer, what they refuse, and what everybody is told."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.ledger.events import Delivery
from bailiwick.major.desk.subscribers import show_major
from bailiwick.major.incidents import operations, tasks
from bailiwick.major.incidents.events import MajorIncidentDeclared
from bailiwick.major.incidents.models import MajorIncident, Proposal
from bailiwick.major.incidents.tests.scenes import LEARNED, declared, logged, now, restored
from bailiwick.resolution.incidents.operations import link_incident, prioritize_incident
from tests.cast import Cast
from tests.web import Browser


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def at(major: MajorIncident, part: str = "") -> str:
    return f"/major-incidents/{major.reference}/{part}"


def test_a_declaration_on_the_page(cast: Cast, browser: Browser) -> None:
    incident, sam = logged(cast), browser.as_("sam")
    assert "Declare a major incident" in text(sam, f"/incidents/{incident.reference}/")
    address = f"/incidents/{incident.reference}/declaration/"
    refused = sam.post(address, {"reason": "", "lead": cast.people["mia"].pk})
    assert refused.status_code == 422
    answer = sam.post(address, {"reason": "All dark", "lead": cast.people["mia"].pk}, follow=True)
    assert "MAJ-1" in answer.content.decode()
    assert "This is the major incident MAJ-1" in text(sam, f"/incidents/{incident.reference}/")
    again = sam.post(address, {"reason": "Again", "lead": cast.people["mia"].pk})
    assert (again.status_code, "already" in again.content.decode()) == (422, True)


def test_a_proposal_is_shown_and_decided(cast: Cast, browser: Browser) -> None:
    incident, mia = logged(cast), browser.as_("mia")
    tasks.watch_of(cast.organization.id)
    asked = "It reaches the criterion “Highest priority”"
    assert asked in text(mia, f"/incidents/{incident.reference}/")
    assert incident.reference in text(mia, "/major-incidents/")
    assert asked not in text(browser.as_("cora"), f"/portal/incidents/{incident.reference}/")
    mia.post(f"/incidents/{incident.reference}/dismissal/", {"reason": "A drill"})
    assert asked not in text(mia, f"/incidents/{incident.reference}/")
    with tenant.scope(cast.organization.id):
        assert Proposal.objects.get().reason == "A drill"


def test_everybody_is_told_while_it_runs(cast: Cast, browser: Browser) -> None:
    major = declared(cast)
    title = "Major incident MAJ-1"
    assert title in text(browser.as_("rui"), "/work/")
    assert title not in text(browser.as_("zoe"), "/notifications/")
    cora = browser.as_("cora")
    for page in ("/portal/", "/notifications/"):
        assert f'<a href="/portal/major-incidents/{major.reference}/">Major incident:' in text(cora, page)
    assert "Major incident" not in text(browser.as_("dan"), "/portal/")
    operations.withdraw_major_incident(major, by=cast.mia, reason="One scale only")
    assert title not in text(browser.as_("rui"), "/work/")
    assert "Major incident" not in text(cora, "/portal/")


def test_colleagues_of_the_reporter_hear_of_the_service_only(cast: Cast, browser: Browser) -> None:
    """What one of a customer reported is not shown to the others of it, unless they are its coordinator."""
    incident = logged(cast, reporter=None, party=cast.quay)
    operations.declare_major_incident(incident, by=cast.sam, reason="Dark", lead=cast.people["mia"])
    page = text(browser.as_("cora"), "/portal/")
    assert "Major incident: Weighing</a></b>We are working on it." in page
    assert incident.title not in page
    its_page = text(browser.as_("cora"), "/portal/major-incidents/MAJ-1/")
    assert "<h1>Weighing</h1>" in its_page and incident.title not in its_page
    assert text(browser.as_("dan"), "/portal/major-incidents/MAJ-1/", 404)
    assert browser.as_("sam").get("/portal/major-incidents/MAJ-1/")["Location"] == "/major-incidents/MAJ-1/"


def test_open_pages_of_the_customers_hit_hear_of_it(cast: Cast) -> None:
    major = declared(cast)
    other = logged(cast, reporter=cast.people["dan"])
    link_incident(other, by=cast.sam, relation="relates_to", to=major.incident)
    with tenant.scope(cast.organization.id), CaptureQueriesContext(connection) as asked:
        event = MajorIncidentDeclared(major.pk)
        show_major(Delivery(cast.organization.id, 1, "", None, "Sam", clock.now(), event))
    told = " ".join(query["sql"] for query in asked.captured_queries if "pg_notify" in query["sql"])
    assert all(f'"c": {party.pk}' in told for party in (cast.quay, cast.rope))


@pytest.mark.parametrize(
    ("resource", "typed"),
    [
        ("communications", {"audiences": ["staff"], "text": "Wait", "means": "here", "next_minutes": "30"}),
        ("information", {"told": "Ada", "means": "phone"}),
        ("notes", {"text": "The electrician is here"}),
        ("restoration", {"text": "Cora sees weights"}),
        ("withdrawal", {"reason": "One scale only"}),
    ],
)
def test_a_verb_on_its_page(cast: Cast, browser: Browser, resource: str, typed: dict[str, Any]) -> None:
    major, mia = declared(cast), browser.as_("mia")
    text(mia, at(major, f"{resource}/"))
    given = {**typed, "version": major.version}
    assert mia.post(at(major, f"{resource}/"), given).status_code == 303
    assert now(cast, major).version == major.version + 1


def test_steps_are_ticked_off(cast: Cast, browser: Browser) -> None:
    major, mia = declared(cast), browser.as_("mia")
    mia.post(at(major, "steps/1/"), {"text": "Since ten"})
    assert "Take back step 1" in text(mia, at(major))
    mia.post(at(major, "steps/1/"), {"_method": "delete"})
    assert "Step 1 is done" in text(mia, at(major))
    assert "Step 1 is done" not in text(browser.as_("rui"), at(major))


def test_who_saves_second_sees_both(cast: Cast, browser: Browser) -> None:
    major, mia = declared(cast), browser.as_("mia")
    operations.note(major, by=cast.sam, text="Meanwhile")
    answer = mia.post(at(major, "withdrawal/"), {"reason": "Only one", "version": major.version})
    assert answer.status_code == 409
    assert "Not saved yet" in answer.content.decode()
    assert "Only one" in answer.content.decode()


def test_the_end_and_its_report(cast: Cast, browser: Browser) -> None:
    major, mia = restored(cast), browser.as_("mia")
    refused = mia.post(at(major, "closure/"), {"summary": "Over", "version": major.version})
    assert (refused.status_code, "review was not held" in refused.content.decode()) == (422, True)
    review = {**LEARNED, "improvements": "A second power supply\r\n\r\nA drill", "version": major.version}
    assert mia.post(at(major, "review/"), review).status_code == 303
    assert mia.post(at(major, "closure/"), {"summary": "An hour of darkness"}).status_code == 422
    typed = {"summary": "An hour of darkness", "version": now(cast, major).version}
    assert mia.post(at(major, "closure/"), typed).status_code == 303
    report = text(mia, at(major, "report/"))
    for words in (
        "An hour of darkness",
        "A switch lost its power",
        "A drill",
        "informed top management (Ada)",
    ):
        assert words in report
    assert at(major) in text(mia, "/major-incidents/")


def test_a_requirement_leads_to_its_major_incidents(cast: Cast, browser: Browser) -> None:
    major = restored(cast)
    prioritize_incident(logged(cast, urgency=2), by=cast.sam, impact=1, urgency=1)
    rui = browser.as_("rui")
    assert "not yet due" not in text(rui, "/requirements/R8.6.1-12/")
    operations.review_major_incident(major, by=cast.mia, **LEARNED)
    assert "is no major incident, and nobody said why" in text(rui, "/requirements/R8.6.1-08/").lower()
