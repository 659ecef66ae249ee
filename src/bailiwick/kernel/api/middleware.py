"""How a request to the API becomes an actor: a bearer token, the organization's scope, one transaction."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from bailiwick.kernel.api import idempotency
from bailiwick.kernel.api.problems import of, problem
from bailiwick.kernel.base.errors import BailiwickError
from bailiwick.kernel.identity.actors import entered_with_token

PREFIX = "/api/"
OPEN = ("/api/v1/openapi.json", "/api/v1/docs")
LONGEST_TOKEN = 200

GetResponse = Callable[[HttpRequest], HttpResponse]


class ApiScope:
    """Authenticates requests below /api/ by their token and opens the organization's scope around them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX) or request.path in OPEN:
            return self.get_response(request)
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not secret.isascii() or len(secret) > LONGEST_TOKEN:
            return _unauthorized()
        number = request.headers.get("X-Request-Id", "")[:64]
        try:
            with entered_with_token(secret.strip(), request=number) as actor:
                if actor is None:
                    return _unauthorized()
                request.actor = actor  # type: ignore[attr-defined]
                answer = _told(idempotency.once(request, self.get_response))
                if answer.status_code >= 500:
                    transaction.set_rollback(True)
                return answer
        except BailiwickError as error:
            return of(error)


def _told(answer: HttpResponse) -> HttpResponse:
    """The answer, in the API's own shape where Django gave a bare one."""
    if answer.status_code != 405:
        return answer
    refused = problem(405, "Not possible here", f"Possible: {answer['Allow']}.", "method_not_allowed")
    refused["Allow"] = answer["Allow"]
    return refused


def _unauthorized() -> HttpResponse:
    answer = problem(
        401, "A valid token is needed", "Send Authorization: Bearer and a token.", "unauthorized"
    )
    answer["WWW-Authenticate"] = "Bearer"
    return answer
