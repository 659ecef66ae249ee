"""What happens to announcements."""

from dataclasses import dataclass

from bailiwick.kernel.ledger.events import event


@event
@dataclass(frozen=True, slots=True)
class AnnouncementPublished:
    """Customers can read it now; `party_id` is empty when it is for all of them."""

    announcement_id: int
    party_id: int | None


@event
@dataclass(frozen=True, slots=True)
class AnnouncementChanged:
    """It says something else now, or is over."""

    announcement_id: int
    party_id: int | None
    news: str
