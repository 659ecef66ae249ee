"""What the pages tell the staff and what they keep from a customer."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.ledger.models import LedgerEvent
from bailiwick.kernel.work.models import Attachment, Link
from bailiwick.kernel.work.operations import save_view
from bailiwick.resolution.api.tests.test_incidents import api
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast
from tests.web import Browser


def logged(cast: Cast, title: str = "The crane scale shows zero", reporter: str = "cora") -> Incident:
    report = incidents.Report(
        title=title, service=cast.weighing, classification=cast.hardware, impact=1, urgency=2, channel="mail",
        reporter=cast.people[reporter],
    )  # fmt: skip
    return incidents.log_incident(report, by=cast.sam)


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, response.content.decode()[:2000]
    return response.content.decode()


def at(incident: Incident, part: str = "") -> str:
    return f"/incidents/{incident.reference}/{part}"


def files(*names: str) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, b"zero") for name in names]


def last_entry(cast: Cast, **about: object) -> int:
    with tenant.scope(cast.organization.id):
        return LedgerEvent.objects.filter(**about).latest("pk").pk


def test_the_desk_sees_the_proof_of_what_it_may_see(cast: Cast, browser: Browser) -> None:
    incident = logged(cast)
    about = last_entry(cast, subject_type="incident", subject_id=incident.pk)
    other = last_entry(cast, verb="matrix.revise")
    assert "incident.log" in text(browser.as_("sam"), f"/ledger/{about}/")
    statuses = {
        (name, pk): browser.as_(name).get(f"/ledger/{pk}/").status_code
        for name in ("sam", "cora", "dan", "zoe", "rui")
        for pk in (about, other)
    }
    assert {who for who, status in statuses.items() if status == 200} == {
        ("sam", about), ("rui", about), ("rui", other),
    }  # fmt: skip
    assert {status for status in statuses.values() if status != 200} == {404}


def test_the_proof_is_offered(cast: Cast, browser: Browser) -> None:
    incident = logged(cast)
    assert at(incident, "history/") in text(browser.as_("sam"), at(incident))


def test_files_are_added_on_the_page_for_whom_one_says(cast: Cast, browser: Browser) -> None:
    incident, sam = logged(cast), browser.as_("sam")
    assert f'action="{at(incident, "files/")}"' in text(sam, at(incident))
    sent = {"file": files("password.txt", "more.txt"), "visibility": "internal"}
    assert sam.post(at(incident, "files/"), sent).status_code == 303
    sam.post(at(incident, "files/"), {"file": files("manual.txt"), "visibility": "public"})
    page = text(sam, at(incident))
    assert "manual.txt" in page
    assert page.count("staff only") == 2


def test_a_refused_file_says_why_and_a_kept_one_that_it_is_there(cast: Cast, browser: Browser) -> None:
    incident, sam = logged(cast), browser.as_("sam")
    liar = SimpleUploadedFile("photo.png", b"MZ\x90\x00 not a picture")
    page = sam.post(at(incident, "files/"), {"file": [liar, *files("a.txt")]}, follow=True).content.decode()
    assert "photo.png: The name says .png" in page
    assert "a.txt was added" in page
    nothing = sam.post(at(incident, "files/"), follow=True).content.decode()
    assert "Choose a file first" in nothing


def test_a_program_says_who_may_see_its_file(cast: Cast) -> None:
    incident, sam = logged(cast), api(cast, "sam")
    for name, sent in (("a.txt", {}), ("b.txt", {"is_public": "false"})):
        answer = sam.post(f"/api/v1/incidents/{incident.reference}/files", {"file": files(name)[0], **sent})
        assert answer.status_code == 201, answer.content
    with tenant.scope(cast.organization.id):
        kept = dict(Attachment.objects.filter(item=incident).values_list("name", "is_public"))
    assert kept == {"a.txt": True, "b.txt": False}


def test_the_note_of_the_work_stands_beside_the_resolution_for_the_staff(
    cast: Cast, browser: Browser
) -> None:
    incident = logged(cast)
    incidents.resolve_incident(
        incident, by=cast.sam, resolution="Recalibrated", closure_code="fixed", note="Bent load cell"
    )
    page = text(browser.as_("sam"), at(incident))
    assert "Bent load cell" in page
    assert page.count('id="entry-') == len(set(page.split('id="entry-')[1:])), "every id stands once"


def test_a_refused_comment_keeps_its_text(cast: Cast, browser: Browser) -> None:
    incident = logged(cast)
    long = "Pier 4 & more " + "x" * 100_000
    answer = browser.as_("sam").post(at(incident, "comments/"), {"text": long, "visibility": "public"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Pier 4 &amp; more xxx" in page
    assert 'value="public" checked' in page


def test_one_forgets_ones_own_views(cast: Cast, browser: Browser) -> None:
    kept = save_view("incidents", "Urgent", by=cast.sam, query="priority=1", is_shared=True)
    address = f"/views/incidents/{kept.pk}/"
    assert address in text(browser.as_("sam"), "/views/incidents/")
    assert address not in text(browser.as_("mia"), "/views/incidents/")


def test_what_reads_alike_is_shown_to_those_who_may_see_it(cast: Cast, browser: Browser) -> None:
    incident = logged(cast)
    own, others = logged(cast, "Crane scale dead"), logged(cast, "Crane scale of Rope frozen", "dan")
    staffs = text(browser.as_("sam"), at(incident))
    assert at(own) in staffs and at(others) in staffs


def test_a_duplicate_and_what_it_repeats_name_each_other(cast: Cast, browser: Browser) -> None:
    first, again = logged(cast), logged(cast, "Weighing is broken")
    with pytest.raises(Invalid, match="duplicate"):
        incidents.cancel_incident(again, by=cast.sam, closure_code="duplicate", reason="Twice")
    with pytest.raises(Invalid, match="repeat itself"):
        incidents.cancel_incident(
            again, by=cast.sam, closure_code="duplicate", reason="Twice", duplicate_of=again
        )
    incidents.cancel_incident(
        again, by=cast.sam, closure_code="duplicate", reason="Twice", duplicate_of=first
    )
    with tenant.scope(cast.organization.id):
        link = Link.objects.get()
    assert (link.from_type, link.from_id, link.relation, link.to_type, link.to_id) == (
        "incident", again.pk, "duplicates", "incident", first.pk,
    )  # fmt: skip
    sam = browser.as_("sam")
    assert "Repeats" in text(sam, at(again)) and at(first) in text(sam, at(again))
    assert "Repeated by" in text(sam, at(first)) and at(again) in text(sam, at(first))
    program = api(cast, "sam")
    assert program.get(f"/api/v1{at(again)[:-1]}").json()["duplicate_of"] == first.reference
    assert program.get(f"/api/v1{at(first)[:-1]}").json()["duplicate_of"] is None
