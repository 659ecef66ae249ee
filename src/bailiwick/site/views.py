"""The few pages that belong to the installation and not to an organization."""

from django.conf import settings
from django.contrib import auth, messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.entrances.access import public
from bailiwick.kernel.identity.entrances.account import ORGANIZATION
from bailiwick.kernel.identity.entrances.views.signing import remember_browser
from bailiwick.kernel.identity.types import Claim
from bailiwick.kernel.ui.forms import bind_refusal
from bailiwick.kernel.ui.views import BailiwickRequest, page
from bailiwick.kernel.ui.views import render as page_of
from bailiwick.site import health, welcome
from bailiwick.site.forms import WelcomeForm


@public
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Answers when the web server and the database work."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return HttpResponse("ok\n", content_type="text/plain")


@page("job.read")
def health_page(request: BailiwickRequest) -> HttpResponse:
    """How the installation is, for the organization's administrators."""
    found = health.findings(request.actor)
    return page_of(request, "site/health.html", {"page_title": "Health", "findings": found})


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def first_administrator(request: HttpRequest, token: str) -> HttpResponse:
    """The one-time form that founds the first organization and signs its administrator in."""
    if not welcome.is_open(token):
        return render(request, "site/welcome_used.html", status=404)
    form = WelcomeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        entered = {key: value for key, value in form.cleaned_data.items() if key != "again"}
        try:
            return _enter(request, welcome.claim(token, **entered))
        except Invalid as error:
            bind_refusal(form, error)
    return render(request, "site/welcome.html", {"form": form}, status=422 if form.is_bound else 200)


def _enter(request: HttpRequest, claim: Claim) -> HttpResponse:
    auth.login(request, claim.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[ORGANIZATION] = claim.organization.pk
    remember_browser(request)
    messages.success(request, f"{claim.organization.name} is founded. Welcome, {claim.person.name}.")
    return redirect("home")
