"""Passkeys: made, shown to come in, and shown as the second step."""

from allauth.account.internal.flows.login import resume_login
from allauth.account.models import Login
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.entrances.access import open_to_owing, public, safe_next
from bailiwick.kernel.identity.entrances.confirming import confirmed
from bailiwick.kernel.identity.entrances.factors import operations, passkeys
from bailiwick.kernel.identity.entrances.forms import PasskeyForm
from bailiwick.kernel.identity.entrances.operations import note_sign_in
from bailiwick.kernel.identity.entrances.signins import Happening, place_of
from bailiwick.kernel.identity.entrances.stages import BY_PASSKEY
from bailiwick.kernel.identity.entrances.views.factors import own_account, refuse
from bailiwick.kernel.identity.entrances.views.second_step import waiting_account
from bailiwick.kernel.identity.entrances.views.signing import REFUSED, TOO_MANY, by_own_proof


@open_to_owing
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def add_passkey(request: HttpRequest) -> HttpResponse:
    """Make a passkey on this device."""
    account, form = own_account(request), PasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            credential = passkeys.made(form.cleaned_data["credential"])
            operations.add_passkey(account, form.cleaned_data["name"], credential, place=place_of(request))
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "The passkey is in use. Keep your recovery codes now.")
            return redirect("recovery-codes")
    return render(request, "identity/passkey.html", {"form": form}, status=REFUSED if form.is_bound else 200)


@open_to_owing
@require_POST
def creation_options(request: HttpRequest) -> HttpResponse:
    """The challenge for a new passkey."""
    return _answer(passkeys.options_text(passkeys.creation_options(own_account(request))))


@public
@require_POST
def request_options(request: HttpRequest) -> HttpResponse:
    """The challenge for a passkey that is shown: at the door, at the second step, or to confirm who it is."""
    if not ratelimit.consume(request, action="passkey"):
        return HttpResponse("Too many attempts. Wait a minute, then try again.", status=TOO_MANY)
    account = own_account(request) if request.user.is_authenticated else waiting_account(request)
    return _answer(passkeys.options_text(passkeys.request_options(account)))


@public
@require_POST
def sign_in_by_passkey(request: HttpRequest) -> HttpResponse:
    """Come in by a passkey alone."""
    if not ratelimit.consume(request, action="passkey"):
        messages.error(request, "Too many attempts. Wait a minute, then try again.")
        return redirect("sign-in")
    typed = request.POST.get("credential", "")
    try:
        factor = passkeys.shown(typed)
    except Invalid as refusal:
        owner = passkeys.owner_named(typed)
        note_sign_in(Happening.WRONG_PASSKEY, owner, place=place_of(request))
        messages.error(request, refusal.fields[""])
        return redirect("sign-in")
    operations.note_use(factor)
    by_own_proof(request, "passkey")
    login = Login(user=factor.user, redirect_url=safe_next(request), state={BY_PASSKEY: True})
    response: HttpResponse = resume_login(request, login)
    return response


def _answer(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/json")
