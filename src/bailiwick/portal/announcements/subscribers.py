"""Who hears of announcements."""

from bailiwick.kernel.ledger.events import Delivery, subscribe
from bailiwick.kernel.notifications import kinds
from bailiwick.kernel.notifications.operations.telling import notify
from bailiwick.portal.announcements import queries
from bailiwick.portal.announcements.events import AnnouncementChanged, AnnouncementPublished
from bailiwick.portal.announcements.models import Announcement

kinds.declare(AnnouncementPublished, "Something was announced to your organization", is_for_outsiders=True)
kinds.declare(
    AnnouncementChanged, "There is news of an announcement that concerns you", is_for_outsiders=True
)


@subscribe(AnnouncementPublished)
def tell_of_announcement(delivery: Delivery) -> None:
    """The people of the customer that it is for; what is for everybody is read in the portal."""
    announcement = _announcement(delivery)
    people = queries.addressed_people(announcement)
    notify(people, delivery, text=announcement.title, path=_path(announcement))


@subscribe(AnnouncementChanged)
def tell_of_news(delivery: Delivery) -> None:
    """Whoever said “me too”; what was withdrawn is told to nobody."""
    if delivery.event.news == "withdrawn":
        return
    announcement = _announcement(delivery)
    news = "It is over" if delivery.event.news == "over" else "News"
    people = queries.concerned_people(announcement)
    notify(people, delivery, text=f"{news}: {announcement.title}", path=_path(announcement))


def _announcement(delivery: Delivery) -> Announcement:
    return Announcement.objects.get(pk=delivery.event.announcement_id)


def _path(announcement: Announcement) -> str:
    return f"/portal/announcements/{announcement.pk}/"
