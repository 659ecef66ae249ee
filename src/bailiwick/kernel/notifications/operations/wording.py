"""The organization's own words for news."""

import re
from typing import Any

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor, system_actor
from bailiwick.kernel.base.errors import Invalid, Stale
from bailiwick.kernel.identity.fields import prose, write
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.notifications import templates, wording
from bailiwick.kernel.notifications.events import WordingBroken
from bailiwick.kernel.notifications.models import NotificationWording
from bailiwick.kernel.notifications.news import News
from bailiwick.kernel.notifications.types import Audience, Channel, Place

LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*\Z")
LONGEST_SUBJECT = 500


def revise_wording(
    news: News, place: Place, *, by: Actor, subject: str, text: str, expected_version: int | None = None
) -> NotificationWording:
    """Give news own words for a channel, an audience and a language."""
    with operation("notification_wording.revise", by=by) as op:
        subject, text = checked_words(news, place, subject, text)
        one = _locked(news, place, expected_version)
        write(one, {"subject": subject, "text": text, "broken_at": None, "broken_why": ""})
        op.about(one)
    return one


def reset_wording(
    news: News, place: Place, *, by: Actor, expected_version: int | None = None
) -> NotificationWording:
    """Bring back the words that the news is shipped with."""
    with operation("notification_wording.reset", by=by) as op:
        require_place(news, place)
        one = _locked(news, place, expected_version)
        write(one, {"subject": "", "text": "", "broken_at": None, "broken_why": ""})
        op.about(one)
    return one


def break_wording(one: NotificationWording, *, why: str) -> None:
    """Note that own words could not be used, once, so that administrators hear of it."""
    by = system_actor(tenant.current())
    with operation("notification_wording.break", by=by, subject=one, reason=why) as op:
        if op.subject.broken_at is None:
            write(op.subject, {"broken_at": clock.now(), "broken_why": why})
            op.publish(WordingBroken(op.subject.pk, why))


def checked_words(news: News, place: Place, subject: str, text: str) -> tuple[str, str]:
    """Subject and text that can be used there; raises Invalid with line and column of what cannot."""
    require_place(news, place)
    is_mail = place.channel == Channel.MAIL
    wrong = {}
    found = {"subject": subject.strip() if is_mail else "", "text": text.replace("\r\n", "\n")}
    if is_mail and (
        not found["subject"] or "\n" in found["subject"] or len(found["subject"]) > LONGEST_SUBJECT
    ):
        wrong["subject"] = f"The subject is one line of at most {LONGEST_SUBJECT} characters."
    if not found["text"].strip():
        wrong["text"] = "This must not be empty."
    for name in found.keys() - wrong.keys():
        try:
            prose(found[name])
            templates.checked(
                found[name],
                wording.names(news, place.channel, place.audience),
                wording.forbidden(news, place.audience),
            )
        except ValueError as fault:
            wrong[name] = str(fault)
    if wrong:
        raise Invalid(wrong)
    return found["subject"], found["text"]


def require_place(news: News, place: Place) -> None:
    """Raise Invalid for a channel, audience or language that there is not."""
    wrong = {}
    if place.channel not in list(Channel):
        wrong["channel"] = f"There is no channel “{place.channel}”."
    if place.audience not in list(Audience):
        wrong["audience"] = f"There is no audience “{place.audience}”."
    elif place.audience == Audience.CUSTOMERS and not news.is_for_outsiders:
        wrong["audience"] = "Customers never hear of this."
    if place.language and not (LANGUAGE.match(place.language) and len(place.language) <= 20):
        wrong["language"] = "A language is a code such as de or pt-br."
    if wrong:
        raise Invalid(wrong)


def _locked(news: News, place: Place, expected_version: int | None) -> NotificationWording:
    key: dict[str, Any] = {
        "kind": news.name,
        "channel": place.channel,
        "audience": place.audience,
        "language": place.language,
    }
    NotificationWording.objects.get_or_create(**key)
    one = NotificationWording.objects.select_for_update().get(**key)
    if expected_version is not None and one.version != expected_version:
        raise Stale(f"{one} was changed meanwhile.", expected=expected_version, actual=one.version)
    return one
