"""What an announcement says."""

from dataclasses import dataclass
from datetime import datetime

from bailiwick.kernel.identity.models import Party
from bailiwick.portfolio.services.models import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The content of an announcement; without a party it is for all customers."""

    title: str
    text: str = ""
    kind: str = "unplanned"
    party: Party | None = None
    service: Service | None = None
    from_at: datetime
    until_at: datetime | None = None
