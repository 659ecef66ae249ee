"""How incidents stand to each other through the API, as on the pages."""

from typing import Any

from django.test import Client

from bailiwick.resolution.api.tests.test_incidents import api
from tests.cast import Cast
from tests.routes.incidents import logged


def of(cast: Cast, name: str) -> Client:
    """Whatever the person may do with incidents."""
    verbs = [verb for verb in cast.actor(name).grants if verb.startswith(("incident.", "work."))]
    return api(cast, name, *verbs)


def ask(client: Client, method: str, address: str, data: Any = None, status: int = 200) -> Any:
    answer = getattr(client, method)(
        f"/api/v1/incidents/{address}", data or {}, content_type="application/json"
    )
    assert answer.status_code == status, answer.content
    return answer.json() if answer.content else None


def test_a_merge_and_its_undoing(cast: Cast) -> None:
    again, whole = logged(cast).reference, logged(cast).reference
    sam, mia = of(cast, "sam"), api(cast, "mia", "incident.*")
    merged = ask(sam, "put", f"{again}/merge", {"into": whole, "reason": "The same scale"})
    assert merged["reference"] == whole
    circle = ask(sam, "put", f"{whole}/merge", {"into": again, "reason": "Same"}, 422)
    assert "circle" in str(circle)
    assert ask(sam, "get", again)["duplicate_of"] == whole
    ask(mia, "post", f"{again}/comments", {"text": "It is dark now."}, 201)
    assert "It is dark now." in str(ask(mia, "get", f"{whole}/comments"))
    ask(sam, "delete", f"{again}/merge", {"reason": "Another scale"})
    assert ask(sam, "get", again)["state"] == "classified"


def test_parts_are_taken_in_followed_and_taken_out(cast: Cast) -> None:
    whole, part, other = (logged(cast).reference for _ in range(3))
    sam = of(cast, "sam")
    for one in (part, other):
        ask(sam, "put", f"{one}/parent", {"parent": whole})
    assert "circle" in str(ask(sam, "put", f"{whole}/parent", {"parent": part}, 422))
    assert [one["reference"] for one in ask(sam, "get", f"{whole}/parts")] == [part, other]
    ask(sam, "delete", f"{other}/parent", status=204)
    how = {"resolution": "Cable", "closure_code": "fixed", "note": "Looked"}
    assert part in str(ask(sam, "put", f"{whole}/resolution", {**how, "parts": "refuse"}, 422))
    ask(sam, "put", f"{whole}/resolution", how)
    assert part in str(ask(sam, "put", f"{whole}/closure", {"is_confirmed": True}, 422))
    ask(sam, "put", f"{whole}/closure", {"is_confirmed": True, "parts": "follow"})
    assert [ask(sam, "get", one)["category"] for one in (part, other)] == ["closed", "open"]


def test_what_is_no_incident_is_closed_as_what_it_was(cast: Cast) -> None:
    found = logged(cast).reference
    said = {"closure_code": "not_an_incident", "was": "question", "reason": "How to tare"}
    assert ask(of(cast, "sam"), "put", f"{found}/cancellation", said)["was"] == "question"
