"""What figures can be narrowed to."""

from typing import Any

from django.db.models import QuerySet

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.queries import visible_parties, visible_teams
from bailiwick.portfolio.services.queries import services_in_use

MOST = 500


def choices(actor: Actor) -> list[dict[str, Any]]:
    """Services, customers and teams that figures can be narrowed to; what one sees none of is not asked for."""
    offered: list[tuple[str, str, QuerySet[Any]]] = [
        ("service", "Service", services_in_use(actor).order_by("name")),
        ("team", "Team", visible_teams(actor).filter(retired_at=None)),
    ]
    if not actor.is_outsider:
        offered.insert(1, ("party", "Customer", visible_parties(actor).filter(kind="customer")))
    found = [
        {"name": name, "label": label, "choices": list(rows.values_list("pk", "name")[:MOST])}
        for name, label, rows in offered
    ]
    return [one for one in found if one["choices"]]
