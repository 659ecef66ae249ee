"""Whatever a form is sent, the answer is one that was meant: never a failure of the server."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from bailiwick.kernel.ui.registers.declaration import registers
from bailiwick.resolution.desk import doing
from bailiwick.resolution.reading.verbs import VERBS
from tests.cast import Cast
from tests.routes.incidents import logged
from tests.routes.programs import PROGRAMS
from tests.routes.registers import record
from tests.routes.rows import Route
from tests.routes.table import ROUTES
from tests.routes.test_programs import document, token
from tests.web import Browser

LONG = "x" * 300_000
HUGE = "9" * 40
Meanings = tuple[tuple[str, Any], ...]
VALUES: Meanings = (
    ("a long word", LONG),
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
    ("text", "<script>alert(1)</script>{{ 7 * 7 }}"),
)

JSON_VALUES: Meanings = (
    *VALUES,
    ("a number beyond all", 10**40),
    ("more than the database counts, as a number", 2**63),
    ("less than nothing", -1),
    ("a fraction", 1.5),
    ("infinity", float("inf")),
    ("truth", True),
    ("nothing", None),
    ("a list of lists", [[[]]]),
    ("an object", {"a": {"b": "c"}}),
)
# Bodies that are refused before an operation is reached, in the same place for all: each gets two of them in turn.
BODIES = (b"", b"[]", b"null", b"{", b'"x"', b"\xff", b"[" * 100_000)
# Each form and each operation is sent these, and some of the others in turn.
HARDEST = {"a long word", "a zero byte", "half a character", "more than the database counts", "the last day"}
# What an address is sent that shows no form: it reads few fields or none.
FORMLESS = {"a zero byte", "many values", "a long word"}
# Fields that forms make in the browser, or that pages do not show to everybody.
GUESSED = {"version", "name", "text", "query", "next", "email", "password", "organization", "theme"}


class Filled(HTMLParser):
    """What a page's form holds when it is sent as it came: names with values, the first option where none is chosen."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.texts: set[str] = set()
        self.select = ""
        self.feed(page)
        self.values.pop("csrfmiddlewaretoken", None)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "select":
            self.select = given.get("name", "")
        if tag == "option" and self.select:
            # The first option is often the empty one; the last serves better.
            self.values[self.select] = given.get("value", "")
        elif tag in ("input", "textarea") and given.get("name"):
            self.values.setdefault(given["name"], given.get("value") or "1")
            if given.get("type", "text") not in ("hidden", "radio", "checkbox"):
                self.texts.add(given["name"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""


def forms(cast: Cast) -> Iterator[tuple[str, str]]:
    """(who fills it in, address) of every form of the product."""
    incident = logged(cast)
    yield "sam", reverse("incident-new")
    for verb in VERBS:
        yield "sam", doing.address(verb, incident)
    for name in ("incident-comments", "incident-files", "incident-watch"):
        yield "sam", reverse(name, args=[incident.reference])
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


def encoded(data: dict[str, Any]) -> str:
    """As a browser sends it; what needs no quoting is not looked through for long."""
    long = [f"{name}={value}" for name, value in data.items() if value == LONG]
    short = {name: value for name, value in data.items() if value != LONG}
    return "&".join([urlencode(short, doseq=True, errors="surrogatepass"), *long])


def status_of(client: Client, address: str, data: dict[str, Any]) -> int:
    with transaction.atomic():
        answer = client.post(address, encoded(data), content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return int(answer.status_code)


def offered(client: Client, address: str) -> Filled:
    with transaction.atomic():
        page = client.get(address)
        transaction.set_rollback(True)
    return Filled(page.content.decode() if page.status_code == 200 else "")


def in_turn(values: Meanings, number: int, count: int) -> Iterator[tuple[str, Any]]:
    """The hardest of them, and `count` of the others: other ones for each number, so that each is sent often."""
    yield from (one for one in values if one[0] in HARDEST)
    others = [one for one in values if one[0] not in HARDEST]
    yield from (others[(number * count + step) % len(others)] for step in range(count))


def tries(form: Filled, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Nothing; the same in all fields; and each field alone, for what hides behind a field that is refused first."""
    yield "nothing", {}
    names = (form.values.keys() | GUESSED) - {"_method"}
    for meaning, value in in_turn(VALUES, number, 2):
        if form.values or meaning in FORMLESS:
            yield meaning, dict.fromkeys(names, value)
    for name in form.values:
        yield f"{name}: a zero byte", {**form.values, name: "a\0b"}
        yield f"{name}: a huge number", {**form.values, name: HUGE}
        if name in form.texts:
            yield f"{name}: long", {**form.values, name: LONG}


@pytest.mark.long
@pytest.mark.parametrize("half", [0, 1])
def test_no_form_fails_on_what_it_is_sent(shared: Cast, half: int) -> None:
    browser = Browser(shared)
    clients = {name: browser.as_(name) for name in ("ada", "sam", "mia", "cora")}
    failed = set()
    for number, (who, address) in enumerate([*forms(shared)][half::2]):
        client = clients[who]
        client.raise_request_exception = False
        for meaning, data in tries(offered(client, address), number):
            if status_of(client, address, data) >= 500:
                failed.add(f"{address} {meaning}")
    assert failed == set()


def fields_of(operation: dict[str, Any]) -> list[str]:
    """Names of what an operation of the API takes in its body."""
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    return list(document()["components"]["schemas"].get(name, {}).get("properties", {}))


@pytest.mark.long
def test_no_program_breaks_the_api(shared: Cast) -> None:
    failed = set()
    client = Client(headers=token(shared, "ada"), raise_request_exception=False)
    writing = [one for one in PROGRAMS if one.method != "get"]
    for number, one in enumerate(writing):
        address = one.path.format(**one.args(shared))
        names = fields_of(document()["paths"][one.path][one.method])
        for body in (BODIES[number % len(BODIES)], BODIES[(number + 3) % len(BODIES)]):
            if asked(client, one.method, address, body) >= 500:
                failed.add(f"{one.method} {address} {body[:10]!r}")
        for meaning, value in in_turn(JSON_VALUES, number, 4):
            body = json.dumps(dict.fromkeys(names, value)).encode()
            if asked(client, one.method, address, body) >= 500:
                failed.add(f"{one.method} {address} {meaning}")
    assert failed == set()


def asked(client: Client, method: str, address: str, body: bytes) -> int:
    with transaction.atomic():
        answer = client.generic(method.upper(), address, body, content_type="application/json")
        transaction.set_rollback(True)
    return int(answer.status_code)
