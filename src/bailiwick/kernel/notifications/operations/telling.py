"""Tell people things, and note what they read."""

from collections.abc import Iterable
from datetime import datetime

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger.events import Delivery
from bailiwick.kernel.notifications import addressing, digests, news, queries
from bailiwick.kernel.notifications.live import tell_people
from bailiwick.kernel.notifications.models import Notification
from bailiwick.kernel.notifications.operations.wording import break_wording
from bailiwick.kernel.notifications.paths import for_outsiders
from bailiwick.kernel.notifications.tasks import mail_later
from bailiwick.kernel.notifications.wording import Words
from bailiwick.kernel.work import bulk


def tell(delivery: Delivery) -> None:
    """Tell of an event everybody whom the organization's rules name, in its words; mail follows as a job."""
    of = news.named(type(delivery.event).__name__)
    record = of.record(delivery.event)
    if record is None:
        return
    rules = queries.rules(of)
    told = addressing.addressees(of, rules, record, delivery.event, besides=delivery.actor_id)
    if not told:
        return
    words = Words(of, record, delivery, queries.own_words(of))
    path = of.subject.path(record, delivery.event)
    languages = queries.languages_of([one.person for one in told]) if words.own else {}
    zone = queries.zone_here()
    made = [
        _made(
            one, words, languages.get(one.person.pk, ""), path, digests.due_at(one.timing, one.person, zone)
        )
        for one in told
    ]
    _keep(made)
    for wording_id, why in words.broken.items():
        break_wording(queries.wording_numbered(wording_id), why=why)
    if any(one.is_mailed for one in told):
        mail_later(delivery.event_id)


def _made(
    one: addressing.Told, words: Words, language: str, path: str, mail_at: datetime | None
) -> Notification:
    said = words.for_person(one.person, language)
    return Notification(
        person=one.person,
        event_id=words.delivery.event_id,
        kind=words.news.name,
        text=said.text,
        path=path if one.person.party_id is None else for_outsiders(path),
        why=one.why(),
        is_shown=one.is_shown,
        is_mailed=one.is_mailed,
        is_mandatory=one.is_mandatory,
        mail_at=mail_at if one.is_mailed else None,
        mail_subject=said.mail_subject,
        mail_text=said.mail_text,
    )


def notify(people: Iterable[int | None], delivery: Delivery, *, text: str, path: str) -> None:
    """Tell each person once of what no rule decides, but not the one who did it and nobody disabled; mail follows."""
    wanted = {person for person in people if person is not None} - {delivery.actor_id}
    outside = for_outsiders(path)
    receivers = Person.objects.filter(pk__in=wanted, disabled_at__isnull=True)
    made = [
        Notification(
            person=person,
            event_id=delivery.event_id,
            kind=type(delivery.event).__name__,
            text=text[:500],
            path=path if person.party_id is None else outside,
        )
        for person in receivers
    ]
    _keep(made)
    if made:
        mail_later(delivery.event_id)


def _keep(made: list[Notification]) -> None:
    bulk.insert_all(made, skip_existing=True)
    tell_people(one.person_id for one in made if one.is_shown)


def mark_read(notification_ids: Iterable[int] | None, *, by: Actor) -> int:
    """Note that the actor has read their notifications (all of them when none are named); how many."""
    own = Notification.objects.filter(person_id=by.person_id or 0, read_at__isnull=True, is_shown=True)
    if notification_ids is not None:
        own = own.filter(pk__in=list(notification_ids))
    read = own.update(read_at=clock.now())
    if read and by.person_id is not None:
        tell_people([by.person_id])
    return read
