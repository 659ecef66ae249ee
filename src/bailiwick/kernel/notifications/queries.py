"""Read one's notifications, and who is told of what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.base.kept import Given, KeptQuery
from bailiwick.kernel.base.together import asked_once
from bailiwick.kernel.identity.models import Organization, Person
from bailiwick.kernel.notifications import addressing, news, quiet
from bailiwick.kernel.notifications.models import (
    Notification,
    NotificationArrangement,
    NotificationChoice,
    NotificationWording,
)
from bailiwick.kernel.notifications.news import News
from bailiwick.kernel.notifications.types import Place, Rule, from_json


def own(actor: Actor) -> QuerySet[Notification]:
    """The actor's notifications, newest first, without what is only mailed."""
    return Notification.objects.filter(person_id=actor.person_id or 0, is_shown=True).order_by("-id")


def notification(actor: Actor, pk: int) -> Notification:
    """One of the actor's notifications; raises NotFound."""
    found = own(actor).filter(pk=pk).first() if 0 < pk < 2**63 else None
    if found is None:
        raise NotFound("There is no such notification.")
    return found


def news_of(one: Notification) -> News | None:
    """The kind of news that a notification was; None for what is known no more."""
    return news.named(one.kind) if news.title(one.kind) else None


def arrangement(of: News) -> NotificationArrangement:
    """How the organization arranged some news; unsaved, and of version 0, as long as it did not."""
    found = NotificationArrangement.objects.filter(kind=of.name).first()
    return found or NotificationArrangement(kind=of.name)


def wording(of: News, place: Place) -> NotificationWording:
    """The organization's words for a place; unsaved, and of version 0, as long as it has none."""
    where = {"channel": place.channel, "audience": place.audience, "language": place.language}
    found = NotificationWording.objects.filter(kind=of.name, **where).first()
    return found or NotificationWording(kind=of.name, **where)


def own_choice(actor: Actor) -> NotificationChoice:
    """What the actor has mailed to them; everything at any time as long as they did not say."""
    found = NotificationChoice.objects.filter(person_id=actor.person_id or 0).first()
    return found or NotificationChoice(unmailed=[])


@dataclass(frozen=True, slots=True)
class Unmailed:
    """A notification that is to be mailed: by itself or with others, and when if not now."""

    notification_id: int
    person_id: int
    at: datetime | None
    is_together: bool


def unmailed(event_id: int) -> list[Unmailed]:
    """The notifications of an event that are still to be mailed, each with when its receiver's quiet hours end.

    Whoever has no address, or does not want such news by mail, gets none, unless the organization insists.
    """
    waiting = Notification.objects.filter(event_id=event_id, mailed_at__isnull=True, is_mailed=True)
    rows = list(waiting.exclude(person__email="").order_by("id").select_related("person"))
    chosen = NotificationChoice.objects.filter(person__in=[row.person_id for row in rows])
    said = {one.person_id: one for one in chosen}
    here = zone_here()
    found: list[Unmailed] = []
    for row in rows:
        choice = said.get(row.person_id, NotificationChoice(unmailed=[]))
        if row.kind in choice.unmailed and not row.is_mandatory:
            continue
        at = row.mail_at
        if not row.is_mandatory:
            zone = row.person.zone or here
            at = quiet.ends_at(at or clock.now(), zone, choice.quiet_from, choice.quiet_until) or at
        found.append(Unmailed(row.pk, row.person_id, at, row.mail_at is not None))
    return found


@asked_once
def zone_here() -> str:
    """The organization's time zone."""
    return Organization.objects.values_list("zone", flat=True).get(pk=tenant.current())


def unread(actor: Actor) -> int:
    """How many the actor has not read: every page says it, so it is asked without the ORM."""
    with connection.cursor() as cursor:
        cursor.execute(UNREAD, {"organization": tenant.current(), "person": actor.person_id or 0})
        found: int = cursor.fetchone()[0]
    return found


UNREAD = """
select count(*) from notifications_notification
where organization_id = %(organization)s and person_id = %(person)s and read_at is null and is_shown
"""


def rules(of: News) -> tuple[Rule, ...]:
    """The rules in force for some news: the organization's, else those shipped."""
    return rules_in_force(of, _arranged(of.name))


@asked_once
def _arranged(kind: str) -> NotificationArrangement | None:
    asked = KeptQuery(
        NotificationArrangement, "rules", lambda: NotificationArrangement.objects.filter(kind=Given("kind"))
    )
    return next(iter(asked.rows(kind=kind)), None)


def rules_in_force(of: News, arranged: NotificationArrangement | None) -> tuple[Rule, ...]:
    """The rules of an arrangement, or those shipped."""
    if arranged is None or arranged.rules is None:
        return of.rules
    return tuple(from_json(one) for one in arranged.rules)


def arrangements() -> dict[str, NotificationArrangement]:
    """What the organization arranged itself, by kind of news."""
    return {one.kind: one for one in NotificationArrangement.objects.all()}


def own_words(of: News) -> dict[tuple[str, str, str], NotificationWording]:
    """The organization's words for some news, by channel, audience and language."""
    return {(one.channel, one.audience, one.language): one for one in _worded(of.name)}


@asked_once
def _worded(kind: str) -> list[NotificationWording]:
    worded = NotificationWording.objects.filter
    return KeptQuery(NotificationWording, "words", lambda: worded(kind=Given("kind")).exclude(text="")).rows(
        kind=kind
    )


def wordings() -> list[NotificationWording]:
    """Everything that the organization words itself."""
    return list(
        NotificationWording.objects.exclude(text="").order_by("kind", "channel", "audience", "language")
    )


def wording_numbered(pk: int) -> NotificationWording:
    """One wording, whoever asks; raises NotificationWording.DoesNotExist."""
    return NotificationWording.objects.get(pk=pk)


def languages_of(people: Iterable[Person]) -> dict[int, str]:
    """The language that each of the people chose, as far as they did."""
    chosen = NotificationChoice.objects.filter(person__in=list(people)).exclude(language="")
    return dict(chosen.values_list("person_id", "language"))


def languages() -> list[str]:
    """The languages that the organization has own words in."""
    found = NotificationWording.objects.exclude(text="").exclude(language="")
    return sorted(found.values_list("language", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Offer:
    """News that somebody can be told of; mandatory when the organization always mails it."""

    news: News
    is_mandatory: bool


def offered(actor: Actor) -> list[Offer]:
    """What the actor can be told of by the rules in force, by its words."""
    arranged = arrangements()
    found = []
    for one in news.every():
        in_force = rules_in_force(one, arranged.get(one.name))
        if addressing.reaches(one, in_force, actor):
            mandatory = [rule for rule in in_force if rule.is_mandatory]
            found.append(Offer(one, addressing.reaches(one, mandatory, actor)))
    return sorted(found, key=lambda offer: offer.news.title)
