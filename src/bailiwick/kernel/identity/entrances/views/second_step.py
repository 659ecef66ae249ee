"""The second step of signing in, and the page that asks once more who it is."""

from allauth.account.internal.stagekit import unstash_login
from allauth.account.stages import LoginStageController
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.entrances.access import open_to_owing, public, safe_next
from bailiwick.kernel.identity.entrances.confirming import confirm
from bailiwick.kernel.identity.entrances.factors import operations, passkeys, queries
from bailiwick.kernel.identity.entrances.factors.operations import Answer
from bailiwick.kernel.identity.entrances.forms import CodeForm, ConfirmForm
from bailiwick.kernel.identity.entrances.operations import note_sign_in
from bailiwick.kernel.identity.entrances.signins import Happening, place_of
from bailiwick.kernel.identity.entrances.stages import SecondStep
from bailiwick.kernel.identity.entrances.views.signing import METHOD, REFUSED, TOO_MANY
from bailiwick.kernel.identity.models import Account

WAIT = "Too many attempts. Wait five minutes, then try again."
WRONG = {Answer.WRONG: "This code is wrong, too old, or was used already.", Answer.TOO_MANY: WAIT}
methods = require_http_methods(["GET", "HEAD", "POST"])


def waiting_account(request: HttpRequest) -> Account | None:
    """Who has passed the first step in this browser and not yet the second."""
    login = unstash_login(request, peek=True)
    return login.user if login is not None and isinstance(login.user, Account) else None


@public
@sensitive_post_parameters()
@methods
def second_step(request: HttpRequest) -> HttpResponse:
    """A code or a passkey, after the password."""
    stage = LoginStageController.enter(request, SecondStep.key)
    if stage is None:
        return redirect("sign-in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    status = _proved(request, stage.login.user, form) if form.is_bound else REFUSED
    if status == 200:
        response: HttpResponse = stage.exit()
        return response
    factors = queries.factors(stage.login.user)
    context = {"form": form, "has_passkey": any(one.is_passkey for one in factors)}
    return render(request, "identity/second_step.html", context, status=status if form.is_bound else 200)


@open_to_owing
@sensitive_post_parameters()
@methods
def confirm_oneself(request: HttpRequest) -> HttpResponse:
    """Say once more who one is, before something serious."""
    account = request.user
    assert isinstance(account, Account)
    factors = queries.factors(account)
    by_code = bool(factors)
    form = (CodeForm if by_code else ConfirmForm)(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = _proved(request, account, form) if by_code else _password_proved(request, account, form)
        if status == 200:
            confirm(request)
            note_sign_in(Happening.CONFIRMED, account, place=place_of(request))
            return HttpResponseRedirect(safe_next(request, "/me/"))
    can_confirm = by_code or account.has_usable_password()
    shown = {"next": safe_next(request, "/me/"), "has_passkey": any(one.is_passkey for one in factors)}
    context = {"form": form, "can_confirm": can_confirm, **shown}
    return render(request, "identity/confirm.html", context, status=status)


def _proved(request: HttpRequest, account: Account, form: CodeForm | ConfirmForm) -> int:
    """The status: 200 when a code or a passkey was right; the form says what is wrong otherwise."""
    if not ratelimit.consume(request, action="second_step"):
        form.add_error(None, WAIT)
        return TOO_MANY
    if typed := request.POST.get("credential"):
        return _passkey_proved(request, account, form, typed)
    if not form.is_valid():
        return REFUSED
    answer = operations.use_code(account, form.cleaned_data["code"], place=place_of(request))
    if answer in WRONG:
        form.add_error("code", WRONG[answer])
        return TOO_MANY if answer == Answer.TOO_MANY else REFUSED
    _note_method(request, answer.value)
    return 200


def _passkey_proved(request: HttpRequest, account: Account, form: CodeForm | ConfirmForm, typed: str) -> int:
    try:
        factor = passkeys.shown(typed, account)
    except Invalid as refusal:
        note_sign_in(Happening.WRONG_PASSKEY, account, place=place_of(request))
        form.is_valid()
        form.errors.clear()
        form.add_error(None, refusal.fields[""])
        return REFUSED
    operations.note_use(factor)
    _note_method(request, "passkey")
    return 200


def _password_proved(request: HttpRequest, account: Account, form: CodeForm | ConfirmForm) -> int:
    if not ratelimit.consume(request, action="change_password"):
        form.add_error(None, WAIT)
        return TOO_MANY
    if form.is_valid() and account.check_password(form.cleaned_data["password"]):
        return 200
    if form.is_valid():
        form.add_error("password", "This is not your password.")
        note_sign_in(Happening.WRONG_PASSWORD, account, place=place_of(request), method="confirming")
    return REFUSED


def _note_method(request: HttpRequest, method: str) -> None:
    request.session[METHOD] = f"password + {method}"
