"""Who may do what, and why, for one person or one role."""

from typing import Any

from django.http import HttpResponse

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity import queries
from bailiwick.kernel.identity.authority import Power, powers_of_person, powers_of_role
from bailiwick.kernel.ui.views import BailiwickRequest, page, render

MOST = 500


@page("organization.read")
def authority(request: BailiwickRequest) -> HttpResponse:
    """Every verb of the product with what gives it to the person or the role that was chosen."""
    subject, powers = _asked(request.actor, request.GET.get("person", ""), request.GET.get("role", ""))
    shown = [one for one in powers if "all" in request.GET or one.reasons or one.by_rule]
    people = queries.visible_people(request.actor).filter(disabled_at=None)[:MOST]
    roles = queries.visible_roles(request.actor).filter(retired_at=None)[:MOST]
    context = {
        "page_title": "Who may do what",
        "subject": subject,
        "powers": shown,
        "held": sum(one.is_held for one in powers),
        "total": len(powers),
        "people": [("", "Choose one"), *((one.pk, one.name) for one in people)],
        "roles": [("", "Choose one"), *((one.pk, one.name) for one in roles)],
    }
    return render(request, "ui/authority/authority.html", context)


def _asked(actor: Actor, person: str, role: str) -> tuple[Any, list[Power]]:
    """Raises NotFound for somebody, or a role, that is not there for the actor."""
    if person:
        found = queries.person(actor, _key(person))
        return found, powers_of_person(actor, found)
    if role:
        named = queries.role(actor, _key(role))
        return named, powers_of_role(named)
    return None, []


def _key(text: str) -> int:
    """A record's key, 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
