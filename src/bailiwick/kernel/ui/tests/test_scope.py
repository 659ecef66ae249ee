"""A request is one person in one organization in one transaction."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import system_actor
from bailiwick.kernel.identity.models import Team
from bailiwick.kernel.identity.operations import revise_person
from tests.cast import Cast
from tests.web import HTMX, Browser

pytestmark = pytest.mark.usefixtures("samples")
OVERHEAD = 2


def teams(cast: Cast) -> set[str]:
    with tenant.scope(cast.organization.id):
        return set(Team.objects.values_list("name", flat=True))


def test_a_view_runs_as_somebody_in_their_organization(browser: Browser, cast: Cast) -> None:
    sam = browser.as_("sam").get("/sample/whoami/").content.decode()
    zoe = browser.as_("zoe").get("/sample/whoami/").content.decode()
    assert sam == f"Sam Harbour Lights {cast.organization.id} True"
    assert zoe == f"Zoe Far Shore {cast.other.id} True"


def test_nothing_of_a_request_is_left_behind(browser: Browser) -> None:
    browser.as_("sam").get("/sample/whoami/")
    assert tenant._current.get() is None


def test_knowing_who_asks_takes_two_queries(browser: Browser) -> None:
    client = browser.as_("sam")
    client.get("/sample/whoami/")
    asked: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        asked.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(note):
        client.get("/sample/whoami/")
    said = [sql for sql in asked if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
    own = [
        sql for sql in said if "current_setting" in sql and "app.tenant" in sql and "set_config" not in sql
    ]
    assert len(said) - len(own) == OVERHEAD, said


def test_a_public_view_has_nobody(browser: Browser, client: Client) -> None:
    assert client.get("/sample/anybody/").content == b"False"
    assert browser.as_("sam").get("/sample/anybody/").content == b"False"


@pytest.mark.parametrize("kind", ["notfound", "refused", "invalid", "stale", "notnow", "gone"])
def test_what_a_refused_request_wrote_is_undone(browser: Browser, cast: Cast, kind: str) -> None:
    before = teams(cast)
    assert browser.as_("ada").post(f"/sample/write/{kind}/", {"name": "Ghosts"}).status_code >= 400
    assert teams(cast) == before


def test_what_a_failed_request_wrote_is_undone(browser: Browser, cast: Cast) -> None:
    before = teams(cast)
    ada = browser.as_("ada")
    ada.raise_request_exception = False
    assert ada.post("/sample/write/crash/", {"name": "Ghosts"}).status_code == 500
    assert teams(cast) == before


def test_times_are_shown_in_the_readers_zone(browser: Browser, cast: Cast) -> None:
    by = system_actor(cast.organization.id)
    revise_person(cast.people["sam"], by=by, zone="Asia/Tokyo")
    with time_machine.travel("2026-03-02T20:30:00Z", tick=False):
        assert "3 Mar, 05:30 JST" in browser.as_("sam").get("/sample/hour/").content.decode()
        assert "2 Mar, 20:30 UTC" in browser.as_("mia").get("/sample/hour/").content.decode()


def test_after_signing_in_a_form_leads_back_to_its_page(cast: Cast, client: Client) -> None:
    answer = client.post("/sample/team/", {}, headers={"Referer": "http://testserver/sample/team/"})
    assert answer["Location"] == "/sign-in/?next=%2Fsample%2Fteam%2F"
    stray = client.post("/sample/team/", {}, headers={"Referer": "http://evil.example/trap/"})
    assert stray["Location"] == "/sign-in/"


def test_a_verb_that_one_lacks_is_refused(browser: Browser) -> None:
    assert browser.as_("ada").get("/sample/team/").status_code == 200
    assert browser.as_("sam").get("/sample/team/").status_code == 403
    assert browser.as_("cora").get("/sample/team/").status_code == 403


def test_a_method_that_nobody_answers(browser: Browser) -> None:
    ada = browser.as_("ada")
    refused: Any = ada.put("/sample/team/")
    assert refused.status_code == 405
    assert refused["Allow"] == "DELETE, GET, HEAD, POST"
    assert ada.post("/sample/whoami/").status_code == 405
    assert ada.head("/sample/whoami/").status_code == 200


def test_a_form_without_a_script_can_mean_another_method(browser: Browser) -> None:
    answer = browser.as_("ada").post("/sample/team/", {"_method": "delete", "reason": "Merged"})
    assert answer.content == b"DELETE Merged"


def test_the_method_override_needs_the_verb_of_that_method(browser: Browser, cast: Cast) -> None:
    assert browser.as_("sam").post("/sample/team/", {"_method": "delete"}).status_code == 403


def test_htmx_gets_the_content_alone(browser: Browser) -> None:
    ada = browser.as_("ada")
    whole, part = ada.get("/sample/team/"), ada.get("/sample/team/", headers=HTMX)
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    assert b"<form" in part.content
    assert "HX-Request" in whole["Vary"]


def test_one_block_of_a_template_with_what_it_imports(browser: Browser) -> None:
    text = browser.as_("sam").get("/sample/block/").content.decode()
    assert text.startswith("<ul><li>")
    assert "Network" in text
    assert "listed" in text
    assert "<form" not in text


def test_a_refused_form_keeps_what_was_typed_and_can_still_ask_the_database(browser: Browser) -> None:
    typed = {"name": "Network", "motto": "Nothing “lost” <b>", "version": "1"}
    answer = browser.as_("ada").post("/sample/team/", typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing “lost” &lt;b&gt;" in text
    assert 'href="#field-name"' in text
    assert "Service desk" in text


def test_a_message_is_shown_once_by_the_next_page(browser: Browser) -> None:
    ada = browser.as_("ada")
    answer = ada.post("/sample/team/", {"name": "Harbour watch", "version": "1"})
    assert (answer.status_code, answer["Location"]) == (303, "/sample/team/")
    assert "Harbour watch is there." in ada.get("/sample/team/").content.decode()
    assert "Harbour watch is there." not in ada.get("/sample/team/").content.decode()


def test_htmx_is_told_where_to_go(browser: Browser) -> None:
    answer = browser.as_("ada").post("/sample/team/", {"name": "Harbour watch", "version": "1"}, headers=HTMX)
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/sample/team/")
