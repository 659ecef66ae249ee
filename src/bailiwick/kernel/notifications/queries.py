"""Read one's notifications."""

from django.db import connection
from django.db.models import QuerySet

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.notifications.models import Notification


def own(actor: Actor) -> QuerySet[Notification]:
    """The actor's notifications, newest first."""
    return Notification.objects.filter(person_id=actor.person_id or 0).order_by("-id")


def unmailed(event_id: int) -> QuerySet[Notification]:
    """The notifications of an event that are still to be mailed, of people who have an address."""
    return Notification.objects.filter(event_id=event_id, mailed_at__isnull=True).exclude(person__email="")


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
