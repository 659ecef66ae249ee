"""Incidents through the API."""

import pytest
from django.test import Client

from bailiwick.kernel.base import tenant
from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.ledger.models import LedgerEvent
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast


def api(cast: Cast, name: str, *scopes: str) -> Client:
    from datetime import timedelta

    from bailiwick.kernel.base import clock

    actor = cast.actor(name)
    wanted = scopes or [verb for verb in actor.grants if verb == "*" or verb.startswith("incident.")]
    issued = identity.issue_token("test", by=actor, scopes=wanted, expires_at=clock.now() + timedelta(days=1))
    return Client(headers={"Authorization": f"Bearer {issued.secret}"})


def report(cast: Cast, **more: object) -> dict[str, object]:
    return {
        "title": "Scale shows zero", "service_id": cast.weighing.pk, "classification_id": cast.hardware.pk,
        "impact": 1, "urgency": 2, "channel": "api", **more,
    }  # fmt: skip


def test_the_whole_way_by_api(cast: Cast) -> None:
    sam = api(cast, "sam")
    made = sam.post("/api/v1/incidents", report(cast), content_type="application/json")
    assert made.status_code == 201, made.content
    address = made["Location"]
    assert made.json()["state"] == "classified" and "incident.assign" in made.json()["allowed"]
    steps = [
        ("put", "assignment", {"team_id": cast.desk.pk}),
        ("put", "work", {}),
        ("put", "waiting", {"state": "awaiting_user", "reason": "Which?"}),
        ("delete", "waiting", None),
        ("put", "resolution", {"resolution": "Reset", "closure_code": "fixed", "note": "Twice"}),
        ("delete", "resolution", {"reason": "Again"}),
        ("post", "escalations", {"kind": "functional", "team_id": cast.network.pk, "reason": "Beyond us"}),
        ("put", "priority", {"impact": 2, "urgency": 2}),
        ("put", "resolution", {"resolution": "Replaced", "closure_code": "fixed"}),
        ("put", "closure", {"is_confirmed": True}),
    ]
    for method, resource, data in steps:
        answer = getattr(sam, method)(f"{address}/{resource}", data, content_type="application/json")
        assert answer.status_code == 200, (resource, answer.content)
    assert answer.json()["state"] == "closed"
    assert {one["metric"]: one["state"] for one in sam.get(f"{address}/clocks").json()} == {
        "response": "met", "resolution": "met",
    }  # fmt: skip
    assert [one["verb"] for one in sam.get(f"{address}/history").json()][-1] == "incident.log"


@pytest.mark.parametrize("header", [None, "Bearer nonsense", "Basic c2Ft", "Bearer bw_" + "x" * 300])
def test_without_a_valid_token_there_is_nothing(cast: Cast, header: str | None) -> None:
    answer = Client(headers={"Authorization": header} if header else {}).get("/api/v1/incidents")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


def test_a_token_is_limited_to_its_scopes(cast: Cast) -> None:
    reader = api(cast, "sam", "incident.read")
    assert reader.get("/api/v1/incidents").status_code == 200
    assert reader.post("/api/v1/incidents", report(cast), content_type="application/json").status_code == 403


def test_the_same_key_does_it_once(cast: Cast) -> None:
    sam, headers = api(cast, "sam"), {"Idempotency-Key": "abc"}
    answers = [
        sam.post("/api/v1/incidents", report(cast), content_type="application/json", headers=headers)
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["reference"] == answers[1].json()["reference"]
    assert answers[1]["Idempotent-Replayed"] == "true"
    other = sam.post(
        "/api/v1/incidents", report(cast, title="Other"), content_type="application/json", headers=headers
    )
    assert other.status_code == 422
    with tenant.scope(cast.organization.id):
        assert Incident.objects.count() == 1


def test_a_stale_etag_is_refused(cast: Cast) -> None:
    sam = api(cast, "sam")
    made = sam.post("/api/v1/incidents", report(cast), content_type="application/json")
    address, etag = made["Location"], made["ETag"]
    assert sam.get(address, headers={"If-None-Match": etag}).status_code == 304
    first = sam.patch(address, {"title": "One"}, content_type="application/json", headers={"If-Match": etag})
    second = sam.patch(address, {"title": "Two"}, content_type="application/json", headers={"If-Match": etag})
    assert (first.status_code, second.status_code) == (200, 412)
    assert second["ETag"] == first["ETag"]
    assert second.json()["actual"] == 2


def test_errors_are_problems_and_leave_nothing(cast: Cast) -> None:
    sam = api(cast, "sam")
    made = sam.post("/api/v1/incidents", report(cast), content_type="application/json")["Location"]
    with tenant.scope(cast.organization.id):
        before = LedgerEvent.objects.count()
    for method, path, data, status in [
        ("post", "/api/v1/incidents", {"title": ""}, 422),
        ("post", "/api/v1/incidents", {"title": "x", "impact": 9}, 422),
        ("post", "/api/v1/incidents", {"title": "x", "service_id": 10**15}, 422),
        ("delete", f"{made}/resolution", {"reason": "x"}, 409),
        ("put", f"{made}/resolution", {"resolution": "", "closure_code": "fixed"}, 422),
        ("get", "/api/v1/incidents/INC-99999", None, 404),
        ("get", "/api/v1/incidents?sort=secret", None, 422),
        ("get", "/api/v1/incidents?after=zzz", None, 422),
    ]:
        answer = getattr(sam, method)(
            path, data, **({"content_type": "application/json"} if data is not None else {})
        )
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), (
            path,
            answer.content,
        )
    with tenant.scope(cast.organization.id):
        assert LedgerEvent.objects.count() == before


def test_others_do_not_see_that_it_exists(cast: Cast) -> None:
    address = api(cast, "sam").post("/api/v1/incidents", report(cast), content_type="application/json")[
        "Location"
    ]
    zoe = api(cast, "zoe")
    for path in ("", "/comments", "/history", "/files", "/clocks", "/watchers"):
        assert zoe.get(address + path).status_code == 404, path


def test_who_watches_is_listed(cast: Cast) -> None:
    sam = api(cast, "sam")
    address = sam.post("/api/v1/incidents", report(cast), content_type="application/json")["Location"]
    mia = cast.people["mia"]
    assert mia.pk not in [one["id"] for one in sam.get(f"{address}/watchers").json()]
    assert sam.put(f"{address}/watchers/{mia.pk}").status_code == 204
    assert {"id": mia.pk, "name": "Mia"} in sam.get(f"{address}/watchers").json()


def test_lists_are_paged_by_cursor(cast: Cast) -> None:
    sam = api(cast, "sam")
    for number in range(5):
        sam.post("/api/v1/incidents", report(cast, title=f"No {number}"), content_type="application/json")
    seen, after = [], ""
    while True:
        answer = sam.get("/api/v1/incidents", {"sort": "number", "limit": "2", "after": after}).json()
        seen += [row["title"] for row in answer["items"]]
        after = answer["after"]
        if not after:
            break
    assert seen == [f"No {number}" for number in range(5)]


def test_the_document_is_openapi(cast: Cast) -> None:
    document = Client().get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert "/api/v1/incidents/{reference}/resolution" in document["paths"]


def test_what_cannot_be_read_and_what_is_not_there_are_problems_too(cast: Cast) -> None:
    sam = api(cast, "sam")
    unreadable = sam.post("/api/v1/incidents", b"{", content_type="application/json")
    assert (unreadable.status_code, unreadable["Content-Type"]) == (400, "application/problem+json")
    absent = sam.delete("/api/v1/incidents")
    assert (absent.status_code, absent["Content-Type"]) == (405, "application/problem+json")
    assert "POST" in absent["Allow"]
