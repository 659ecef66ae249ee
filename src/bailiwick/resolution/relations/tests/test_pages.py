"""What the desk's pages offer of tasks, escalations and merges."""

from bailiwick.kernel.base import tenant
from bailiwick.kernel.work.models import Escalation
from bailiwick.kernel.work.relations.operations import adopt_item, merge_item
from bailiwick.kernel.work.tasks.operations import add_task
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast
from tests.routes.incidents import logged
from tests.web import Browser


def shown(browser: Browser, incident: Incident, rest: str = "", name: str = "sam") -> str:
    return browser.as_(name).get(f"/incidents/{incident.reference}/{rest}").content.decode()


def test_a_task_that_waits_for_those_before_it_cannot_be_ticked_yet(cast: Cast, browser: Browser) -> None:
    found = logged(cast)
    first = add_task(found, by=cast.sam, title="Swap the cable")
    last = add_task(found, by=cast.sam, title="Calibrate", after_previous=True)
    for rest in ("", "tasks/"):
        page = shown(browser, found, rest)
        assert "Done: Swap the cable" in page
        assert "Done: Calibrate" not in page
        assert "those before it" in page
    sam = browser.as_("sam")
    refused = sam.post(f"/incidents/{found.reference}/tasks/{last.pk}/completion/", follow=True)
    assert "Swap the cable" in refused.content.decode()
    sam.post(f"/incidents/{found.reference}/tasks/{first.pk}/completion/")
    assert "Done: Calibrate" in shown(browser, found)


def test_what_was_merged_does_not_read_alike_too(cast: Cast, browser: Browser) -> None:
    found, again, alike = logged(cast), logged(cast), logged(cast)
    merge_item(again, by=cast.sam, into=found, reason="Same")
    near = shown(browser, found).split("Reads alike")[-1]
    assert f"/incidents/{alike.reference}/" in near
    assert f"/incidents/{again.reference}/" not in near


def test_a_whole_shows_its_many_parts(cast: Cast, browser: Browser) -> None:
    whole = logged(cast)
    parts = [incidents.log_incident(incidents.Report(title=f"Lane {n}"), by=cast.sam) for n in range(22)]
    for part in parts:
        adopt_item(part, by=cast.sam, parent=whole)
    page = shown(browser, whole)
    assert [one.reference for one in parts if f"/incidents/{one.reference}/" not in page] == []


def test_an_escalation_is_taken_up_with_an_answer(cast: Cast, browser: Browser) -> None:
    found = logged(cast)
    incidents.escalate_incident(
        found, by=cast.sam, kind="hierarchic", person=cast.people["mia"], reason="May we stop the line?"
    )
    with tenant.scope(cast.organization.id):
        asked = Escalation.objects.get(item_id=found.pk)
    address = f"/incidents/{found.reference}/escalations/{asked.pk}/acknowledgement/"
    assert address not in shown(browser, found)
    assert address in shown(browser, found, name="mia")
    browser.as_("mia").post(address, {"answer": "Yes, at noon."})
    assert "Yes, at noon." in shown(browser, found)
