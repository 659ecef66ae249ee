"""The pages of rules and words, and the same for programs."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.ledger.events import Delivery
from bailiwick.kernel.notifications import news, queries
from bailiwick.kernel.notifications.operations.telling import tell
from bailiwick.resolution.incidents.events import IncidentLogged
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast
from tests.routes.incidents import logged
from tests.web import Browser

PAGE, API = "/notification-rules/IncidentLogged/", "/api/v1/notification-rules"
WORDS = f"{PAGE}words/mail/customers/default/"
RULE = {"to": "managers", "channels": ["application"], "when_priority": "1", "version": "0"}


def text(client: Client, path: str, data: Any = None, expected: int = 200) -> str:
    response = client.get(path) if data is None else client.post(path, data)
    assert response.status_code == expected, response.content.decode()[:2000]
    return unescape(response.content.decode())


def program(cast: Cast) -> Client:
    actor, expires_at = cast.ada, clock.now() + timedelta(days=1)
    issued = identity.issue_token("rules", by=actor, scopes=sorted(actor.grants), expires_at=expires_at)
    return Client(headers={"Authorization": f"Bearer {issued.secret}"})


def told(cast: Cast, incident: Incident) -> list[str]:
    with tenant.scope(cast.organization.id):
        tell(
            Delivery(cast.organization.id, 9, "", None, "Bailiwick", clock.now(), IncidentLogged(incident.pk))
        )
        return sorted(name for name in cast.people if queries.unread(cast.actor(name)))


def test_a_rule_is_tried_and_then_saved(cast: Cast, browser: Browser) -> None:
    ada, incident = browser.as_("ada"), logged(cast)
    tried = text(
        ada, f"{PAGE}rules/new/", RULE | {"when_priority": [], "try": "1", "record": incident.reference}
    )
    assert "<b>Mia</b>" in tried
    with tenant.scope(cast.organization.id):
        assert queries.arrangement(news.named("IncidentLogged")).version == 0
    absent = text(ada, f"{PAGE}rules/new/", RULE | {"try": "1", "record": "INC-999"}, expected=422)
    assert "There is no such incident." in absent
    assert ada.post(f"{PAGE}rules/new/", RULE).status_code == 303
    page = text(ada, f"{PAGE}?record={incident.reference}")
    assert "If priority: Priority 1" in page
    assert "Your own, version 1" in page
    stale = text(ada, f"{PAGE}rules/own-1/", RULE, expected=422)
    assert "Somebody changed these rules meanwhile" in stale
    assert 'name="version" id="field-version" value="1"' in stale
    assert "Only mail can wait" in text(
        ada, f"{PAGE}rules/own-1/", RULE | {"version": "1", "timing": "daily"}, expected=422
    )


def test_words_are_tried_refused_with_their_place_and_reset(cast: Cast, browser: Browser) -> None:
    ada, incident = browser.as_("ada"), logged(cast)
    given = {"subject": "{{ reference }}", "text": "{{ title|upper }} {{ link }}", "version": "0"}
    tried = text(ada, WORDS, given | {"try": "1", "record": incident.reference})
    assert f"{incident.title.upper()} http://localhost:8000/portal/incidents/" in tried
    assert "Line 2, column 3: “team” is internal" in text(
        ada, WORDS, given | {"text": "x\n  {{ team }}"}, 422
    )
    assert ada.post(WORDS, given).status_code == 303
    assert "Your own" in text(ada, PAGE)
    assert "meanwhile" in text(ada, WORDS, given, expected=422)
    assert ada.post(WORDS, {"_method": "delete"}).status_code == 303
    assert "Your own" not in text(ada, PAGE)
    assert text(ada, f"{PAGE}?language=de").count(">de<") == 4
    assert "A language is a code" in text(ada, f"{PAGE}?language=../x", expected=422)
    assert ada.get(f"{PAGE}words/mail/customers/_x/").status_code == 404
    assert ada.get("/notification-rules/TargetMissed/words/mail/customers/default/").status_code == 404


def test_everybody_reads_why_and_only_their_own(cast: Cast, browser: Browser) -> None:
    assert told(cast, logged(cast)) == ["cora"]
    with tenant.scope(cast.organization.id):
        one = queries.own(cast.cora).get()
    page = text(browser.as_("cora"), f"/notifications/{one.pk}/why/")
    assert "“An incident was logged”" in page
    assert "Whoever reported it. That is you." in page
    assert "The rules" not in page
    assert browser.as_("ada").get(f"/notifications/{one.pk}/why/").status_code == 404


@pytest.mark.parametrize("name", ["sam", "cora"])
def test_rules_are_read_by_administrators(cast: Cast, browser: Browser, name: str) -> None:
    assert browser.as_(name).get(PAGE).status_code == 403


def test_programs_arrange_and_try(cast: Cast) -> None:
    api, incident = program(cast), logged(cast)
    listed = api.get(API).json()
    assert {"IncidentLogged", "WebhookSwitchedOff", "MajorIncidentDeclared"} <= {
        one["name"] for one in listed
    }
    added = api.post(f"{API}/IncidentLogged/rules", {"roles": ["IM"]}, content_type="application/json")
    assert (added.status_code, added["ETag"]) == (201, '"1"')
    shown = api.post(
        f"{API}/IncidentLogged/preview", {"record": incident.reference}, content_type="application/json"
    )
    assert "Mia" in [one["name"] for example in shown.json() for one in example["told"]]
    late = api.patch(
        f"{API}/IncidentLogged/rules/own-1", {"is_off": True}, content_type="application/json",
        headers={"If-Match": '"0"'},
    )  # fmt: skip
    assert late.status_code == 412
    own = {"subject": "{{ reference }}", "text": "{{ title }}"}
    words = f"{API}/IncidentLogged/words/mail/staff/de"
    assert api.put(words, own, content_type="application/json").json()["is_own"]
    tried = api.post(
        f"{words}/preview", own | {"record": incident.reference}, content_type="application/json"
    )
    assert tried.json() == {"subject": incident.reference, "text": incident.title}
