"""Who is told of something by the rules, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.together import asked_once
from bailiwick.kernel.identity.actors import actor_for_person
from bailiwick.kernel.identity.models import Person, TeamMembership
from bailiwick.kernel.identity.queries import holders_of
from bailiwick.kernel.notifications.news import News
from bailiwick.kernel.notifications.types import Channel, Rule, Timing

SOONEST = (Timing.AT_ONCE.value, Timing.HOURLY.value, Timing.DAILY.value)
TEAM, ROLE = "team:", "role:"


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that names somebody, and as what: a relation, "team:3" or "role:IM"."""

    rule: Rule
    as_: str


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who is told, and why."""

    person: Person
    reasons: tuple[Reason, ...]

    @property
    def is_shown(self) -> bool:
        return any(Channel.APPLICATION in one.rule.channels for one in self.reasons)

    @property
    def is_mailed(self) -> bool:
        return any(Channel.MAIL in one.rule.channels for one in self.reasons)

    @property
    def is_mandatory(self) -> bool:
        return any(one.rule.is_mandatory for one in self.reasons)

    @property
    def timing(self) -> str:
        """The soonest of the rules that mail it."""
        timings = [one.rule.timing for one in self.reasons if Channel.MAIL in one.rule.channels]
        return min(timings, key=SOONEST.index, default=SOONEST[0])

    def why(self) -> list[dict[str, str]]:
        """As it is kept with what the person is told."""
        return [{"rule": one.rule.key, "as": one.as_} for one in self.reasons]


def addressees(
    news: News, rules: Iterable[Rule], record: Any, event: Any, *, besides: int | None = None
) -> list[Told]:
    """Everybody whom the rules name for an event of a record, by name, but not the one who did it.

    Nobody who is disabled; people of customers only by relations that they may have, of what may be told outside;
    who is named by team or role only if they may see the record.
    """
    facts = news.facts(record, event)
    reasons: dict[int, list[Reason]] = {}
    named = _Named(news, record, event)
    for rule in rules:
        if not rule.is_off and rule.holds(facts):
            for as_, person_id in named.by(rule):
                reasons.setdefault(person_id, []).append(Reason(rule, as_))
    reasons.pop(besides or 0, None)
    is_public = news.is_for_outsiders and news.is_public(event)
    relations = news.all_relations()
    found = []
    for person in _in_use(frozenset(reasons)):
        why = reasons[person.pk]
        if person.party_id is not None:
            why = [one for one in why if is_public and one.as_ in relations and relations[one.as_].is_outside]
        if why:
            found.append(Told(person, tuple(why)))
    return found


@asked_once
def _in_use(people: frozenset[int]) -> tuple[Person, ...]:
    return tuple(Person.objects.filter(pk__in=people, disabled_at=None).order_by("name_key", "id"))


class _Named:
    """The people whom rules name; each relation, team and role is looked up once."""

    def __init__(self, news: News, record: Any, event: Any) -> None:
        self.news, self.record = news, record
        relations = news.all_relations()
        self.related = cache(lambda name: [one for one in relations[name].people(record, event) if one])
        self.in_team = cache(self._in_team)
        self.with_role = cache(lambda role: holders_of(role, record.scopes()))
        self.sees = cache(self._sees)

    def by(self, rule: Rule) -> Iterator[tuple[str, int]]:
        """(as what, who) of everybody whom a rule names."""
        known = self.news.all_relations()
        for name in rule.to:
            if name in known:
                yield from ((name, one) for one in self.related(name))
        for team in rule.teams:
            yield from ((f"{TEAM}{team}", one) for one in self.in_team(team) if self.sees(one))
        for role in rule.roles:
            yield from ((f"{ROLE}{role}", one) for one in self.with_role(role) if self.sees(one))

    def _in_team(self, team: int) -> list[int]:
        members = TeamMembership.objects.filter(team_id=team, team__retired_at=None)
        return list(members.values_list("person_id", flat=True))

    def _sees(self, person_id: int) -> bool:
        actor = actor_for_person(tenant.current(), person_id)
        return actor is not None and self.news.subject.sees(actor, self.record.pk)


def reaches(news: News, rules: Iterable[Rule], actor: Actor) -> bool:
    """Whether any of the rules can ever name the actor."""
    return any(_may_name(news, rule, actor) for rule in rules if not rule.is_off)


def _may_name(news: News, rule: Rule, actor: Actor) -> bool:
    relations = [one for name, one in news.all_relations().items() if name in rule.to]
    if actor.is_outsider:
        return news.is_for_outsiders and any(one.is_outside and one.reaches(actor) for one in relations)
    by_team, by_role = not actor.team_ids.isdisjoint(rule.teams), not actor.roles.isdisjoint(rule.roles)
    return by_team or by_role or any(one.reaches(actor) for one in relations)
