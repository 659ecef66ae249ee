"""Announcements: what the staff tells customers of a service, before or while it is disturbed."""

from datetime import datetime

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Scope
from bailiwick.kernel.identity.models import Party, Person
from bailiwick.kernel.ledger.records import Record
from bailiwick.portfolio.services.models import Service


class Announcement(Record):
    """A notice to customers; without a party it is for all of them, without a service about none in particular."""

    class Kind(models.TextChoices):
        UNPLANNED = "unplanned", "Disturbance"
        PLANNED = "planned", "Planned work"

    title = models.TextField()
    text = models.TextField(blank=True)
    kind = models.TextField(choices=Kind.choices)
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, db_constraint=False, db_index=False
    )
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, db_constraint=False, db_index=False
    )
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, editable=False)
    outcome = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        Person, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    published_at = models.DateTimeField(default=clock.now, editable=False)
    updated_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "portal_announcement"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["unplanned", "planned"]), name="portal_announcement_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(until_at__isnull=True) | models.Q(until_at__gt=models.F("from_at")),
                name="portal_announcement_times",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "-from_at", "-id"], name="portal_announcement_newest"),
            models.Index(
                fields=["organization_id", "from_at"],
                name="portal_announcement_open",
                condition=models.Q(ended_at__isnull=True, withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def scopes(self) -> frozenset[Scope]:
        belongs = (("party", self.party_id), ("service", self.service_id))
        return frozenset((kind, of) for kind, of in belongs if of is not None)

    @property
    def is_withdrawn(self) -> bool:
        """Whether it should never have been said."""
        return self.withdrawn_at is not None

    def is_over(self, at: datetime) -> bool:
        """Whether it concerns nobody any more: ended, withdrawn, or past its last instant."""
        over = self.ended_at is not None or self.is_withdrawn
        return over or (self.until_at is not None and self.until_at <= at)

    def standing(self, at: datetime) -> str:
        """Where it stands at an instant, in a word or two."""
        if self.is_withdrawn:
            return "Withdrawn"
        if self.is_over(at):
            return "Over"
        return "Now" if self.from_at <= at else "Coming"


class Concern(Record):
    """Somebody said “me too”: it counts, and they hear what becomes of the announcement."""

    deletable = True

    announcement = models.ForeignKey(
        Announcement, models.PROTECT, related_name="concerns", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "portal_concern"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "announcement", "person"], name="portal_concern_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} is concerned by {self.announcement}"
