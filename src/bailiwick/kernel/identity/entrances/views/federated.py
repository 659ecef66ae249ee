"""Signing in by an organization's own identity provider."""

from typing import Any
from urllib.parse import urlencode

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
from bailiwick.kernel.identity.entrances.operations import note_sign_in
from bailiwick.kernel.identity.entrances.signins import Happening, place_of
from bailiwick.kernel.identity.entrances.views.signing import METHOD, REFUSED, TOO_MANY, remember_browser
from bailiwick.kernel.identity.federation import queries
from bailiwick.kernel.identity.federation.models import IdentityProvider
from bailiwick.kernel.identity.federation.operations import recognize_person
from bailiwick.kernel.identity.models import Account
from bailiwick.kernel.protocols import oidc
from bailiwick.kernel.protocols.saml import asking
from bailiwick.kernel.protocols.types import Claims, Peer

ON_THE_WAY = "on_the_way"
GOOD_FOR = 15 * 60
LONGEST = 254
LARGEST_KEY = 2**63
HASTE = "Too many attempts came from your network. Wait a minute."
UNKNOWN_JOURNEY = "This sign-in was not begun here, or is too old. Begin again."


@public
@require_safe
def find_provider(request: HttpRequest) -> HttpResponse:
    """Who signs people with an e-mail address in."""
    email = request.GET.get("email", "").strip()[:LONGEST]
    if email and not ratelimit.consume(request, action="login"):
        return failed(request, HASTE, TOO_MANY)
    context = {"message": "", "email": email, "offers": queries.offers(email), "next": safe_next(request)}
    return render(request, "identity/sign_in_organization.html", context)


@public
@require_safe
def start(request: HttpRequest, organization: int, provider: int) -> HttpResponse:
    """To the provider, remembering in this browser's session what its answer must match."""
    if not ratelimit.consume(request, action="login"):
        return failed(request, HASTE, TOO_MANY)
    found = provider_of(organization, provider)
    if found.kind == IdentityProvider.Kind.LDAP:
        there = reverse("sign-in-directory", args=[organization, provider])
        return HttpResponseRedirect(f"{there}?{urlencode({'next': safe_next(request)})}")
    try:
        address, journey = _begun(found)
    except Invalid as error:
        return failed(request, error.message, 502)
    request.session[ON_THE_WAY] = {
        **journey,
        "kind": found.kind,
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
    kept = journey_of(request, IdentityProvider.Kind.OIDC)
    if kept is None:
        return failed(request, UNKNOWN_JOURNEY)
    try:
        provider = provider_of(kept["organization"], kept["provider"])
        journey = oidc.Journey(kept["state"], kept["nonce"], kept["verifier"])
        with tenant.scope(provider.organization_id):
            client = queries.client_of(provider)
        claims = oidc.finished(client, journey, request.GET.dict(), _back())
        account = recognized(provider, claims)
    except (Invalid, Refused) as error:
        return not_accepted(request, error.message, kept["organization"])
    return enter(request, account, provider, kept["next"])


def journey_of(request: HttpRequest, kind: str) -> dict[str, Any] | None:
    """What this browser remembers of its way to a provider of a kind, once; None when it has been too long."""
    kept: dict[str, Any] | None = request.session.pop(ON_THE_WAY, None)
    if kept is None or kept.get("kind") != kind or kept["until"] < clock.now().timestamp():
        return None
    return kept


def recognized(provider: IdentityProvider, claims: Claims) -> Account:
    """The account of whom a provider means; raises Refused for nobody."""
    with tenant.scope(provider.organization_id):
        account = recognize_person(provider, claims).account
    assert account is not None
    return account


def enter(request: HttpRequest, account: Account, provider: IdentityProvider, target: str) -> HttpResponse:
    """Sign in, for this organization only: the account may lead to others, which did not choose this provider."""
    if request.user.is_authenticated:
        auth.logout(request)
    request.session[BOUND] = request.session[ORGANIZATION] = provider.organization_id
    request.session[METHOD] = provider.name
    remember_browser(request)
    response: HttpResponse = perform_login(request, account, redirect_url=target)
    return response


def provider_of(organization: int, pk: int) -> IdentityProvider:
    """A provider that signs people of the organization in; raises NotFound."""
    if max(organization, pk) < LARGEST_KEY:
        with tenant.scope(organization):
            if found := queries.working_provider(pk):
                return found
    raise NotFound("There is no such provider.")


def peer_of(provider: IdentityProvider) -> Peer:
    """A SAML provider, and what we are to it: each organization is somebody else, so that no answer fits two."""
    addresses = {name: f"{settings.PUBLIC_URL}{path}" for name, path in saml_paths(provider.organization_id)}
    return queries.peer_of(provider, us=addresses["saml-metadata"], back=addresses["saml-answer"])


def saml_paths(organization: int) -> list[tuple[str, str]]:
    """Where an organization's SAML metadata is, and where answers go."""
    return [(name, reverse(name, args=[organization])) for name in ("saml-metadata", "saml-answer")]


def not_accepted(request: HttpRequest, message: str, organization: int) -> HttpResponse:
    """Somebody came with an answer that opens nothing: it is noted for the organization at whose door they were."""
    note_sign_in(
        Happening.WRONG_ANSWER, None, place=place_of(request), method=message, at_organization=organization
    )
    return failed(request, message)


def failed(request: HttpRequest, message: str, status: int = REFUSED) -> HttpResponse:
    """The page where one begins again, with what is wrong."""
    context = {"message": message, "email": "", "offers": [], "next": "/"}
    return render(request, "identity/sign_in_organization.html", context, status=status)


def _begun(provider: IdentityProvider) -> tuple[str, dict[str, str]]:
    """Where to send somebody, and what to remember until they are back."""
    if provider.kind == IdentityProvider.Kind.SAML:
        address, asked = asking.started(peer_of(provider))
        return address, {"request": asked.request, "relay": asked.relay}
    with tenant.scope(provider.organization_id):
        client = queries.client_of(provider)
    address, journey = oidc.started(client, _back())
    return address, {"state": journey.state, "nonce": journey.nonce, "verifier": journey.verifier}


def _back() -> str:
    return f"{settings.PUBLIC_URL}{reverse('sign-in-callback')}"
