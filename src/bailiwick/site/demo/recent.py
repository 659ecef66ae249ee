"""Nobody is told of the history but of its last day, in the application only; from then on everything is delivered."""

from datetime import datetime, timedelta

from django.db.models import F
from django.urls import reverse

from bailiwick.kernel.base import clock
from bailiwick.kernel.drafts.operations import keep_draft
from bailiwick.kernel.ledger.delivery import FOLLOWER, deliver_again
from bailiwick.kernel.ledger.models import Follower, LedgerEvent
from bailiwick.kernel.notifications.models import Notification
from bailiwick.kernel.notifications.operations.telling import mark_read
from bailiwick.kernel.webhooks.operations.arranging import FOLLOWER as WEBHOOKS
from bailiwick.resolution.incidents.models import Incident
from bailiwick.site.demo.organization import Scenery

RECENT, MOST_EVENTS = timedelta(days=1), 30
UNREAD = timedelta(hours=3)
CALLED_AWAY = timedelta(minutes=25)


def leave_a_reply_unsent(scenery: Scenery, key: str, as_of: datetime) -> None:
    """Somebody was called away from the newest incident while they were writing."""
    newest = Incident.objects.filter(is_live=True).order_by("-pk").first()
    if newest is not None:
        text = "Thank you for the report. I have asked the network team, and as soon as they"
        with clock.at(as_of - CALLED_AWAY):
            keep_draft(
                reverse("incident-comments", args=[newest.reference]),
                [("text", text), ("visibility", "public")],
                by=scenery.actor(key), writer="demo", turn=1,
            )  # fmt: skip


def tell_of_the_last_day(scenery: Scenery, as_of: datetime) -> int:
    """Make the notifications of the last day, most of them read and none to be mailed; how many.

    The followers of the ledger begin behind the history: its entries are the first of this organization's tree.
    """
    key = scenery.organization.pk
    for follower in (FOLLOWER, WEBHOOKS):
        behind = {"next_index": LedgerEvent.objects.count()}
        Follower.objects.update_or_create(name=follower, defaults=behind)
    last = LedgerEvent.objects.filter(occurred_at__gte=as_of - RECENT, payload__has_key="events")
    told = list(last.order_by("-id").values_list("id", "occurred_at")[:MOST_EVENTS])
    for event_id, occurred_at in reversed(told):
        with clock.at(occurred_at):
            deliver_again(key, event_id)
    Notification.objects.update(mailed_at=F("created_at"))
    for member in scenery.people.values():
        seen = Notification.objects.filter(person=member, created_at__lt=as_of - UNREAD)
        with clock.at(as_of):
            mark_read(seen.values_list("pk", flat=True), by=scenery.actor(member.email))
    return Notification.objects.count()
