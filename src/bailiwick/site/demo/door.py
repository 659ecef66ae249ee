"""Who was let in at the door: the supplier's support, which helped to set the product up."""

from datetime import datetime, timedelta

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.models import Role
from bailiwick.kernel.identity.operations import end_support, grant_support
from bailiwick.site.demo.organization import Scenery
from bailiwick.site.demo.people import Roll

ADDRESS, NAME, FOR_HOURS = "robin@product-support.example", "Robin Hale", 3


def let_support_in(scenery: Scenery, roll: Roll, at: datetime) -> None:
    """A consent of the administrator's, over after three hours and noted so."""
    administrator = next(member for member in roll.staff if member.role == "ADMIN")
    ends_at = at + timedelta(hours=FOR_HOURS)
    with clock.at(at):
        access = grant_support(
            ADDRESS,
            by=scenery.actor(administrator.key),
            name=NAME,
            roles=[Role.objects.get(code="TECH")],
            starts_at=at,
            ends_at=ends_at,
            reason="Helps to set up calendars and agreements",
        )
    with clock.at(ends_at):
        end_support(access, by=scenery.system())
