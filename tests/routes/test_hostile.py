"""Whatever a form is sent, the answer is one that was meant: never a failure of the server."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from bailiwick.kernel.ui.registers.declaration import registers
from bailiwick.resolution.incidents.views.verbs import VERBS
from tests.cast import Cast, make_cast
from tests.routes.incidents import logged
from tests.routes.registers import record
from tests.routes.rows import Route
from tests.routes.table import ROUTES
from tests.web import Browser

LONG = "x" * 1_000_000
HUGE = "9" * 40
Values = tuple[str, Any]
VALUES: tuple[Values, ...] = (
    ("a megabyte", LONG),
    ("a zero byte", "a\0b"),
    ("half a character", "\ud800"),
    ("a huge number", HUGE),
    ("a negative number", "-1"),
    ("more than the database counts", str(2**63)),
    ("not a number", "NaN"),
    ("many values", ["1", "2", "\0", HUGE]),
    ("another script's digits", "٤٢"),
    ("a date that is none", "0000-00-00"),
    ("the last day", "9999-12-31"),
    ("markup", "<script>alert(1)</script>{{ 7 * 7 }}"),
)


@pytest.fixture(scope="module")
def shared(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """One cast for all forms: what each does is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_cast()
        transaction.set_rollback(True)


def fields_of(page: str) -> set[str]:
    """Names of the inputs that a page offers."""
    import re

    return set(re.findall(r'<(?:input|select|textarea)[^>]*?\sname="([^"]+)"', page)) - {"csrfmiddlewaretoken"}


def forms(cast: Cast) -> Iterator[tuple[str, str]]:
    """(who fills it in, address) of every form of the product."""
    incident = logged(cast)
    yield "sam", reverse("incident-new")
    for doing in VERBS:
        yield "sam", reverse(doing.path_name, args=[incident.reference, doing.resource])
    for name in ("incident-comments", "incident-files", "incident-watch"):
        yield "sam", reverse(name, args=[incident.reference])
    yield "sam", reverse("incident-views")
    for register in registers():
        if register.add is not None:
            yield "ada", reverse(register.new_route)
        for action in register.actions:
            yield "ada", reverse(register.action_route, args=[record(register)(cast)["pk"], action.name])
    for route in posted(("incident", *(one.name for one in registers()))):
        yield route.as_, reverse(route.name, kwargs=route.args(cast) or None)


def posted(besides: tuple[str, ...]) -> Iterator[Route]:
    """Rows that post to something else than incidents and registers."""
    for route in ROUTES:
        if route.method == "post" and not route.name.startswith(besides):
            yield route


def answers(client: Client, address: str, data: dict[str, Any]) -> int:
    client.raise_request_exception = False
    with transaction.atomic():
        status = int(client.post(address, data).status_code)
        transaction.set_rollback(True)
    return status


def sent(client: Client, address: str) -> set[str]:
    with transaction.atomic():
        page = client.get(address)
        transaction.set_rollback(True)
    return fields_of(page.content.decode()) if page.status_code == 200 else set()


def test_no_form_fails_on_what_it_is_sent(shared: Cast) -> None:
    failed = []
    browser = Browser(shared)
    clients = {name: browser.as_(name) for name in ("ada", "sam")}
    for who, address in forms(shared):
        client = clients[who]
        names = sent(client, address) | GUESSED
        if answers(client, address, {}) >= 500:
            failed.append(f"{address}: nothing")
        for meaning, value in VALUES:
            # Everything at once finds what falls first, one thing at a time what hides behind a refused field.
            if answers(client, address, dict.fromkeys(names, value)) >= 500:
                failed.append(f"{address}: {meaning}")
    assert failed == []


# Fields that forms make in the browser, or that pages do not show to everybody.
GUESSED = {"version", "_method", "name", "text", "query", "next", "email", "password", "organization", "theme"}
