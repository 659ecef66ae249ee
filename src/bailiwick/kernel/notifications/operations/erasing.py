"""What a person was told goes with the person."""

from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.notifications.models import Notification


def forget_notifications(person: Person) -> None:
    """Within an erasure: nobody reads them any more."""
    Notification.objects.filter(person=person).delete()


def notifications(person: Person) -> int:
    """How many the person got."""
    return Notification.objects.filter(person=person).count()
