"""What is told of announcements."""

from typing import Any

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.notifications.declaring import declare
from bailiwick.kernel.notifications.news import Condition, News, Placeholder, Relation, Subject
from bailiwick.kernel.notifications.types import Rule
from bailiwick.portal.announcements import queries
from bailiwick.portal.announcements.events import AnnouncementChanged, AnnouncementPublished
from bailiwick.portal.announcements.models import Announcement

NEWS = (("changed", "There is something new"), ("over", "It is over"), ("withdrawn", "It was withdrawn"))


def _outsider(actor: Actor) -> bool:
    return actor.is_outsider


def _look_up(actor: Actor, title: str) -> Announcement:
    found = queries.visible(actor).filter(title=title.replace("\0", "")).first()
    if found is None:
        raise NotFound("There is no such announcement.")
    return found


def _prefix(_one: Any, delivery: Any) -> str:
    return "It is over" if delivery.event.news == "over" else "News"


ANNOUNCEMENT = Subject(
    name="announcement",
    title="Announcements",
    key="announcement_id",
    find=lambda pk: Announcement.objects.select_related("service").filter(pk=pk).first(),
    look_up=_look_up,
    sees=queries.sees,
    path=lambda one, _: f"/portal/announcements/{one.pk}/",
    relations=(
        Relation(
            "addressed",
            "The customer's people that it is for",
            lambda one, _: queries.addressed_people(one),
            _outsider,
            is_outside=True,
            is_staff=False,
        ),
        Relation(
            "concerned",
            "Whoever said “me too”",
            lambda one, _: queries.concerned_people(one),
            _outsider,
            is_outside=True,
            is_staff=False,
        ),
    ),
    placeholders=(
        Placeholder("title", "its title", lambda one, _: one.title),
        Placeholder("text", "what it says", lambda one, _: one.text),
        Placeholder("service", "the service it is about", lambda one, _: one.service and one.service.name),
    ),
    example="The title of an announcement",
)
declare(
    News(
        AnnouncementPublished,
        "Something was announced to your organization",
        ANNOUNCEMENT,
        "{{ title }}",
        (Rule("addressed", to=("addressed",)),),
        is_for_outsiders=True,
        examples=lambda one: {"": AnnouncementPublished(one.pk, one.party_id)},
    ),
    News(
        AnnouncementChanged,
        "There is news of an announcement that concerns you",
        ANNOUNCEMENT,
        "{{ what }}: {{ title }}",
        (Rule("concerned", to=("concerned",), when={"news": ("changed", "over")}),),
        is_for_outsiders=True,
        conditions=(Condition("news", "What happened", lambda _, event: event.news, lambda: NEWS),),
        placeholders=(Placeholder("what", "“News” or “It is over”", _prefix),),
        examples=lambda one: {text: AnnouncementChanged(one.pk, one.party_id, news) for news, text in NEWS},
    ),
)
