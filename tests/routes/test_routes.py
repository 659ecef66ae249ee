"""Every address is tried by the wrong people; one without a row in the table fails."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import Cast
from tests.routes.rows import SIGN_IN, Expected, Route
from tests.routes.table import ROUTES
from tests.web import Browser

# Programs come in with tokens: see the table of programs.
OWN_TABLES = ("api/",)


def named(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, str | None]]:
    """(address, name) of every route below the patterns."""
    for pattern in patterns:
        address = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from named(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield address, pattern.name


def own_routes() -> list[tuple[str, str | None]]:
    return [
        (address, name)
        for address, name in named(get_resolver().url_patterns)
        if not address.startswith(OWN_TABLES)
    ]


def ask(client: Client, route: Route, cast: Cast) -> HttpResponse:
    address = reverse(route.name, kwargs=route.args(cast) or None)
    answer: HttpResponse = getattr(client, route.method)(address, route.data(cast))
    return answer


def check(answer: HttpResponse, expected: Expected) -> None:
    if expected == SIGN_IN:
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")
    else:
        assert answer.status_code in (expected if isinstance(expected, tuple) else (expected,))


def test_every_route_has_a_name_and_a_row() -> None:
    routes = own_routes()
    assert [address for address, name in routes if name is None] == []
    assert sorted({str(name) for _, name in routes} - {route.name for route in ROUTES}) == []


def test_every_row_is_of_a_route() -> None:
    assert sorted({route.name for route in ROUTES} - {str(name) for _, name in own_routes()}) == []


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.name}")
def test_route(route: Route, there: Cast) -> None:
    browser = Browser(there)
    check(ask(Client(), route, there), route.anonymous)
    check(ask(browser.as_("zoe"), route, there), route.stranger)
    if route.without is not None:
        check(ask(browser.as_(route.lacking), route, there), route.without)
    check(ask(browser.as_(route.as_), route, there), route.granted)
