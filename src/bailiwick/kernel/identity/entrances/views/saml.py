"""SAML 2.0: our metadata, the answer that a provider lets the browser post, and the browser that fetches it."""

import secrets

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import Invalid, NotFound, Refused
from bailiwick.kernel.identity.entrances import operations
from bailiwick.kernel.identity.entrances.access import public
from bailiwick.kernel.identity.entrances.views.federated import (
    HASTE,
    LARGEST_KEY,
    UNKNOWN_JOURNEY,
    enter,
    failed,
    journey_of,
    not_accepted,
    peer_of,
    provider_of,
    recognized,
    saml_paths,
)
from bailiwick.kernel.identity.entrances.views.signing import TOO_MANY
from bailiwick.kernel.identity.federation import queries
from bailiwick.kernel.identity.federation.models import IdentityProvider
from bailiwick.kernel.protocols.saml import answers, metadata
from bailiwick.kernel.protocols.types import Claims


@public
@require_safe
def our_metadata(_request: HttpRequest, organization: int) -> HttpResponse:
    """What we are to the providers of an organization; its address is also our name."""
    us, back = (f"{settings.PUBLIC_URL}{path}" for _, path in saml_paths(organization))
    return HttpResponse(metadata.ours(us, back), content_type="application/samlmetadata+xml")


@public
@csrf_exempt
@require_POST
def take_answer(request: HttpRequest, organization: int) -> HttpResponse:
    """An answer as the provider's page posts it: what is good is kept for the browser, which comes for it at once."""
    if not ratelimit.consume(request, action="login"):
        return failed(request, HASTE, TOO_MANY)
    if organization >= LARGEST_KEY:
        raise NotFound("There is no such organization.")
    try:
        token = _kept(organization, request.POST)
    except (Invalid, Refused) as error:
        return not_accepted(request, error.message, organization)
    response = HttpResponseRedirect(reverse("saml-finish", args=[token]))
    response.status_code = 303
    return response


@public
@require_safe
def finish(request: HttpRequest, token: str) -> HttpResponse:
    """The browser fetches its answer: it must be to the request that was begun in it, once, within fifteen minutes."""
    kept = journey_of(request, IdentityProvider.Kind.SAML)
    if kept is None:
        return failed(request, UNKNOWN_JOURNEY)
    try:
        provider = provider_of(kept["organization"], kept["provider"])
        found = operations.fetch_answer(token)
        said = (str(found["provider"]), found["request"], found["relay"])
        if not _are_same(said, (str(provider.pk), kept["request"], kept["relay"])):
            raise Refused("This answer belongs to another sign-in. Begin again.")
        claims = Claims(**{**found["claims"], "groups": frozenset(found["claims"]["groups"])})
        account = recognized(provider, claims)
    except (Invalid, Refused) as error:
        return not_accepted(request, error.message, kept["organization"])
    return enter(request, account, provider, kept["next"])


def _kept(organization: int, posted: QueryDict) -> str:
    """The token of an answer that is wholly good; raises Refused."""
    sent = posted.get("SAMLResponse", "")
    with tenant.scope(organization):
        provider = queries.provider_called(answers.issuer_of(sent))
    if provider is None:
        raise Refused("No provider of this organization calls itself so.")
    answered = answers.finished(peer_of(provider), sent)
    claims = answered.claims
    said = {
        "subject": claims.subject,
        "email": claims.email,
        "name": claims.name,
        "groups": sorted(claims.groups),
    }
    content = {
        "provider": provider.pk,
        "request": answered.request,
        "relay": posted.get("RelayState", "")[:200],
        "claims": said,
    }
    return operations.keep_answer(provider.pk, answered.assertion, content)


def _are_same(said: tuple[str, ...], kept: tuple[str, ...]) -> bool:
    return all(
        secrets.compare_digest(one.encode(), other.encode()) for one, other in zip(said, kept, strict=True)
    )
