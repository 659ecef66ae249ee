"""Rules, words and what would come of them, as pages and programs both show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.models import Person, Role, Team
from bailiwick.kernel.ledger.events import Delivery
from bailiwick.kernel.notifications import addressing, queries, wording
from bailiwick.kernel.notifications.models import Notification, NotificationChoice, NotificationWording
from bailiwick.kernel.notifications.news import News
from bailiwick.kernel.notifications.types import Audience, Channel, Place, Rule, Timing

MAIL_WAYS = {
    Timing.AT_ONCE.value: "Mail at once",
    Timing.HOURLY.value: "Mail every hour",
    Timing.DAILY.value: "Mail every morning",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A rule in words: who, when (condition and its values), by which ways."""

    rule: Rule
    who: tuple[str, ...]
    when: tuple[tuple[str, tuple[str, ...]], ...]
    ways: tuple[str, ...]


@dataclass(slots=True)
class Names:
    """What teams and roles are called; read once."""

    teams: Mapping[int, str] = field(default_factory=lambda: dict(Team.objects.values_list("pk", "name")))
    roles: Mapping[str, str] = field(default_factory=lambda: dict(Role.objects.values_list("code", "name")))

    def of(self, news: News, as_: str) -> str:
        """What somebody is by a rule: "Its team", "The team Desk", "The role Auditor"."""
        relations = news.all_relations()
        if as_ in relations:
            return relations[as_].title
        kind, _, key = as_.partition(":")
        if kind == "team":
            return f"The team {self.teams.get(int(key), key)}"
        return f"The role {self.roles.get(key, key)}" if kind == "role" else as_


def shown(news: News, rule: Rule, names: Names) -> Shown:
    """A rule in words."""
    named = (*rule.to, *(f"team:{one}" for one in rule.teams), *(f"role:{one}" for one in rule.roles))
    when = []
    for name, values in rule.when.items():
        condition = news.all_conditions().get(name)
        words = dict(condition.choices()) if condition else {}
        title = condition.title if condition else name
        when.append((title, tuple(words.get(value, value) for value in values)))
    ways = ["In the application"] if Channel.APPLICATION in rule.channels else []
    if Channel.MAIL in rule.channels:
        ways.append(MAIL_WAYS[rule.timing])
    return Shown(rule, tuple(names.of(news, one) for one in named), tuple(when), tuple(ways))


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who would be told: as what, by which ways, and what stands against it."""

    person: Person
    why: tuple[str, ...]
    ways: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """What could happen to a record, and who would be told of it."""

    title: str
    told: tuple[Expected, ...]


def expected(actor: Actor, news: News, reference: str, rules: Iterable[Rule]) -> list[Example]:
    """Who would be told by the rules of what may happen to a record that the actor may see; raises NotFound.

    Whoever does it themselves is not told of it: here nobody does.
    """
    record, names, in_force = news.subject.look_up(actor, reference.strip()), Names(), list(rules)
    found = []
    for title, event in news.events(record).items():
        told = addressing.addressees(news, in_force, record, event)
        chosen = NotificationChoice.objects.filter(person__in=[one.person for one in told])
        said = {one.person_id: one for one in chosen}
        people = tuple(_expected(news, one, said.get(one.person.pk), names) for one in told)
        found.append(Example(title, people))
    return found


def _expected(news: News, one: addressing.Told, choice: NotificationChoice | None, names: Names) -> Expected:
    ways = ["In the application"] if one.is_shown else []
    notes = []
    if one.is_mailed and not one.person.email:
        notes.append("Has no e-mail address.")
    elif one.is_mailed:
        if choice and news.name in choice.unmailed and not one.is_mandatory:
            notes.append("Does not want this by mail.")
        else:
            ways.append(MAIL_WAYS[one.timing])
            if choice and choice.quiet_from and not one.is_mandatory:
                notes.append("Mail waits for the end of their quiet hours.")
    why = tuple(dict.fromkeys(names.of(news, reason.as_) for reason in one.reasons))
    return Expected(one.person, why, tuple(ways), tuple(notes))


def tried(actor: Actor, news: News, place: Place, subject: str, text: str, reference: str) -> wording.Said:
    """Words as they would be for a record that the actor may see, addressed to the actor; raises NotFound, Invalid."""
    record = news.subject.look_up(actor, reference.strip())
    is_outside = place.audience == Audience.CUSTOMERS
    events = [one for one in news.events(record).values() if not is_outside or news.is_public(one)]
    if not events:
        raise Invalid({"record": "Nothing of this kind can happen to it yet."})
    delivery = Delivery(tenant.current(), 0, "", actor.person_id, actor.name, clock.now(), events[0])
    own = NotificationWording(pk=0, subject=subject, text=text)
    words = wording.Words(news, record, delivery, {(place.channel, place.audience, place.language): own})
    receiver = Person(name=actor.name, party_id=0 if is_outside else None)
    said = words.for_person(receiver, place.language)
    if words.broken:
        raise Invalid({"text": words.broken[0]})
    return said


@dataclass(frozen=True, slots=True)
class Because:
    """Why somebody was told: the news, and as what; `is_known` when its rules can still be looked at."""

    title: str
    why: tuple[str, ...]
    is_known: bool


def because(one: Notification) -> Because:
    """Why somebody got a notification."""
    found = queries.news_of(one)
    if found is None or not one.why:
        return Because(found.title if found else "", (), False)
    names = Names()
    return Because(found.title, tuple(dict.fromkeys(names.of(found, why["as"]) for why in one.why)), True)


def as_json(value: Shown | Expected | Example) -> dict[str, Any]:
    """As programs get it."""
    if isinstance(value, Shown):
        kept = value.rule.as_json()
        return {**kept, "who_in_words": value.who, "ways_in_words": value.ways}
    if isinstance(value, Expected):
        person = {"person": value.person.pk, "name": value.person.name}
        return {**person, "why": value.why, "ways": value.ways, "notes": value.notes}
    return {"event": value.title, "told": [as_json(one) for one in value.told]}
