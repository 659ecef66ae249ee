"""Registers through the API: the same rules as on the pages."""

from datetime import timedelta

from django.test import Client

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity import operations as identity
from tests.cast import Cast


def api(cast: Cast, name: str) -> Client:
    actor = cast.actor(name)
    issued = identity.issue_token(
        "t", by=actor, scopes=list(actor.grants), expires_at=clock.now() + timedelta(days=1)
    )
    return Client(headers={"Authorization": f"Bearer {issued.secret}"})


def test_a_team_from_first_to_last(cast: Cast) -> None:
    ada, json = api(cast, "ada"), "application/json"
    made = ada.post("/api/v1/teams", {"name": "Night watch"}, content_type=json)
    assert made.status_code == 201, made.content
    address = f"/api/v1/teams/{made.json()['id']}"
    assert (
        ada.post(f"{address}/join", {"person": cast.people["sam"].pk}, content_type=json).status_code == 200
    )
    revised = ada.post(
        f"{address}/revise", {"name": "Late watch"}, content_type=json, headers={"If-Match": made["ETag"]}
    )
    assert revised.json()["name"] == "Late watch"
    stale = ada.post(
        f"{address}/revise", {"name": "Early"}, content_type=json, headers={"If-Match": made["ETag"]}
    )
    assert stale.status_code == 412
    assert ada.post(f"{address}/retire", {"reason": "Merged"}, content_type=json).json()["state"] == "Retired"
    assert ada.post(f"{address}/retire", {"reason": "Again"}, content_type=json).status_code == 422


def test_what_is_not_sent_stays(cast: Cast) -> None:
    ada = api(cast, "ada")
    address = f"/api/v1/people/{cast.people['cora'].pk}"
    ada.post(f"{address}/revise", {"name": "Cora Reed"}, content_type="application/json")
    after = ada.get(address).json()
    assert (after["name"], after["party"], after["email"]) == (
        "Cora Reed",
        "Quay Foods",
        "cora@harbour.example",
    )


def test_others_may_not_and_do_not_see(cast: Cast) -> None:
    sam, zoe = api(cast, "sam"), api(cast, "zoe")
    assert sam.post("/api/v1/teams", {"name": "x"}, content_type="application/json").status_code == 403
    assert zoe.get(f"/api/v1/teams/{cast.desk.pk}").status_code == 404
    assert sam.get("/api/v1/ledger").status_code == 403


def test_the_rest_answers(cast: Cast) -> None:
    ada = api(cast, "ada")
    for path in (
        "ledger",
        "processes",
        "processes/incident",
        "requirements",
        "requirements/R8.6.1-01",
        "notifications",
    ):
        assert ada.get(f"/api/v1/{path}").status_code == 200, path
    first = ada.get("/api/v1/ledger").json()[0]["id"]
    assert ada.get(f"/api/v1/ledger/{first}").status_code == 200
    assert ada.post("/api/v1/requirements/clauses/8.6.1/assessments").status_code == 201
    assert ada.post("/api/v1/notifications/read", {}, content_type="application/json").json() == {"read": 0}
    refused = ada.post("/api/v1/teams", {"name": ""}, content_type="application/json")
    assert (refused.status_code, refused.json()["fields"].keys()) == (422, {"name"})
