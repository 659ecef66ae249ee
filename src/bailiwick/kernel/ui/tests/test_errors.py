"""What people and programs see when something cannot be done."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import DataError, InterfaceError, OperationalError
from django.test import Client, RequestFactory

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.identity.operations import issue_token
from bailiwick.kernel.ui import errors
from bailiwick.kernel.ui.middleware.outage import PAUSE, Gate
from bailiwick.kernel.ui.middleware.security import HEADERS
from tests.cast import Cast
from tests.web import HTMX, Browser

pytestmark = pytest.mark.usefixtures("samples")


def quiet(client: Client) -> Client:
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("notfound", 404, "There is no such incident."),
        ("refused", 403, "Sam may not use this."),
        ("invalid", 422, "title: Too long."),
        ("stale", 409, "INC-1 was changed meanwhile."),
        ("notnow", 409, "possible now: incident.cancel"),
        ("gone", 404, "There is nothing here"),
        ("defect", 500, "Something went wrong"),
        ("crash", 500, "Something went wrong"),
        ("away", 503, "We will be right back"),
        ("full", 503, "There is no room left on the server; nothing was saved"),
        ("quota", 503, "There is no room left on the server; nothing was saved"),
    ],
)
def test_each_has_its_page(browser: Browser, kind: str, status: int, words: str) -> None:
    answer = quiet(browser.as_("sam")).get(f"/sample/fail/{kind}/")
    text = answer.content.decode()
    assert answer.status_code == status
    assert words in text
    assert "secret" not in text
    assert "Traceback" not in text
    assert answer["X-Request-ID"] in text
    assert answer["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("kind", ["notfound", "refused", "stale", "crash", "away"])
def test_htmx_gets_a_message_and_nothing_to_swap(browser: Browser, kind: str) -> None:
    answer = quiet(browser.as_("sam")).get(f"/sample/fail/{kind}/", headers=HTMX)
    assert answer["HX-Reswap"] == "none"
    assert b"hx-swap-oob" in answer.content
    assert b"<html" not in answer.content


@pytest.mark.parametrize("status", [400, 404, 413, 500, 503])
def test_programs_get_a_problem_document(rf: RequestFactory, status: int) -> None:
    answer = errors.show(rf.get("/api/v1/incidents"), status)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    problem = json.loads(answer.content)
    assert problem["status"] == status
    assert problem["title"]


def test_what_failed_is_in_the_log_with_its_number_and_without_values(
    browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = quiet(browser.as_("sam")).get("/sample/fail/crash/")
    log = capsys.readouterr().err
    assert f"request={answer['X-Request-ID']}" in log
    assert "ZeroDivisionError" in log
    assert "locals" not in log
    assert answer.wsgi_request.COOKIES[django_settings.SESSION_COOKIE_NAME] not in log


def test_a_client_does_not_choose_the_number(cast: Cast, client: Client) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": "forged\nline"})["X-Request-ID"] != "forged\nline"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost:8000@evil", "\u2028"])
def test_another_host_is_refused(cast: Cast, host: str) -> None:
    answer = quiet(Client(SERVER_NAME="localhost")).get("/sign-in/", headers={"Host": host})
    assert answer.status_code == 400
    assert "Content-Security-Policy" in answer
    assert b"evil" not in answer.content


def test_a_proxy_header_does_not_name_the_host(cast: Cast, client: Client) -> None:
    answer = client.get("/", headers={"X-Forwarded-Host": "evil.example"})
    assert answer["Location"] == "/sign-in/"


def test_every_answer_has_the_headers(client: Client, cast: Cast) -> None:
    for path in ("/sign-in/", "/nothing/", "/", "/healthz"):
        answer = client.get(path)
        assert {name: answer[name] for name in HEADERS} == HEADERS
        assert "unsafe" not in answer["Content-Security-Policy"]


def test_only_https_is_remembered_where_it_is_spoken(cast: Cast, client: Client, settings: Any) -> None:
    assert "Strict-Transport-Security" not in client.get("/healthz")
    settings.PUBLIC_URL = "https://desk.example"
    assert client.get("/healthz")["Strict-Transport-Security"].startswith("max-age=31536000")


def test_pages_hold_no_inline_script_or_style(browser: Browser) -> None:
    for path in ("/me/", "/password/change/", "/sign-in/", "/nothing/"):
        text = browser.as_("sam").get(path, follow=True).content.decode()
        assert " style=" not in text
        assert "<style" not in text
        assert " onclick=" not in text
        assert text.count("<script") == text.count('<script type="module" src=')


@pytest.mark.parametrize("field", ["name", "motto"])
def test_megabytes_of_text_are_too_much(browser: Browser, field: str) -> None:
    ada = browser.as_("ada")
    flood = {"name": "Flood", "version": "1", field: "x" * (10 * 2**20)}
    for answer in (
        ada.post("/sample/team/", flood),
        ada.post("/sample/team/", f"{field}=" + "x" * (10 * 2**20), "application/x-www-form-urlencoded"),
    ):
        assert answer.status_code == 413
        assert b"at most 1 MB" in answer.content
        assert len(answer.content) < 20_000


def test_more_than_any_form_is_too_much(browser: Browser) -> None:
    answer = browser.as_("ada").post("/sample/team/", {"name": "x" * (13 * 2**20)})
    assert answer.status_code == 413


def test_too_many_fields_are_too_much(browser: Browser) -> None:
    answer = browser.as_("ada").post("/sample/team/", {f"f{n}": "" for n in range(2001)})
    assert answer.status_code == 400


@pytest.mark.parametrize("text", ["a\u0000b", "\ud800", "\u202e", " "])
def test_text_that_no_database_takes_is_an_answer_and_no_failure(browser: Browser, text: str) -> None:
    body = b"version=1&name=" + text.encode("utf-8", "surrogatepass")
    answer = browser.as_("ada").post("/sample/team/", body, "application/x-www-form-urlencoded")
    assert answer.status_code == 422


def caused(problem: Exception, cause: BaseException) -> Exception:
    problem.__cause__ = cause
    return problem


def test_only_a_lost_database_is_an_outage() -> None:
    import psycopg

    assert errors.is_outage(InterfaceError("connection already closed"))
    assert errors.is_outage(caused(OperationalError(), psycopg.errors.AdminShutdown()))
    assert errors.is_outage(
        caused(OperationalError(), psycopg.OperationalError("server closed the connection"))
    )
    assert not errors.is_outage(caused(OperationalError(), psycopg.errors.DeadlockDetected()))
    assert not errors.is_outage(caused(OperationalError(), psycopg.errors.QueryCanceled()))
    assert not errors.is_outage(DataError())
    assert not errors.is_outage(None)


def test_the_outage_page_says_when_to_come_back(browser: Browser) -> None:
    answer = quiet(browser.as_("sam")).get("/sample/fail/away/")
    assert answer["Retry-After"] == "5"


def test_a_full_or_read_only_database_does_not_shut_the_gate(browser: Browser) -> None:
    sam = quiet(browser.as_("sam"))
    full = sam.get("/sample/fail/full/")
    assert full["Retry-After"] == "5"
    assert not getattr(full, "is_outage", False)
    assert sam.get("/me/").status_code == 200


def test_a_database_that_can_only_be_read_says_so(browser: Browser) -> None:
    ada = quiet(browser.as_("ada"))
    answer = ada.get("/sample/readonly/")
    assert answer.status_code == 503
    assert "can only be read at the moment" in answer.content.decode()
    assert ada.get("/me/").status_code == 200


def test_programs_hear_that_there_is_no_room(cast: Cast, client: Client) -> None:
    with tenant.scope(cast.organization.id):
        secret = issue_token(
            "Reports", by=cast.sam, scopes=["incident.read"], expires_at=clock.now() + timedelta(days=1)
        ).secret
    answer = quiet(client).get("/api/sample/full/", headers={"Authorization": f"Bearer {secret}"})
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert "no room left" in json.loads(answer.content)["detail"]


def test_the_gate_stays_shut_until_the_database_is_reached() -> None:
    now, looks, is_there = [0.0], [0], [False]

    def reach() -> bool:
        looks[0] += 1
        return is_there[0]

    gate = Gate(reach, lambda: now[0])
    assert gate.is_open()
    gate.note_failure()
    assert not gate.is_open()
    assert looks == [1]
    now[0] += PAUSE
    assert not gate.is_open()
    assert not gate.is_open()
    assert looks == [2]
    is_there[0] = True
    now[0] += PAUSE
    assert gate.is_open()
    assert gate.is_open()
    assert looks == [3]


def test_an_old_connection_alone_does_not_shut_the_gate() -> None:
    gate = Gate(lambda: True)
    gate.note_failure()
    assert gate.is_open()


def test_one_looks_while_the_others_are_turned_away() -> None:
    inside: list[bool] = []

    def reach() -> bool:
        inside.append(gate.is_open())
        return False

    gate = Gate(reach, lambda: 0.0)
    gate.note_failure()
    assert inside == [False]
