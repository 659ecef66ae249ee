"""The portal: what customers see and do there, and that they see nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.identity.models import Role
from bailiwick.kernel.identity.operations.accounts import account_for
from bailiwick.kernel.work.models import Comment
from bailiwick.kernel.work.relations.operations import merge_item
from bailiwick.portal.announcements.models import Concern
from bailiwick.portal.announcements.operations import link_announcement, publish_announcement
from bailiwick.portal.announcements.types import Notice
from bailiwick.portal.ratings.models import Rating
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast
from tests.web import HTMX, Browser


def logged(cast: Cast, title: str = "The crane scale shows zero", reporter: str = "cora") -> Incident:
    report = incidents.Report(
        title=title, service=cast.weighing, classification=cast.hardware, impact=2, urgency=2, channel="mail",
        reporter=cast.people[reporter],
    )  # fmt: skip
    return incidents.log_incident(report, by=cast.sam)


def resolved(cast: Cast) -> Incident:
    return incidents.resolve_incident(
        logged(cast), by=cast.sam, resolution="A new fuse", closure_code="fixed", note="Bent load cell"
    )


def colleague(cast: Cast, role: str = "") -> str:
    """Bea, another of Quay Foods."""
    by = cast.ada
    with tenant.scope(by.organization_id):
        account = account_for("bea@harbour.example")
        bea = identity.add_person("Bea", by=by, email=account.email, account=account, party=cast.quay)
        if role:
            held = Role.objects.get(code=role)
            identity.assign_role(held, bea, by=by, valid_from=date(2020, 1, 1))
    cast.people["bea"] = bea
    return "bea"


def at(incident: Incident, rest: str = "") -> str:
    return f"/portal/incidents/{incident.reference}/{rest}"


def test_a_merged_incident_leads_to_where_it_goes_on(cast: Cast, browser: Browser) -> None:
    again, whole = logged(cast, "Zero again"), logged(cast)
    merge_item(again, by=cast.sam, into=whole, reason="The same scale")
    cora = browser.as_("cora")
    led = cora.get(at(again))
    assert (led.status_code, led["Location"]) == (303, at(whole))
    assert f"We treat {again.reference} together with this one." in text(cora, at(whole))
    assert "Goes on elsewhere" in text(cora, "/portal/incidents/?show=closed")
    cora.post(at(again, "answers/"), {"text": "It is dark now."})
    assert "It is dark now." in text(cora, at(whole))


def test_a_merged_incident_says_so_to_whom_the_other_is_not_shown(cast: Cast, browser: Browser) -> None:
    bea = colleague(cast)
    again, whole = logged(cast, "Zero again"), logged(cast, reporter=bea)
    merge_item(again, by=cast.sam, into=whole, reason="The same scale")
    cora = browser.as_("cora")
    cora.get(at(whole))
    cora.post(at(whole, "following/"), {"_method": "delete"})
    assert cora.get(at(whole)).status_code == 404
    page = text(cora, at(again))
    assert "together with another report" in page
    assert whole.reference not in page and "report it anew" not in page
    cora.post(at(again, "answers/"), {"text": "Still dark."})
    assert "Still dark." in text(browser.as_("sam"), f"/incidents/{whole.reference}/")


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def now(cast: Cast, incident: Incident) -> Incident:
    with tenant.scope(cast.organization.id):
        return Incident.objects.get(pk=incident.pk)


def test_the_story_is_told_without_what_is_among_the_staff(cast: Cast, browser: Browser) -> None:
    incident = resolved(cast)
    incidents.comment_incident(incident, by=cast.sam, text="Rude customer", is_public=False)
    incidents.comment_incident(incident, by=cast.sam, text="It was a **fuse**.", is_public=True)
    page = text(browser.as_("cora"), at(incident))
    assert "<strong>fuse</strong>" in page and "A new fuse" in page
    for hidden in ("Rude", "Bent load cell", "Internal note", "Proof", "bw-side"):
        assert hidden not in page


def test_staffs_pages_lead_customers_to_theirs(cast: Cast, browser: Browser) -> None:
    incident, cora = logged(cast), browser.as_("cora")
    for path, there in {
        "/": "/portal/",
        "/work/": "/portal/",
        "/incidents/": "/portal/incidents/",
        "/incidents/new/": "/portal/report/",
        f"/incidents/{incident}/": at(incident),
        f"/incidents/{incident}/history/": at(incident),
        "/search/?q=scale": "/portal/incidents/?q=scale&show=all",
        "/announcements/": "/portal/announcements/",
    }.items():
        assert cora.get(path)["Location"] == there, path
    for path in (f"/incidents/{incident}/comments/", "/incidents/views/", "/incidents/new/"):
        assert cora.post(path, {"text": "x", "title": "x", "name": "x"}).status_code == 404
    assert browser.as_("dan").get(f"/incidents/{incident}/").status_code == 404


def test_staff_asking_for_the_portal_is_led_to_the_desk(cast: Cast, browser: Browser) -> None:
    incident, sam = logged(cast), browser.as_("sam")
    assert sam.get(at(incident))["Location"] == f"/incidents/{incident}/"
    assert sam.get("/portal/")["Location"] == "/"
    assert sam.post(at(incident, "answers/"), {"text": "x"}).status_code == 404


def test_one_sees_ones_own_and_a_coordinator_all_of_the_customer(cast: Cast, browser: Browser) -> None:
    hers, others = logged(cast), logged(cast, "Rope is frayed", "dan")
    bea = browser.as_(colleague(cast))
    assert bea.get(at(hers)).status_code == 404
    assert bea.post(at(hers, "answers/"), {"text": "x"}).status_code == 404
    assert hers.title not in text(bea, "/portal/incidents/")
    incidents.watch_incident(hers, by=cast.sam, person=cast.people["bea"])
    assert hers.title in text(bea, at(hers))
    assert others.title not in text(bea, "/portal/incidents/?show=all")


def test_a_coordinator_follows_what_a_colleague_reported(cast: Cast, browser: Browser) -> None:
    hers, others = logged(cast), logged(cast, "Rope is frayed", "dan")
    bea = browser.as_(colleague(cast, "COORD"))
    page = text(bea, "/portal/incidents/")
    assert hers.title in page and "reported by Cora" in page and others.title not in page
    assert hers.title not in text(bea, "/portal/incidents/?whose=own")
    assert bea.post(at(hers, "following/")).status_code == 303
    assert "Stop following" in text(bea, at(hers))
    assert bea.post(at(hers, "following/"), {"_method": "delete"}).status_code == 303
    assert bea.get(at(others)).status_code == 404
    assert bea.post(at(hers, "confirmation/")).status_code == 403, "whoever reported it confirms it"


def test_what_is_known_is_shown_before_one_reports(cast: Cast, browser: Browser) -> None:
    own, others = logged(cast, "Crane scale dead"), logged(cast, "Crane scale of Rope frozen", "dan")
    publish_announcement(Notice(title="The crane is down", from_at=clock.now()), by=cast.sam)
    publish_announcement(
        Notice(title="Crane of Rope is down", from_at=clock.now(), party=cast.rope), by=cast.sam
    )
    cora = browser.as_("cora")
    for page in (
        text(cora, "/portal/report/?title=crane+scale"),
        cora.get("/portal/known/?title=crane+scale", headers=HTMX).content.decode(),
    ):
        assert at(own) in page and "The crane is down" in page
        assert others.title not in page and "Crane of Rope" not in page
    assert "nothing like it" in text(cora, "/portal/known/?title=anchor")


def test_a_report_is_sent_with_its_files_or_not_at_all(cast: Cast, browser: Browser) -> None:
    cora = browser.as_("cora")
    good = {"title": "Gate is stuck", "description": "Since noon", "service": cast.weighing.pk}
    liar = SimpleUploadedFile("photo.png", b"MZ\x90\x00 not a picture")
    refused = cora.post("/portal/report/", {**good, "file": liar})
    assert refused.status_code == 422
    assert "The name says .png" in refused.content.decode() and "Since noon" in refused.content.decode()
    with tenant.scope(cast.organization.id):
        assert Incident.objects.count() == 0
    sent = cora.post("/portal/report/", {**good, "file": SimpleUploadedFile("log.txt", b"zero")})
    page = text(cora, sent["Location"])
    assert "log.txt" in page and "Received" in page
    assert cora.post("/portal/report/", {"title": ""}).status_code == 422


def test_an_answer_ends_the_waiting(cast: Cast, browser: Browser) -> None:
    incident, cora = logged(cast), browser.as_("cora")
    incidents.hold_incident(incident, by=cast.sam, state="awaiting_user", reason="Which lane?")
    assert "Which lane?" in text(cora, at(incident)) and "Waits for you" in text(cora, "/portal/")
    assert cora.post(at(incident, "answers/"), {"text": " "}).status_code == 422
    assert now(cast, incident).state == "awaiting_user"
    assert cora.post(at(incident, "answers/"), {"text": "Lane 2"}).status_code == 303
    assert now(cast, incident).category == "open"
    with tenant.scope(cast.organization.id):
        assert Comment.objects.get(text="Lane 2").is_public


def test_why_it_waits_for_others_is_not_told(cast: Cast, browser: Browser) -> None:
    incident = logged(cast)
    incidents.hold_incident(incident, by=cast.sam, state="awaiting_supplier", reason="They never answer")
    page = text(browser.as_("cora"), at(incident))
    assert "never answer" not in page and "Being worked on" in page


def test_it_is_confirmed_and_rated(cast: Cast, browser: Browser) -> None:
    incident, cora = resolved(cast), browser.as_("cora")
    assert "Yes, it works again" in text(cora, at(incident))
    assert cora.post(at(incident, "confirmation/"))["Location"] == at(incident, "rating/")
    assert now(cast, incident).user_confirmed_at is not None
    assert "checked" not in text(cora, at(incident, "rating/")), "nothing is chosen beforehand"
    assert cora.post(at(incident, "rating/"), {"words": "So so"}).status_code == 422
    assert cora.post(at(incident, "rating/"), {"score": "4", "words": "Quick"}).status_code == 303
    with tenant.scope(cast.organization.id):
        assert Rating.objects.get().score == 4
    assert "You rated it 4 of 5" in text(cora, at(incident))
    assert "rated it 4 of 5: Quick" in text(browser.as_("sam"), f"/incidents/{incident}/")
    assert browser.as_("dan").post(at(incident, "rating/"), {"score": "1"}).status_code == 404


def test_what_cannot_be_rated_yet_offers_no_rating(cast: Cast, browser: Browser) -> None:
    incident, cora = resolved(cast), browser.as_("cora")
    assert cora.get(at(incident, "rating/"))["Location"] == at(incident)
    assert "cannot be rated now" in text(cora, at(incident))


def test_it_is_opened_again_within_the_time_for_that(cast: Cast, browser: Browser) -> None:
    incident, cora = resolved(cast), browser.as_("cora")
    with time_machine.travel(clock.now() + timedelta(days=15)):
        late = Browser(cast).as_("cora")
        assert "still does not work" not in text(late, at(incident))
        refused = late.post(at(incident, "reopening/"), {"reason": "Zero again"})
        assert refused.status_code == 422 and "time for reopening has passed" in refused.content.decode()
    assert cora.post(at(incident, "reopening/"), {"reason": ""}).status_code == 422
    assert cora.post(at(incident, "reopening/"), {"reason": "Zero again"}).status_code == 303
    assert now(cast, incident).reopen_count == 1
    assert "Zero again" in text(cora, at(incident))


def test_me_too_is_said_and_taken_back(cast: Cast, browser: Browser) -> None:
    made = publish_announcement(Notice(title="The crane is down", from_at=clock.now()), by=cast.sam)
    incident, cora = logged(cast), browser.as_("cora")
    link_announcement(made, by=cast.sam, incident=incident)
    address = f"/portal/announcements/{made.pk}/"
    assert made.title in text(cora, at(incident)) and incident.reference in text(cora, address)
    assert incident.reference not in text(browser.as_("dan"), address)
    for data, count in (({}, 1), ({}, 1), ({"_method": "delete"}, 0)):
        assert cora.post(f"{address}me-too/", data).status_code == 303
        with tenant.scope(cast.organization.id):
            assert Concern.objects.count() == count


@pytest.mark.parametrize("path", ["/portal/", "/portal/incidents/", "/portal/announcements/", "/me/"])
def test_a_customers_pages_have_the_portals_frame(path: str, cast: Cast, browser: Browser) -> None:
    page = text(browser.as_("cora"), path)
    assert "bw-portal-nav" in page and "bw-side" not in page


def test_the_staff_sees_what_the_customer_sees_and_can_do_nothing_there(cast: Cast, browser: Browser) -> None:
    incident, sam = resolved(cast), browser.as_("sam")
    assert f"/portal/preview/{incident}/" in text(sam, f"/incidents/{incident}/")
    page = text(sam, f"/portal/preview/{incident}/")
    assert "You see this page as Cora does" in page and "A new fuse" in page
    assert "Bent load cell" not in page
    main: Any = page.partition("<main")[2].partition("</main>")[0]
    assert "<form" not in main
    for name in ("cora", "dan", "zoe"):
        assert browser.as_(name).get(f"/portal/preview/{incident}/").status_code == 404
