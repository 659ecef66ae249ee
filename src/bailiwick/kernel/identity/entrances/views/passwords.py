"""Change, forget and set a password."""

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.entrances import passwords
from bailiwick.kernel.identity.entrances.access import open_to_owing, public
from bailiwick.kernel.identity.entrances.forms import ChangePasswordForm, ForgottenForm, NewPasswordForm
from bailiwick.kernel.identity.entrances.operations import note_sign_in
from bailiwick.kernel.identity.entrances.signins import Happening, place_of
from bailiwick.kernel.identity.entrances.views.signing import REFUSED, TOO_MANY, by_own_proof
from bailiwick.kernel.identity.models import Account
from bailiwick.kernel.identity.operations import set_password

methods = require_http_methods(["GET", "HEAD", "POST"])


@open_to_owing
@sensitive_post_parameters()
@methods
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; all other sessions end."""
    form = ChangePasswordForm(request.POST if request.method == "POST" else None)
    status = REFUSED if form.is_bound else 200
    account = request.user
    assert isinstance(account, Account)
    if form.is_bound and not ratelimit.consume(request, action="change_password"):
        form.add_error(None, "Too many attempts. Wait a minute, then try again.")
        status = TOO_MANY
    elif form.is_valid() and _is_known(account, form) and _is_set(account, form):
        update_session_auth_hash(request, account)
        note_sign_in(Happening.PASSWORD_CHANGED, account, place=place_of(request))
        messages.success(request, "Your password is changed. Elsewhere you are signed out.")
        return redirect("me")
    return render(request, "identity/password_change.html", {"form": form}, status=status)


@public
@methods
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Ask for a mail with a link that sets a new password."""
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    status = REFUSED if form.is_bound else 200
    if form.is_valid() and passwords.is_mail_configured():
        email = form.cleaned_data["email"]
        if ratelimit.consume(request, action="reset_password", key=email.lower()):
            passwords.mail_password_link(email)
            return redirect("password-sent")
        form.add_error(None, "Too many attempts. Wait a minute, then try again.")
        status = TOO_MANY
    context = {"form": form, "is_mail_configured": passwords.is_mail_configured()}
    return render(request, "identity/password_forgotten.html", context, status=status)


@public
def password_sent(request: HttpRequest) -> HttpResponse:
    """What happens next, in the same words for every address."""
    return render(request, "identity/password_sent.html")


@public
@sensitive_post_parameters()
@methods
def set_password_by_link(request: HttpRequest, account: int, token: str) -> HttpResponse:
    """Set the password of the account that a link was made for, and sign in."""
    if not ratelimit.consume(request, action="reset_password_from_key"):
        return render(request, "identity/password_link_used.html", status=TOO_MANY)
    owner = passwords.account_of_link(account, token)
    if owner is None:
        return render(request, "identity/password_link_used.html", status=404)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_set(owner, form):
        messages.success(request, "Your password is set.")
        note_sign_in(Happening.PASSWORD_CHANGED, owner, place=place_of(request), method="by link")
        by_own_proof(request, "link")
        response: HttpResponse = perform_login(request, owner)
        return response
    context = {"form": form, "email": owner.email}
    return render(request, "identity/password_set.html", context, status=REFUSED if form.is_bound else 200)


def _is_known(account: Account, form: ChangePasswordForm) -> bool:
    if account.check_password(form.cleaned_data["old"]):
        return True
    form.add_error("old", "This is not your present password.")
    return False


def _is_set(account: Account, form: NewPasswordForm) -> bool:
    try:
        set_password(account, form.cleaned_data["password"])
    except Invalid as error:
        form.add_error("password", error.fields["password"])
        return False
    return True
