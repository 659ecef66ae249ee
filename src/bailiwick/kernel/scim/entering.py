"""How a directory comes in: an API token, one organization, one transaction; refusals in SCIM's words."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from pydantic import ValidationError
from scim2_models import SCIMException

from bailiwick.kernel.base.errors import BailiwickError
from bailiwick.kernel.identity.actors import entered_with_token
from bailiwick.kernel.identity.entrances.access import public
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.scim.answers import refusal, refusal_of
from bailiwick.kernel.scim.resources import PROVIDER

LONGEST_TOKEN = 200
View = Callable[..., HttpResponse]


def base(request: HttpRequest) -> str:
    """Where all resources are."""
    del request  # a request's own claim of the host is not believed
    return f"{settings.PUBLIC_URL}/scim/v2"


def entrance(*methods: str) -> Callable[[View], View]:
    """A view of SCIM for these methods: it is given the request and its actor."""

    def wrap(view: View) -> View:
        @public
        @csrf_exempt
        @wraps(view)
        def inner(request: HttpRequest, **arguments: Any) -> HttpResponse:
            try:
                with entered_with_token(_secret(request), request=getattr(request, "number", "")) as actor:
                    if actor is None:
                        return refusal(401, "Send Authorization: Bearer and an API token.")
                    if request.method not in methods:
                        return _impossible(request, methods)
                    policies.require(actor, "organization.read")
                    with PROVIDER:
                        return view(request, actor, **arguments)
            except (BailiwickError, SCIMException, ValidationError) as error:
                return refusal_of(error)

        return inner

    return wrap


def _impossible(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse:
    response = refusal(405, f"{request.method} is not possible here.")
    response["Allow"] = ", ".join(methods)
    return response


def _secret(request: HttpRequest) -> str:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    is_usable = scheme.lower() == "bearer" and secret.isascii() and len(secret) <= LONGEST_TOKEN
    return secret.strip() if is_usable else ""
