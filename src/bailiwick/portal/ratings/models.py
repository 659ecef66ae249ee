"""Ratings: what the person who reported an incident thinks of how it ended."""

from datetime import datetime

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger.records import Record
from bailiwick.portal.ratings.types import CHANGE_WITHIN
from bailiwick.resolution.incidents.models import Incident


class Rating(Record):
    """One judgement of one closure, 1 (poor) to 5 (excellent), perhaps with words.

    `closure` counts how often the incident had been reopened: each closure is rated once, and has its own rating.
    """

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="ratings", db_constraint=False, db_index=False
    )
    closure = models.PositiveIntegerField()
    score = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "portal_rating"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "incident", "closure"], name="portal_rating_once"
            ),
            models.CheckConstraint(condition=models.Q(score__range=(1, 5)), name="portal_rating_score"),
        ]
        indexes = [models.Index(fields=["organization_id", "at"], name="portal_rating_at")]

    def __str__(self) -> str:
        return f"{self.score} of 5"

    def may_change(self, at: datetime) -> bool:
        """Whether it is still new enough to be thought over."""
        return at < self.at + CHANGE_WITHIN
