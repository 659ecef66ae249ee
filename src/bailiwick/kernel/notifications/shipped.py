"""News of the notifications themselves: own words that could not be used."""

from typing import Any

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.identity.queries import holders_of
from bailiwick.kernel.identity.shipped import ADMINISTRATOR
from bailiwick.kernel.notifications.declaring import declare
from bailiwick.kernel.notifications.events import WordingBroken
from bailiwick.kernel.notifications.models import NotificationWording
from bailiwick.kernel.notifications.news import News, Placeholder, Relation, Subject
from bailiwick.kernel.notifications.types import Rule


def administrators(_record: Any, _event: Any) -> list[int]:
    """Who administers the organization today."""
    return list(holders_of(ADMINISTRATOR.code))


def administrating(verb: str) -> Relation:
    """The administrators, of whom only those are offered the news who may use the verb."""
    return Relation("administrators", "The administrators", administrators, lambda actor: actor.may(verb))


def _find(pk: int) -> NotificationWording | None:
    return NotificationWording.objects.filter(pk=pk).first()


def _look_up(_actor: Actor, reference: str) -> NotificationWording:
    found = next((one for one in NotificationWording.objects.all() if str(one) == reference), None)
    if found is None:
        raise NotFound("There are no such words.")
    return found


WORDING = Subject(
    name="wording",
    title="Notifications",
    key="wording_id",
    find=_find,
    look_up=_look_up,
    sees=lambda actor, _pk: actor.may("notification_rule.read"),
    path=lambda one, _: f"/notification-rules/{one.kind}/",
    relations=(administrating("notification_rule.read"),),
    placeholders=(
        Placeholder("words", "which words could not be used", lambda one, _: str(one)),
        Placeholder("why", "what is wrong with them", lambda one, _: one.broken_why),
    ),
)
declare(
    News(
        WordingBroken,
        "Own words could not be used",
        WORDING,
        "The words “{{ words }}” could not be used, and those shipped were sent. {{ why }}",
        (Rule("administrators", to=("administrators",)),),
        examples=lambda one: {"": WordingBroken(one.pk, "")},
    )
)
