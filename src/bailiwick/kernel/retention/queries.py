"""Rules, and what each would take now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, QuerySet

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.models import LegalHold, Person
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.retention.kinds import KINDS, Kind
from bailiwick.kernel.retention.models import RetentionRule


@dataclass(frozen=True, slots=True)
class Due:
    """What a rule would take: how many, counted from when to when; and how many of all due a legal hold keeps."""

    count: int
    first: datetime | None
    last: datetime | None
    held: int


def visible_rules(actor: Actor) -> QuerySet[RetentionRule]:
    """Every rule for those who may read them."""
    found = RetentionRule.objects.all()
    return found if policies.allows(actor, "retention.read") else found.none()


def rules_in_force() -> list[RetentionRule]:
    """The organization's rules in force, by kind."""
    return list(RetentionRule.objects.filter(ended_at=None).order_by("kind"))


def kind_of(rule: RetentionRule) -> Kind:
    """The kind that a rule is about."""
    return KINDS[rule.kind]


def due(kind: Kind, days: int) -> Due:
    """What a rule of so many days would take now; nothing is written."""
    rows, people = _over(kind, days), held_people()
    free = _free(kind, rows, people)
    told = free.aggregate(count=Count("pk"), first=Min(kind.counted), last=Max(kind.counted))
    held = rows.filter(kind.held(people)).count() if people else 0
    return Due(told["count"], told["first"], told["last"], held)


def next_due(kind: Kind, days: int, limit: int) -> list[int]:
    """The keys of the next rows that a rule takes, the oldest first."""
    rows = _free(kind, _over(kind, days), held_people())
    return list(rows.order_by(kind.counted, "pk").values_list("pk", flat=True)[:limit])


def held_people() -> list[Person]:
    """Everybody who is under legal hold."""
    held = LegalHold.objects.filter(lifted_at=None).values("person_id")
    return list(Person.objects.filter(pk__in=held).order_by("pk"))


def _over(kind: Kind, days: int) -> QuerySet[Any]:
    return kind.rows().filter(**{f"{kind.counted}__lt": clock.now() - timedelta(days=days)})


def _free(kind: Kind, rows: QuerySet[Any], people: Sequence[Person]) -> QuerySet[Any]:
    return rows.exclude(kind.held(people)) if people else rows


def runs_of(rule: RetentionRule, limit: int = 5) -> list[Run]:
    """The latest runs in which a rule had its turn."""
    found = Run.objects.filter(kind="retention.run", parameters__rules__contains=[rule.pk])
    return list(found.order_by("-pk")[:limit])
