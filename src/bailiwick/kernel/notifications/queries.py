"""Read one's notifications."""

from django.db.models import QuerySet

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.notifications.models import Notification


def own(actor: Actor) -> QuerySet[Notification]:
    """The actor's notifications, newest first."""
    return Notification.objects.filter(person_id=actor.person_id or 0).order_by("-id")


def unread(actor: Actor) -> int:
    """How many the actor has not read."""
    return own(actor).filter(read_at__isnull=True).count()
