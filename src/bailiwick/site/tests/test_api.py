"""The API across the rooms: registers, the search, processes."""

from datetime import timedelta
from typing import Any

import pytest
import yaml
from django.test import Client

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.identity.operations import issue_token
from bailiwick.kernel.process import loading, shipped
from bailiwick.kernel.process.models import ProcessVersion
from bailiwick.resolution.incidents.operations.arranging import PROCESS_FILE, shipped_process
from tests.cast import Cast

JSON = "application/json"


def api(cast: Cast, name: str, *scopes: str) -> Client:
    actor = cast.actor(name)
    secret = issue_token(
        "test", by=actor, scopes=scopes or list(actor.grants), expires_at=clock.now() + timedelta(days=1)
    ).secret
    return Client(headers={"Authorization": f"Bearer {secret}"})


def test_a_register_is_searched(cast: Cast) -> None:
    ada = api(cast, "ada")
    assert [one["name"] for one in ada.get("/api/v1/people", {"q": "cora"}).json()["items"]] == ["Cora"]
    assert ada.get("/api/v1/people", {"q": "nobody called so"}).json()["items"] == []
    assert len(ada.get("/api/v1/people", {"q": " "}).json()["items"]) == len(cast.people)


def test_a_register_without_a_search_says_so(cast: Cast) -> None:
    answer = api(cast, "ada").get("/api/v1/roles", {"q": "x"})
    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["q"])


def test_the_search_finds_by_kind_and_for_the_asker_only(cast: Cast) -> None:
    sam = api(cast, "sam")
    made = sam.post("/api/v1/incidents", {"title": "Crane hums"}, content_type=JSON)
    assert made.status_code == 201, made.content
    reference = made.json()["reference"]
    found = {one["kind"]: one["items"] for one in sam.get("/api/v1/search", {"q": "hums"}).json()}
    assert [(hit["reference"], hit["title"]) for hit in found["Incidents"]] == [(reference, "Crane hums")]
    for other in (api(cast, "zoe"), api(cast, "sam", "incident.log")):
        assert [
            hit for one in other.get("/api/v1/search", {"q": "hums"}).json() for hit in one["items"]
        ] == []


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "x" * 501}, {"q": "x", "limit": "0"}])
def test_a_search_for_nothing_is_refused(cast: Cast, query: dict[str, str]) -> None:
    assert api(cast, "sam").get("/api/v1/search", query).status_code == 422


def without_resolution_text() -> dict[str, Any]:
    """The shipped process, but one resolves without saying how."""
    tree: dict[str, Any] = yaml.safe_load(PROCESS_FILE.read_text())
    for transition in tree["transitions"]:
        if transition["verb"] == "incident.resolve":
            transition["fields"] = [name for name in transition["fields"] if name != "resolution"]
    return tree


def test_a_process_is_compared_with_the_shipped_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ada, own = api(cast, "ada"), without_resolution_text()
    refused = ada.post("/api/v1/processes", own, content_type=JSON)
    assert refused.status_code == 422
    assert "need:incident.resolve:field:resolution" in str(refused.json()["fields"])
    monkeypatch.setitem(shipped._loaders, "incident", lambda: loading.from_tree(own))
    assert ada.post("/api/v1/processes", own, content_type=JSON).status_code == 201


def test_who_publishes_second_is_told_both_numbers(cast: Cast) -> None:
    ada, own = api(cast, "ada"), loading.to_tree(shipped_process()) | {"title": "Disturbances"}
    etag = ada.get("/api/v1/processes/incident")["ETag"]
    read = {"If-Match": etag}
    assert ada.post("/api/v1/processes", own, content_type=JSON, headers=read).status_code == 201
    refused = ada.post("/api/v1/processes", own, content_type=JSON, headers=read)
    assert refused.status_code == 412
    assert (refused.json()["expected"], refused.json()["actual"]) == (1, 2)
    listed = ada.get("/api/v1/processes/incident/versions").json()["items"]
    assert [one["number"] for one in listed] == [2, 1]
    before = ada.get("/api/v1/processes/incident/versions/1").json()
    assert before["definition"]["title"] == "Incident management"
    assert ada.get("/api/v1/processes/incident/versions/9").status_code == 404


def test_a_decision_lifts_what_it_names_and_nothing_else(cast: Cast) -> None:
    ada, own = api(cast, "ada"), without_resolution_text()
    for wrong in (
        "?decision=So",
        "?decided=need:incident.resolve:field:resolution",
        "?decision=So&decided=other",
    ):
        assert ada.post(f"/api/v1/processes{wrong}", own, content_type=JSON).status_code == 422, wrong
    good = "?decision=Agreed on Monday&decided=other&decided=need:incident.resolve:field:resolution"
    made = ada.post(f"/api/v1/processes{good}", own, content_type=JSON)
    assert made.status_code == 201, made.content
    with tenant.scope(cast.organization.id):
        assert ProcessVersion.objects.get(number=made.json()["number"]).decision == "Agreed on Monday"
    # The version that departs is the newest now; the next one is measured by the shipped one all the same.
    assert ada.post("/api/v1/processes", own, content_type=JSON).status_code == 422
    whole = loading.to_tree(shipped_process())
    assert ada.post("/api/v1/processes", whole, content_type=JSON).status_code == 201
