"""One's own second factors: an authenticator app, recovery codes, and taking them out of use."""

from typing import Any

import segno
from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.entrances.access import open_to_owing
from bailiwick.kernel.identity.entrances.confirming import confirmed
from bailiwick.kernel.identity.entrances.factors import codes, operations, queries
from bailiwick.kernel.identity.entrances.forms import AppForm, EntranceForm
from bailiwick.kernel.identity.entrances.signins import place_of
from bailiwick.kernel.identity.entrances.views.signing import REFUSED
from bailiwick.kernel.identity.models import Account

SECRET = "new_app_secret"  # noqa: S105 - where the session keeps it until the first code
methods = require_http_methods(["GET", "HEAD", "POST"])


def own_account(request: HttpRequest) -> Account:
    """Whose session it is."""
    assert isinstance(request.user, Account)
    return request.user


def refuse(form: EntranceForm, refusal: Invalid) -> None:
    """Show what an operation found wrong."""
    for name, text in refusal.fields.items():
        form.add_error(name if name in form.fields else None, text)


@open_to_owing
@sensitive_post_parameters()
@methods
@confirmed
def add_app(request: HttpRequest) -> HttpResponse:
    """Take an authenticator app into use."""
    account = own_account(request)
    secret = request.session.setdefault(SECRET, codes.new_secret())
    form = AppForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            operations.add_app(account, secret, form.cleaned_data["code"], place=place_of(request))
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            del request.session[SECRET]
            messages.success(request, "The authenticator app is in use. Keep your recovery codes now.")
            return redirect("recovery-codes")
    context = {"form": form, **_pictured(account, secret)}
    return render(request, "identity/factor_app.html", context, status=REFUSED if form.is_bound else 200)


@open_to_owing
@methods
@confirmed
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes that still work; a POST makes new ones."""
    account = own_account(request)
    if not queries.has_factor(account):
        return redirect("me")
    if request.method == "POST":
        operations.renew_codes(account, place=place_of(request))
        messages.success(request, "Here are your new recovery codes. The earlier ones work no more.")
        return redirect("recovery-codes")
    return render(request, "identity/recovery_codes.html", {"codes": queries.unused_codes(account)})


@methods
@confirmed
def remove_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one of one's factors out of use."""
    account = own_account(request)
    factor = queries.factor(account, pk)
    if request.method == "POST":
        operations.remove_factor(account, pk, name=factor.name, place=place_of(request))
        messages.success(request, f"{factor.name} is out of use.")
        return redirect("me")
    is_last = len(queries.factors(account)) == 1
    return render(request, "identity/factor_remove.html", {"factor": factor, "is_last": is_last})


def _pictured(account: Account, secret: str) -> dict[str, Any]:
    address = get_adapter().build_totp_url(account, secret)
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff")
    return {"picture": picture, "secret": " ".join(groups), "address": address}
