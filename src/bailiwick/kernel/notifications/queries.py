"""Read one's notifications."""

from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.models import Organization
from bailiwick.kernel.notifications import quiet
from bailiwick.kernel.notifications.models import Notification, NotificationChoice


def own(actor: Actor) -> QuerySet[Notification]:
    """The actor's notifications, newest first."""
    return Notification.objects.filter(person_id=actor.person_id or 0).order_by("-id")


def own_choice(actor: Actor) -> NotificationChoice:
    """What the actor has mailed to them; everything at any time as long as they did not say."""
    found = NotificationChoice.objects.filter(person_id=actor.person_id or 0).first()
    return found or NotificationChoice(unmailed=[])


def unmailed(event_id: int) -> list[tuple[int, datetime | None]]:
    """The notifications of an event that are still to be mailed, each with when its receiver's quiet hours end.

    Whoever has no address, or does not want such news by mail, gets none.
    """
    waiting = Notification.objects.filter(event_id=event_id, mailed_at__isnull=True).exclude(person__email="")
    rows = list(waiting.order_by("id").select_related("person"))
    chosen = NotificationChoice.objects.filter(person__in=[row.person_id for row in rows])
    said = {one.person_id: one for one in chosen}
    here = Organization.objects.values_list("zone", flat=True).get(pk=tenant.current())
    found: list[tuple[int, datetime | None]] = []
    for row in rows:
        choice = said.get(row.person_id, NotificationChoice(unmailed=[]))
        if row.kind not in choice.unmailed:
            zone = row.person.zone or here
            ends = quiet.ends_at(clock.now(), zone, choice.quiet_from, choice.quiet_until)
            found.append((row.pk, ends))
    return found


def unread(actor: Actor) -> int:
    """How many the actor has not read: every page says it, so it is asked without the ORM."""
    with connection.cursor() as cursor:
        cursor.execute(UNREAD, {"organization": tenant.current(), "person": actor.person_id or 0})
        found: int = cursor.fetchone()[0]
    return found


UNREAD = """
select count(*) from notifications_notification
where organization_id = %(organization)s and person_id = %(person)s and read_at is null
"""
