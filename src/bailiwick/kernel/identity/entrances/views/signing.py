"""Sign in and out."""

from allauth.core import ratelimit
from django.contrib import auth, messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from bailiwick.kernel.identity.actors import is_unclaimed
from bailiwick.kernel.identity.entrances import operations, queries
from bailiwick.kernel.identity.entrances.access import public, safe_next
from bailiwick.kernel.identity.entrances.account import BOUND
from bailiwick.kernel.identity.entrances.browsers import browser_name
from bailiwick.kernel.identity.entrances.forms import SignInForm
from bailiwick.kernel.identity.entrances.passwords import is_mail_configured
from bailiwick.kernel.identity.entrances.sessions import BROWSER
from bailiwick.kernel.identity.entrances.signins import Happening, place_of
from bailiwick.kernel.identity.federation.queries import offers

TOO_MANY = 429
REFUSED = 422
METHOD = "sign_in_method"


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The page where everybody comes in."""
    target = safe_next(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(target)
    if request.method != "POST":
        return _page(request, SignInForm(request=request), target)
    if not ratelimit.consume(request, action="login"):
        return _page(request, SignInForm(request=request), target, status=TOO_MANY)
    form = SignInForm(request.POST, request=request)
    if not form.is_valid():
        locked = form.has_error(NON_FIELD_ERRORS, "too_many_login_attempts")
        _note_refusal(request, Happening.TOO_MANY if locked else Happening.WRONG_PASSWORD)
        return _page(request, form, target, status=TOO_MANY if locked else REFUSED)
    by_own_proof(request, "password")
    response: HttpResponse = form.login(request, redirect_url=target)
    return response


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session, here and in the database."""
    auth.logout(request)
    messages.info(request, "You are signed out.")
    return redirect("sign-in")


def by_own_proof(request: HttpRequest, method: str) -> None:
    """Begin a session that the account itself opens; what a provider began in this browser counts no more."""
    request.session.pop(BOUND, None)
    request.session[METHOD] = method
    remember_browser(request)


def remember_browser(request: HttpRequest) -> None:
    """Note what is signed in, for the list of one's sessions."""
    request.session[BROWSER] = browser_name(request.headers.get("User-Agent", ""))


def _note_refusal(request: HttpRequest, what: Happening) -> None:
    account = queries.known_as(request.POST.get("login", ""))
    operations.note_sign_in(what, account, place=place_of(request), method="password")


def _page(request: HttpRequest, form: SignInForm, target: str, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "next": target,
        "offers": offers(request.POST.get("login", "")),
        "is_mail_configured": is_mail_configured(),
        "is_unclaimed": is_unclaimed(),
        "is_too_fast": status == TOO_MANY and not form.is_bound,
    }
    return render(request, "identity/sign_in.html", context, status=status)
