"""Choose the organization to work in, for accounts that are in several."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bailiwick.kernel.identity.actors import Membership
from bailiwick.kernel.identity.entrances.access import public, safe_next
from bailiwick.kernel.identity.entrances.account import ORGANIZATION, enterable
from bailiwick.kernel.identity.models import Account


@public
@require_http_methods(["GET", "HEAD", "POST"])
def choose_organization(request: HttpRequest) -> HttpResponse:
    """The organizations of this account; a POST enters one."""
    account = request.user
    if not isinstance(account, Account):
        return redirect("sign-in")
    found = enterable(request.session, account.pk)
    chosen = _chosen(request, found)
    if chosen is not None:
        request.session[ORGANIZATION] = chosen.organization_id
        return HttpResponseRedirect(safe_next(request))
    context = {
        "memberships": found,
        "entered": request.session.get(ORGANIZATION),
        "next": safe_next(request),
        "email": account.email,
    }
    return render(
        request, "identity/organizations.html", context, status=404 if request.method == "POST" else 200
    )


def _chosen(request: HttpRequest, found: list[Membership]) -> Membership | None:
    wanted = request.POST.get("organization", "")
    return next((each for each in found if str(each.organization_id) == wanted), None)
