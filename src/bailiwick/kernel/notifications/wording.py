"""The words of news: the organization's own for channel, audience and language, else those shipped."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings

from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.identity.queries import organization_name
from bailiwick.kernel.ledger.events import Delivery
from bailiwick.kernel.notifications import templates
from bailiwick.kernel.notifications.models import NotificationWording
from bailiwick.kernel.notifications.news import News, Placeholder
from bailiwick.kernel.notifications.paths import for_outsiders
from bailiwick.kernel.notifications.types import Audience, Channel

SUBJECT = "[{{ organization }}] {{ news|line }}"
TEXT = "{{ news }}\n\n{{ link }}\n"
LONGEST_SUBJECT, LONGEST_NEWS = 200, 500
COMMON = {
    "actor": "who did it",
    "organization": "the name of your organization",
    "receiver": "the name of whom it is told to",
    "link": "the address of the page about it",
}
MAIL_ONLY = {"news": "the words of the same news in the application"}


def audience_of(person: Person) -> str:
    """For whom words to somebody are meant."""
    return (Audience.STAFF if person.party_id is None else Audience.CUSTOMERS).value


def names(news: News, channel: str, audience: str) -> dict[str, str]:
    """Every name that words for a channel and an audience may use, with what it means."""
    own = {name: one.meaning for name, one in _allowed(news, audience).items()}
    return {**own, **COMMON, **(MAIL_ONLY if channel == Channel.MAIL else {})}


def forbidden(news: News, audience: str) -> dict[str, str]:
    """The names that words for an audience may not use, with the reason."""
    known, allowed = news.all_placeholders(), _allowed(news, audience)
    return {
        name: f"“{name}” is internal: it cannot stand in words for customers."
        for name in known
        if name not in allowed
    }


def _allowed(news: News, audience: str) -> dict[str, Placeholder]:
    is_outside = audience == Audience.CUSTOMERS
    return {
        name: one for name, one in news.all_placeholders().items() if not (is_outside and one.is_internal)
    }


def shipped(news: News, channel: str) -> tuple[str, str]:
    """Subject and text that news is shipped with."""
    return (SUBJECT, TEXT) if channel == Channel.MAIL else ("", news.text)


def subject_line(text: str) -> str:
    """A subject in one line, cut to what mail servers take."""
    return " ".join(text.split())[:LONGEST_SUBJECT]


@dataclass(slots=True)
class Said:
    """What one person reads: in the application, and by mail where the organization has own words for it."""

    text: str
    mail_subject: str = ""
    mail_text: str = ""


@dataclass(slots=True)
class Words:
    """The words for one event of a record; `broken` are own ones that could not be used, with the reason."""

    news: News
    record: Any
    delivery: Delivery
    own: Mapping[tuple[str, str, str], NotificationWording]
    broken: dict[int, str] = field(default_factory=dict)
    values: dict[str, Callable[[], str]] = field(init=False)

    def __post_init__(self) -> None:
        made = {name: self._maker(one) for name, one in self.news.all_placeholders().items()}
        self.values = {
            **made,
            "actor": lambda: self.delivery.actor_name,
            "organization": cache(organization_name),
        }

    def _maker(self, one: Placeholder) -> Callable[[], str]:
        return cache(lambda: _text(one.value(self.record, self.delivery)))

    def for_person(self, person: Person, language: str = "") -> Said:
        """What somebody is told."""
        audience = audience_of(person)
        makers = self._makers(person, audience)
        text = self._application(audience, language, makers)
        makers = {**makers, "news": lambda: text}
        wording = self._wording(Channel.MAIL, audience, language)
        if wording is None:
            return Said(text)
        try:
            subject = subject_line(templates.rendered(wording.subject, makers))
            return Said(text, subject, templates.rendered(wording.text, makers))
        except templates.Fault as fault:
            self.broken[wording.pk] = str(fault)
            return Said(text)

    def _application(self, audience: str, language: str, makers: templates.Makers) -> str:
        wording = self._wording(Channel.APPLICATION, audience, language)
        if wording is not None:
            try:
                return templates.rendered(wording.text, makers)[:LONGEST_NEWS]
            except templates.Fault as fault:
                self.broken[wording.pk] = str(fault)
        return templates.rendered(self.news.text, makers)[:LONGEST_NEWS]

    def _wording(self, channel: str, audience: str, language: str) -> NotificationWording | None:
        found = (self.own.get((channel, audience, one)) for one in (language, ""))
        return next((one for one in found if one is not None and one.text), None)

    def _makers(self, person: Person, audience: str) -> dict[str, Callable[[], str]]:
        allowed = {*_allowed(self.news, audience), *COMMON}
        path = self.news.subject.path(self.record, self.delivery.event)
        here = path if person.party_id is None else for_outsiders(path)
        known = {
            **self.values,
            "receiver": lambda: person.name,
            "link": lambda: f"{settings.PUBLIC_URL}{here}",
        }
        return {name: make for name, make in known.items() if name in allowed}


def _text(value: Any) -> str:
    return "" if value is None else str(value)
