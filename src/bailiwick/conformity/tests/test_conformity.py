"""Clauses are judged on records, kept, and lead down to every exception."""

from bailiwick.conformity.clauses import judge_clause
from bailiwick.kernel.base import tenant
from bailiwick.kernel.evidence.models import RequirementResult
from bailiwick.resolution.incidents import operations as incidents
from tests.cast import Cast
from tests.web import Browser


def work(cast: Cast) -> None:
    whole = incidents.Report(
        title="Scale shows zero", service=cast.weighing, classification=cast.hardware, impact=2, urgency=2,
        reporter=cast.people["cora"], channel="mail",
    )  # fmt: skip
    done = incidents.resolve_incident(
        incidents.log_incident(whole, by=cast.sam),
        by=cast.sam,
        resolution="Reset",
        closure_code="fixed",
        note="Reset it",
    )
    incidents.close_incident(done, by=cast.cora)
    incidents.log_incident(incidents.Report(title="Something hums"), by=cast.cora)


def test_the_clause_is_judged_on_the_records(cast: Cast) -> None:
    work(cast)
    judged = judge_clause("8.6.1", by=cast.mia)
    by_id = {one["id"]: one for one in judged["requirements"]}
    assert len(by_id) == 12
    recorded = by_id["R8.6.1-01"]
    assert (recorded["outcome"], recorded["population"], recorded["exceptions"]) == ("not met", 2, 1)
    assert recorded["faults"] == {"no service": 1, "no classification": 1}
    assert recorded["examples"] == ["INC-2"]
    assert by_id["R8.6.1-03"]["outcome"] == "not exercised"
    assert by_id["R8.6.1-04"]["outcome"] == "met"
    assert by_id["R8.6.1-06"]["outcome"] == "met"
    assert by_id["R8.6.1-07"]["outcome"] == "not met"
    with tenant.scope(cast.organization.id):
        assert RequirementResult.objects.count() == 12


def test_without_records_nothing_is_met(cast: Cast) -> None:
    outcomes = {one["outcome"] for one in judge_clause("8.6.1", by=cast.mia)["requirements"]}
    assert "met" not in outcomes


def test_the_pages_lead_to_the_exceptions(cast: Cast, browser: Browser) -> None:
    work(cast)
    mia = browser.as_("mia")
    assert mia.post("/clauses/8.6.1/assessments/").status_code == 303
    page = mia.get("/requirements/").content.decode()
    assert "R8.6.1-12" in page and "not met" in page.lower()
    page = mia.get("/requirements/R8.6.1-01/").content.decode()
    assert "INC-2" in page and "INC-1" not in page
    assert mia.get("/requirements/R9.9.9-99/").status_code == 404
    assert browser.as_("cora").get("/requirements/").status_code in (403, 404)


def test_the_process_page_shows_the_process_as_it_is_and_as_it_runs(cast: Cast, browser: Browser) -> None:
    work(cast)
    page = browser.as_("mia").get("/processes/incident/").content.decode()
    assert "<svg" in page and "Mean time to restore" in page and "R8.6.1-01" in page
    assert browser.as_("mia").get("/processes/incident/bpmn/").status_code == 200
    assert browser.as_("mia").get("/processes/nothing/").status_code == 404
