"""Who may announce, and who may say “me too”."""

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ledger.policies import register
from bailiwick.portal.announcements.models import Announcement

JOIN = "announcement.join"


def _concerns(actor: Actor, announcement: Announcement | None) -> bool:
    """A customer's people, with what is for all customers or for theirs."""
    if actor.person_id is None or not actor.is_outsider or not actor.within_limits(JOIN):
        return False
    return announcement is None or announcement.party_id in (None, actor.party_id)


register("announcement.read", "See announcements among the staff.")
register("announcement.publish", "Announce planned work or a disturbance to customers.")
register("announcement.revise", "Change what an announcement says.")
register("announcement.end", "Say that it is over.")
register("announcement.withdraw", "Take back what should not have been announced.")
register("announcement.link", "Link an announcement to an incident, or take the link back.")
register(JOIN, "Say “me too” to an announcement, or take it back.", _concerns)
