"""Service level agreements (8.3.3), as far as clocks need them."""

from datetime import date

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Scope
from bailiwick.kernel.calendar.models import ServiceCalendar
from bailiwick.kernel.identity.keys import lower_key
from bailiwick.kernel.identity.models import Party
from bailiwick.kernel.ledger.records import Record
from bailiwick.portfolio.services.models import Service


class Agreement(Record):
    """Targets for a service and a customer; without a service or customer it holds for all of them."""

    captured_without = ("name_key",)

    name = models.TextField()
    name_key = lower_key("name")
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, db_constraint=False, db_index=False
    )
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, db_constraint=False, db_index=False
    )
    calendar = models.ForeignKey(ServiceCalendar, models.PROTECT, db_constraint=False, db_index=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "name_key"], name="agreements_name"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="agreements_dates",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "party", "service"], name="agreements_lookup"),
        ]

    def __str__(self) -> str:
        return self.name

    def scopes(self) -> frozenset[Scope]:
        belongs = (("service", self.service_id), ("party", self.party_id))
        return frozenset((kind, of) for kind, of in belongs if of is not None)

    def has_ended(self, on: date) -> bool:
        """Whether its last day lies before a date."""
        return self.valid_to is not None and self.valid_to < on


class ServiceLevelTarget(Record):
    """Respond or resolve within so many minutes of service time, for one priority."""

    class Metric(models.TextChoices):
        RESPONSE = "response", "Response"
        RESOLUTION = "resolution", "Resolution"

    deletable = True

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="targets", db_constraint=False, db_index=False
    )
    metric = models.TextField(choices=Metric.choices)
    priority = models.PositiveSmallIntegerField()
    within_minutes = models.PositiveIntegerField()
    warn_percent = models.PositiveSmallIntegerField(default=75)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "agreement", "metric", "priority"], name="agreements_target_once"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    priority__range=(1, 5), within_minutes__gt=0, warn_percent__range=(1, 100)
                ),
                name="agreements_target_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} of priority {self.priority} within {self.within_minutes} min"
