"""The main pages ask the database a committed number of times, however much there is to show; it only goes down."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.ui.registers.declaration import registers
from bailiwick.kernel.work.models import Comment
from bailiwick.resolution.incidents import operations
from bailiwick.resolution.incidents.models import Incident
from tests.architecture import source
from tests.cast import Cast
from tests.routes.incidents import logged
from tests.routes.major import declared
from tests.routes.portal import announced
from tests.web import HTMX, Browser

RATCHET = source.ROOT / "tests" / "architecture" / "query_counts.json"
CEILINGS: dict[str, int] = json.loads(RATCHET.read_text())
# What no recorded number may exceed.
LIMITS = {"queue": 8, "incident": 12, "portal": 12, "portal incident": 14}
# Not asked for by the page: the transaction's own statements.
FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
PAGES = {
    "queue": "/incidents/",
    "queue all": "/incidents/?view=all&priority=1&sort=-updated",
    "my work": "/work/",
    "figures": "/figures/",
    "new incident": "/incidents/new/",
    "processes": "/processes/",
    "process": "/processes/incident/",
    "process change": "/processes/incident/change/",
    "process version": "/processes/incident/versions/1/",
    "process versions": "/processes/incident/versions/",
    "requirement": "/requirements/R8.6.1-01/",
    "requirements": "/requirements/",
    "ledger": "/ledger/",
    "health": "/health/",
    "authority": "/authority/",
    "major incidents": "/major-incidents/",
    **{register.name: f"/{register.name}/" for register in registers()},
}


def count(ask: Callable[[], Any], expected: int = 200) -> int:
    """Queries of a request that was made once before, so that what is read once for a process is not counted."""
    asked: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        asked.append(sql)
        return execute(sql, *more)

    assert ask().status_code == expected
    with connection.execute_wrapper(note):
        assert ask().status_code == expected
    return sum(not sql.startswith(FRAME) for sql in asked)


def hold(name: str, number: int) -> None:
    assert number <= CEILINGS[name], f"{name} asks {number} times instead of {CEILINGS[name]}"
    assert number == CEILINGS[name], f"{name} asks {number} times: write it into {RATCHET.name}"


def busy(cast: Cast) -> Incident:
    """An incident with 300 comments of several people, files and watchers."""
    logged(cast)
    found = logged(cast)
    authors = [cast.people[name] for name in ("sam", "mia", "cora")]
    with operation("organization.revise", by=cast.ada):
        Comment.objects.bulk_create(
            Comment(item=found, author=authors[n % 3], at=clock.now(), text=f"Note {n}", is_public=n % 2 == 0)
            for n in range(300)
        )
    for name in ("a", "b", "c"):
        operations.attach_file(found, by=cast.sam, name=f"{name}.txt", chunks=[b"zero"], is_public=True)
    for person in ("mia", "ada"):
        operations.watch_incident(found, by=cast.sam, person=cast.people[person])
    operations.assign_incident(found, by=cast.sam, team=cast.desk, assignee=cast.people["sam"])
    return found


def test_portal(cast: Cast, browser: Browser) -> None:
    address, cora = f"/portal/incidents/{busy(cast).reference}/", browser.as_("cora")
    for _ in range(5):
        announced(cast)
    hold("portal", count(lambda: cora.get("/portal/")))
    hold("portal report", count(lambda: cora.get("/portal/report/?title=the+crane+scale")))
    hold("portal incidents", count(lambda: cora.get("/portal/incidents/?show=all")))
    hold("portal incident", count(lambda: cora.get(address)))
    hold("portal announcements", count(lambda: cora.get("/portal/announcements/")))


def program(cast: Cast) -> Client:
    actor = cast.ada
    expires_at = clock.now() + timedelta(days=1)
    issued = identity.issue_token("count", by=actor, scopes=sorted(actor.grants), expires_at=expires_at)
    return Client(headers={"Authorization": f"Bearer {issued.secret}"})


def test_limits_hold() -> None:
    assert {name: CEILINGS[name] for name in LIMITS if CEILINGS[name] > LIMITS[name]} == {}


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, cast: Cast, browser: Browser) -> None:
    for _ in range(5):
        logged(cast)
    ada = browser.as_("ada")
    hold(name, count(lambda: ada.get(PAGES[name])))


def test_incident(cast: Cast, browser: Browser) -> None:
    address, sam = f"/incidents/{busy(cast).reference}/", browser.as_("sam")
    hold("incident", count(lambda: sam.get(address)))
    hold("incident by htmx", count(lambda: sam.get(address, headers=HTMX)))
    hold("incident history", count(lambda: sam.get(f"{address}history/")))
    hold("incident form", count(lambda: sam.get(f"{address}assignment/")))


def test_major_incident(cast: Cast, browser: Browser) -> None:
    address, mia = f"/major-incidents/{declared(cast).reference}/", browser.as_("mia")
    hold("major incident", count(lambda: mia.get(address)))
    hold("major incident report", count(lambda: mia.get(f"{address}report/")))


def test_programs(cast: Cast) -> None:
    found, api = busy(cast), program(cast)
    report = {
        "title": "Scale shows zero", "service_id": cast.weighing.pk, "classification_id": cast.hardware.pk,
        "impact": 1, "urgency": 2,
    }  # fmt: skip
    hold("api list", count(lambda: api.get("/api/v1/incidents")))
    hold("api get", count(lambda: api.get(f"/api/v1/incidents/{found.reference}")))
    hold("api comments", count(lambda: api.get(f"/api/v1/incidents/{found.reference}/comments")))
    hold(
        "api create",
        count(lambda: api.post("/api/v1/incidents", report, content_type="application/json"), expected=201),
    )
