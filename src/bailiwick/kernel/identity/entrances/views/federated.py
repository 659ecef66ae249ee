"""Signing in by an organization's own identity provider."""

from typing import Any

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.errors import Invalid, NotFound, Refused
from bailiwick.kernel.identity.entrances.access import public, safe_next
from bailiwick.kernel.identity.entrances.account import BOUND, ORGANIZATION
from bailiwick.kernel.identity.entrances.views.signing import METHOD, REFUSED, TOO_MANY, remember_browser
from bailiwick.kernel.identity.federation import oidc, queries
from bailiwick.kernel.identity.federation.models import IdentityProvider
from bailiwick.kernel.identity.federation.operations import recognize_person
from bailiwick.kernel.identity.federation.types import Client
from bailiwick.kernel.identity.models import Account

ON_THE_WAY = "on_the_way"
GOOD_FOR = 15 * 60
LONGEST = 254


@public
@require_safe
def find_provider(request: HttpRequest) -> HttpResponse:
    """Who signs people with an e-mail address in."""
    email = request.GET.get("email", "").strip()[:LONGEST]
    if email and not ratelimit.consume(request, action="login"):
        return _failed(request, "Too many attempts came from your network. Wait a minute.", TOO_MANY)
    context = {"message": "", "email": email, "offers": queries.offers(email), "next": safe_next(request)}
    return render(request, "identity/sign_in_organization.html", context)


@public
@require_safe
def start(request: HttpRequest, organization: int, provider: int) -> HttpResponse:
    """To the provider, remembering in this browser's session what its answer must match."""
    if not ratelimit.consume(request, action="login"):
        return _failed(request, "Too many attempts came from your network. Wait a minute.", TOO_MANY)
    try:
        _, client = _provider(organization, provider)
        address, journey = oidc.started(client, _back())
    except Invalid as error:
        return _failed(request, error.message, 502)
    request.session[ON_THE_WAY] = {
        "state": journey.state,
        "nonce": journey.nonce,
        "verifier": journey.verifier,
        "organization": organization,
        "provider": provider,
        "next": safe_next(request),
        "until": clock.now().timestamp() + GOOD_FOR,
    }
    return HttpResponseRedirect(address)


@public
@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """From the provider: an answer is good once, in the browser that asked, within fifteen minutes."""
    kept = request.session.pop(ON_THE_WAY, None)
    if kept is None or kept["until"] < clock.now().timestamp():
        return _failed(request, "This sign-in was not begun here, or is too old. Begin again.", REFUSED)
    try:
        provider, client = _provider(kept["organization"], kept["provider"])
        journey = oidc.Journey(kept["state"], kept["nonce"], kept["verifier"])
        claims = oidc.finished(client, journey, request.GET.dict(), _back())
        with tenant.scope(kept["organization"]):
            account = recognize_person(provider, claims).account
    except (Invalid, Refused) as error:
        return _failed(request, error.message, REFUSED)
    assert account is not None
    return _enter(request, account, provider, kept)


def _enter(
    request: HttpRequest, account: Account, provider: IdentityProvider, kept: dict[str, Any]
) -> HttpResponse:
    """Sign in, for this organization only: the account may lead to others, which did not choose this provider."""
    if request.user.is_authenticated:
        auth.logout(request)
    request.session[BOUND] = request.session[ORGANIZATION] = provider.organization_id
    request.session[METHOD] = provider.name
    remember_browser(request)
    response: HttpResponse = perform_login(request, account, redirect_url=kept["next"])
    return response


def _provider(organization: int, pk: int) -> tuple[IdentityProvider, Client]:
    with tenant.scope(organization):
        found = queries.working_provider(pk)
        if found is None:
            raise NotFound("There is no such provider.")
        return found, queries.client_of(found)


def _back() -> str:
    return f"{settings.PUBLIC_URL}{reverse('sign-in-callback')}"


def _failed(request: HttpRequest, message: str, status: int) -> HttpResponse:
    context = {"message": message, "email": "", "offers": [], "next": "/"}
    return render(request, "identity/sign_in_organization.html", context, status=status)
