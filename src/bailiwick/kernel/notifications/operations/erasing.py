"""What a person was told goes with the person."""

from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.notifications.models import Notification, NotificationChoice


def forget_notifications(person: Person) -> None:
    """Within an erasure: nobody reads them any more, and what was to be mailed goes with them."""
    Notification.objects.filter(person=person).delete()
    NotificationChoice.objects.filter(person=person).delete()


def notifications(person: Person) -> int:
    """How many the person got."""
    return Notification.objects.filter(person=person).count()
