"""The incident pages, as people use them."""

import errno

import pytest
from django.test import Client

from bailiwick.kernel.base import tenant
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.work.models import SavedView
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast
from tests.web import Browser


def logged(cast: Cast, title: str = "The crane scale shows zero", **known: object) -> Incident:
    report = incidents.Report(
        title=title, service=cast.weighing, classification=cast.hardware, impact=1, urgency=2, channel="mail",
        reporter=cast.people["cora"], **known,  # type: ignore[arg-type]
    )  # fmt: skip
    return incidents.log_incident(report, by=cast.sam)


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def test_the_queue_lists_and_filters(cast: Cast, browser: Browser) -> None:
    first, second = logged(cast), logged(cast, "Bridge radio is silent")
    sam = browser.as_("sam")
    page = text(sam, "/incidents/")
    assert first.title in page and second.title in page
    assert second.title not in text(sam, "/incidents/?q=crane")
    assert first.title in text(sam, f"/incidents/?q={first.reference}")
    assert first.title not in text(sam, "/incidents/?priority=5")
    assert first.title not in text(sam, "/incidents/?view=mine")
    assert first.title in text(sam, "/incidents/?sort=-updated&state=classified&team=")


def test_a_filter_that_is_not_known_is_refused(cast: Cast, browser: Browser) -> None:
    sam = browser.as_("sam")
    assert sam.get("/incidents/?sort=password").status_code == 422
    assert sam.get("/incidents/?after=AAAA").status_code == 422
    text(sam, "/incidents/?priority=1%20or%201=1")


def test_the_page_tells_the_story_and_what_can_be_done(cast: Cast, browser: Browser) -> None:
    incident = logged(cast)
    incidents.comment_incident(incident, by=cast.sam, text="Look at the **load cell**", is_public=False)
    page = text(browser.as_("sam"), f"/incidents/{incident.reference}/")
    assert "<strong>load cell</strong>" in page
    assert "/resolution/" in page
    assert "Standard, version 1" in page


def test_others_do_not_see_that_it_exists(cast: Cast, browser: Browser) -> None:
    incident = logged(cast)
    for name in ("dan", "zoe"):
        client = browser.as_(name)
        for path in ("", "resolution/", "history/"):
            assert client.get(f"/incidents/{incident.reference}/{path}").status_code == 404
        assert client.post(f"/incidents/{incident.reference}/comments/", {"text": "x"}).status_code == 404


def test_working_through_the_pages(cast: Cast, browser: Browser) -> None:
    incident = logged(cast)
    sam, base = browser.as_("sam"), f"/incidents/{incident.reference}/"
    steps: list[tuple[str, dict[str, object]]] = [
        ("assignment/", {"team": cast.desk.pk}),
        ("work/", {"assignee": cast.people["sam"].pk}),
        ("waiting/", {"state": "awaiting_user", "reason": "Which crane?"}),
        ("waiting/undo/", {}),
        ("resolution/", {"resolution": "Recalibrated", "closure_code": "fixed", "note": "Ran it twice"}),
        ("resolution/undo/", {"reason": "Zero again"}),
        ("resolution/", {"resolution": "New load cell", "closure_code": "fixed"}),
    ]
    for resource, data in steps:
        text(sam, base + resource)
        with tenant.scope(cast.organization.id):
            version = Incident.objects.get(pk=incident.pk).version
        response = sam.post(base + resource, {**data, "version": version})
        assert response.status_code == 303, (resource, response.content.decode()[:3000])
    mia = browser.as_("mia")
    with tenant.scope(cast.organization.id):
        version = Incident.objects.get(pk=incident.pk).version
    assert mia.post(base + "closure/", {"version": version, "is_confirmed": "on"}).status_code == 303
    with tenant.scope(cast.organization.id):
        incident = Incident.objects.get(pk=incident.pk)
    assert (incident.state, incident.reopen_count) == ("closed", 1)
    text(sam, base), text(sam, base + "history/")


def test_a_refused_form_keeps_what_was_typed(cast: Cast, browser: Browser) -> None:
    incident = logged(cast)
    response = browser.as_("sam").post(
        f"/incidents/{incident.reference}/resolution/",
        {"resolution": "Reset the scale", "closure_code": "fixed", "version": 1},
    )
    assert response.status_code == 422
    assert "Reset the scale" in response.content.decode()
    assert "Say what was done" in response.content.decode()


def test_a_stale_save_shows_both_versions(cast: Cast, browser: Browser) -> None:
    incident = logged(cast)
    incidents.amend_incident(incident, by=cast.mia, title="The crane scale shows nothing", description="")
    response = browser.as_("sam").post(
        f"/incidents/{incident.reference}/details/",
        {"title": "Crane scale at pier 4 shows zero", "description": "", "version": 1},
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "nothing" in page and "pier 4" in page
    again = browser.as_("sam").post(
        f"/incidents/{incident.reference}/details/",
        {"title": "Crane scale at pier 4 shows zero", "description": "", "version": 2},
    )
    assert again.status_code == 303


def test_logging_by_page(cast: Cast, browser: Browser) -> None:
    sam = browser.as_("sam")
    text(sam, "/incidents/new/")
    response = sam.post(
        "/incidents/new/",
        {
            "title": "Gate 3 does not open", "service": cast.weighing.pk, "classification": cast.hardware.pk,
            "impact": "2", "urgency": "1", "channel": "phone", "reporter": "cora",
        },
    )  # fmt: skip
    assert response.status_code == 303, response.content.decode()[:3000]
    with tenant.scope(cast.organization.id):
        made = Incident.objects.get(title="Gate 3 does not open")
    assert (made.priority, made.reporter_id) == (2, cast.people["cora"].pk)
    refused = sam.post("/incidents/new/", {"title": "", "reporter": "nobody at all"})
    assert refused.status_code == 422
    assert "Gate 3" in text(sam, "/incidents/similar/?title=gate+opens")


def test_html_is_text_everywhere(cast: Cast, browser: Browser) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    incident = incidents.log_incident(incidents.Report(title=evil, description=evil), by=cast.cora)
    incidents.comment_incident(incident, by=cast.cora, text=evil)
    sam = browser.as_("sam")
    for path in (
        "/incidents/",
        f"/incidents/{incident.reference}/",
        "/work/",
        f"/incidents/{incident.reference}/history/",
    ):
        page = text(sam, path)
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_files_are_kept_and_given_back_as_downloads(cast: Cast, browser: Browser) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    incident = logged(cast)
    sam, base = browser.as_("sam"), f"/incidents/{incident.reference}/"
    html = SimpleUploadedFile("note.html", b"<script>alert(1)</script>", content_type="text/html")
    liar = SimpleUploadedFile("photo.png", b"MZ\x90\x00 not a picture", content_type="image/png")
    assert sam.post(base + "files/", {"file": [html, liar]}).status_code == 303
    page = text(sam, base)
    assert "note.html" in page
    with tenant.scope(cast.organization.id):
        kept = list(incident.attachments.all())
    assert [one.name for one in kept] == ["note.html"]
    response = sam.get(f"{base}files/{kept[0].pk}/")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"].startswith("text/plain")
    assert browser.as_("dan").get(f"{base}files/{kept[0].pk}/").status_code == 404


def test_views_are_kept_shared_and_forgotten(cast: Cast, browser: Browser) -> None:
    sam, mia = browser.as_("sam"), browser.as_("mia")
    sam.post("/views/incidents/new/", {"name": "Urgent", "query": "priority=1&after=evil", "shared": "all"})
    page = text(mia, "/incidents/")
    assert "Urgent" in page
    assert "evil" not in page
    with tenant.scope(cast.organization.id):
        kept = SavedView.objects.get()
    assert kept.query == "priority=1"
    assert mia.post(f"/views/incidents/{kept.pk}/", {"_method": "delete"}).status_code == 403
    assert sam.post(f"/views/incidents/{kept.pk}/", {"_method": "delete"}).status_code == 303
    assert "Urgent" not in text(mia, "/incidents/")


def test_a_full_disk_is_said_and_leaves_nothing(
    cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    incident, sam = logged(cast), browser.as_("sam")
    monkeypatch.setattr("bailiwick.kernel.work.files.store.os.fsync", full)
    answer = sam.post(
        f"/incidents/{incident.reference}/files/", {"file": SimpleUploadedFile("a.txt", b"x")}, follow=True
    )
    assert "no room left" in answer.content.decode()
    with tenant.scope(cast.organization.id):
        assert not incident.attachments.exists()


def test_the_ledger_says_what_was_done_to_which_record(cast: Cast, browser: Browser) -> None:
    incident = incidents.log_incident(incidents.Report(title="Fog horn is silent"), by=cast.sam)
    shown = browser.as_("ada").get("/ledger/").content.decode()
    meaning = policies.verbs()["incident.log"].meaning.rstrip(".")
    assert f'{meaning}: <a href="/incidents/{incident.reference}/">{incident.reference}</a>' in shown
