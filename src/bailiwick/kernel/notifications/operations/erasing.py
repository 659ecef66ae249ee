"""What a person was told goes with the person, and what others were told of them."""

from django.db.models import QuerySet

from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.identity.traces import naming
from bailiwick.kernel.notifications.models import Notification, NotificationChoice, NotificationWording


def forget_notifications(person: Person) -> None:
    """Within an erasure: nobody reads them any more, and what was to be mailed goes with them."""
    Notification.objects.filter(person=person).delete()


def notifications(person: Person) -> int:
    """How many the person got."""
    return Notification.objects.filter(person=person).count()


def forget_mentions(person: Person) -> None:
    """Within an erasure: what others were told goes where it names the person; the work that it told of stays."""
    _mentions(person).delete()


def mentions(person: Person) -> int:
    """How many name the person to others."""
    return _mentions(person).count()


def forget_choices(person: Person) -> None:
    """Within an erasure: there is nobody to mail."""
    NotificationChoice.objects.filter(person=person).delete()


def choices(person: Person) -> int:
    """Whether the person chose what is mailed."""
    return NotificationChoice.objects.filter(person=person).count()


def _mentions(person: Person) -> QuerySet[Notification]:
    return Notification.objects.exclude(person=person).filter(
        naming(person, "text", "mail_subject", "mail_text")
    )


def wordings(person: Person) -> int:
    """How many of the organization's own words name the person."""
    return NotificationWording.objects.filter(naming(person, "subject", "text")).count()
