"""Services (8.2.2, 8.2.4): what the organization delivers."""

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.keys import lower_key
from bailiwick.kernel.identity.models import Person, Team
from bailiwick.kernel.ledger.records import Record


class Service(Record):
    """A way of giving customers value; incidents are logged against it."""

    captured_without = ("name_key",)

    name = models.TextField()
    name_key = lower_key("name")
    description = models.TextField(blank=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, db_constraint=False, db_index=False, related_name="+"
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, db_constraint=False, db_index=False, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "name_key"], name="portfolio_service_name")
        ]

    def __str__(self) -> str:
        return self.name

    def scopes(self) -> frozenset[tuple[str, int]]:
        return frozenset({("service", self.pk)} if self.pk else ())
