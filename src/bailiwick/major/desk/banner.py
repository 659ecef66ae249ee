"""The banner of every page while a major incident runs."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ui.banners import Banner, Source
from bailiwick.major.incidents.concerning import RUNNING
from bailiwick.resolution.incidents.queries import sees_whole_party

QUIET = "We are working on it."


def _shown(actor: Actor, row: dict[str, Any]) -> Banner:
    since = datetime.fromisoformat(row["since"])
    if actor.is_outsider:
        return _for_customer(actor, row, since)
    text = f"{row['lead']} leads it. {row['said']}".strip()
    url = reverse("major-incident", args=[row["reference"]])
    return Banner(f"Major incident {row['reference']}: {row['title']}", text, url, since)


def _for_customer(actor: Actor, row: dict[str, Any], since: datetime) -> Banner:
    """What others of the customer reported is not shown to everybody of it; that it is disturbed is."""
    text = row["said"] or QUIET
    seen = row["is_own"] or sees_whole_party(actor)
    name = row["title"] if seen else row["service"] or "a service is disturbed"
    return Banner(
        f"Major incident: {name}", text, reverse("portal-major-incident", args=[row["reference"]]), since
    )


SOURCE = Source("major_incident", RUNNING, _shown)
