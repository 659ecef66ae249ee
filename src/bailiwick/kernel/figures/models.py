"""Dashboards, notes on charts, and the tallies that charts over long periods are drawn from."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Scope
from bailiwick.kernel.identity.models import Person, Team
from bailiwick.kernel.ledger.records import Record


class Dashboard(Record):
    """An arrangement of parts on a page: one's own, a team's, or (with neither) the one for everybody.

    `parts` are [code, width] in order; a width is "half" or "full".
    """

    deletable = True

    page = models.TextField()
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    parts: "models.JSONField[Any, list[list[str]]]" = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "page", "person", "team"],
                name="figures_dashboard_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) | models.Q(team__isnull=True),
                name="figures_dashboard_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"Dashboard of {self.page}"

    def scopes(self) -> frozenset[Scope]:
        return frozenset({("team", self.team_id)} if self.team_id else ())


class Annotation(Record):
    """A dated note that explains what charts of a page show; withdrawn, never removed."""

    page = models.TextField()
    on = models.DateField()
    text = models.TextField()
    is_public = models.BooleanField(default=False)
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organization_id", "page", "on"], name="figures_annotation_on")]

    def __str__(self) -> str:
        return self.text[:60]


class Tally(Record):
    """How many of something a day had, for everything together or for one service, party or team: no record.

    `grain` says for what (`all`, or a dimension's name) and `of` for which one (0 for none). `buckets` divide what is
    counted, into hours or classes of durations, and `counts` says how many each has.
    """

    captured = False

    kind = models.TextField()
    grain = models.TextField()
    of = models.BigIntegerField()
    measure = models.TextField()
    day = models.DateField()
    count = models.BigIntegerField()
    buckets = ArrayField(models.IntegerField(), null=True)
    counts = ArrayField(models.BigIntegerField(), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "kind", "grain", "measure", "of", "day"],
                name="figures_tally_once",
                include=["count"],
            )
        ]
        indexes = [models.Index(fields=["organization_id", "kind", "day"], name="figures_tally_day")]

    def __str__(self) -> str:
        return f"{self.measure} on {self.day}: {self.count}"


class StaleDay(Record):
    """A day whose tallies have to be counted again, because something that they count was changed: no record."""

    captured = False

    kind = models.TextField()
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "kind", "day"], name="figures_stale_once")
        ]

    def __str__(self) -> str:
        return str(self.day)
