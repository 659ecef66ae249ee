"""Signing in with the password of an organization's own directory (LDAP)."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import Invalid, NotFound, Refused
from bailiwick.kernel.identity.entrances.access import public, safe_next
from bailiwick.kernel.identity.entrances.forms import DirectoryForm
from bailiwick.kernel.identity.entrances.operations import note_sign_in
from bailiwick.kernel.identity.entrances.signins import Happening, place_of
from bailiwick.kernel.identity.entrances.views.federated import HASTE, enter, provider_of, recognized
from bailiwick.kernel.identity.entrances.views.signing import REFUSED, TOO_MANY
from bailiwick.kernel.identity.federation import queries
from bailiwick.kernel.identity.federation.models import IdentityProvider
from bailiwick.kernel.protocols import ldap


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest, organization: int, provider: int) -> HttpResponse:
    """The user name and the password of the directory; it is asked, and nothing of the password is kept."""
    found = provider_of(organization, provider)
    if found.kind != IdentityProvider.Kind.LDAP:
        raise NotFound("There is no such directory.")
    if request.method != "POST":
        return _page(request, found, DirectoryForm())
    form = DirectoryForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, REFUSED)
    if not _is_slow_enough(request, found, form.cleaned_data["login"]):
        form.add_error(None, HASTE)
        return _page(request, found, form, TOO_MANY)
    return _tried(request, found, form)


def _tried(request: HttpRequest, provider: IdentityProvider, form: DirectoryForm) -> HttpResponse:
    with tenant.scope(provider.organization_id):
        directory = queries.directory_of(provider)
    try:
        claims = ldap.signed_in(directory, form.cleaned_data["login"], form.cleaned_data["password"])
        account = recognized(provider, claims)
    except Refused as refused:
        told = f"{provider.name}: {refused.message}"
        note_sign_in(
            Happening.WRONG_PASSWORD,
            None,
            place=place_of(request),
            method=told,
            at_organization=provider.organization_id,
        )
        form.add_error(None, refused.message)
        return _page(request, provider, form, REFUSED)
    except Invalid as wrong:
        form.add_error(None, next(iter(wrong.fields.values())))
        return _page(request, provider, form, 502)
    return enter(request, account, provider, safe_next(request))


def _is_slow_enough(request: HttpRequest, provider: IdentityProvider, login: str) -> bool:
    """Counted by where somebody comes from, and by the name that is tried, however it is written."""
    key = f"{provider.pk} {login.strip().lower()}"
    by_place = ratelimit.consume(request, action="login")
    return bool(by_place and ratelimit.consume(request, action="login_failed", key=key))


def _page(
    request: HttpRequest, provider: IdentityProvider, form: DirectoryForm, status: int = 200
) -> HttpResponse:
    context = {"form": form, "provider": provider, "next": safe_next(request)}
    return render(request, "identity/sign_in_directory.html", context, status=status)
