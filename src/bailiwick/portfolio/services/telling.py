"""What rules of telling can say of anything that is about a service."""

from typing import Any

from bailiwick.kernel.notifications.items import MOST_CHOICES, choices_of
from bailiwick.kernel.notifications.news import Condition, Placeholder
from bailiwick.portfolio.services.models import Service


def _services() -> list[tuple[str, str]]:
    return choices_of(Service.objects.filter(retired_at=None).order_by("name_key")[:MOST_CHOICES])


def _name(record: Any) -> str:
    found = Service.objects.filter(pk=record.service_id or 0).values_list("name", flat=True).first()
    return found or ""


SERVICE = Condition("service", "Service", lambda one, _: one.service_id, _services)
SERVICE_NAME = Placeholder("service", "the service it is about", lambda one, _: _name(one))
