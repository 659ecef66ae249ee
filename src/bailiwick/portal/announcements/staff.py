"""What is announced to customers now, for the staff who answer them."""

from django.urls import reverse

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ui.navigation import may_somewhere
from bailiwick.portal.announcements import queries
from bailiwick.resolution.desk.beyond import Notice


def notices(actor: Actor) -> list[Notice]:
    """A line for each present announcement that the actor may see."""
    if not may_somewhere(actor, "announcement.read"):
        return []
    return [
        Notice(
            f"Announced to {one.party.name if one.party else 'all customers'}: {one.title}",
            reverse("announcements-record", args=[one.pk]),
        )
        for one in queries.present(actor, besides_over=True)
    ]
