"""What comes with a session stands around pages, and not around what programs ask."""

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from bailiwick.kernel.ui.middleware.sessions import Forms, Messages, Sessions
from tests.cast import Cast
from tests.web import Browser


def given_to(path: str) -> HttpRequest:
    """The request as the innermost part sees it."""
    seen: list[HttpRequest] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    Sessions(Forms(Messages(answer)))(RequestFactory().get(path))
    return seen[0]


def test_pages_have_a_session_and_programs_have_none() -> None:
    assert {"session", "_messages"} <= vars(given_to("/incidents/")).keys()
    assert {"session", "_messages"}.isdisjoint(vars(given_to("/api/v1/incidents")))


def test_who_is_signed_in_has_no_way_into_the_api(cast: Cast, browser: Browser) -> None:
    client = browser.as_("sam")
    assert client.get("/incidents/").status_code == 200
    assert client.get("/api/v1/incidents").status_code == 401
    assert (
        client.post("/api/v1/incidents", {"title": "x"}, content_type="application/json").status_code == 401
    )
