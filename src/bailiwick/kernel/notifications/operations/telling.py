"""Tell people things, and note what they read."""

from collections.abc import Iterable

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger.events import Delivery
from bailiwick.kernel.notifications.models import Notification
from bailiwick.kernel.notifications.paths import for_outsiders
from bailiwick.kernel.notifications.tasks import send_mail


def notify(people: Iterable[int | None], delivery: Delivery, *, text: str, path: str) -> None:
    """Tell each person once of an event, but not the one who did it and nobody disabled; mail follows as a job."""
    wanted = {person for person in people if person is not None} - {delivery.actor_id}
    outside = for_outsiders(path)
    receivers = Person.objects.filter(pk__in=wanted, disabled_at__isnull=True)
    made = Notification.objects.bulk_create(
        [
            Notification(
                person=person,
                event_id=delivery.event_id,
                kind=type(delivery.event).__name__,
                text=text[:500],
                path=path if person.party_id is None else outside,
            )
            for person in receivers
        ],
        ignore_conflicts=True,
    )
    if made:
        send_mail.later(event_id=delivery.event_id)


def mark_read(notification_ids: Iterable[int] | None, *, by: Actor) -> int:
    """Note that the actor has read their notifications (all of them when none are named); how many."""
    own = Notification.objects.filter(person_id=by.person_id or 0, read_at__isnull=True)
    if notification_ids is not None:
        own = own.filter(pk__in=list(notification_ids))
    return own.update(read_at=clock.now())
