"""What people have mailed to them, and when."""

from collections.abc import Iterable
from datetime import time

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, Refused
from bailiwick.kernel.notifications import kinds
from bailiwick.kernel.notifications.models import NotificationChoice


def choose_mail(
    *, by: Actor, unmailed: Iterable[str], quiet_from: time | None, quiet_until: time | None
) -> NotificationChoice:
    """Say which news is not mailed to oneself, and between which times none is; the page still shows everything."""
    if by.person_id is None:
        raise Refused("Only people choose what they are told.")
    off, known = sorted(set(unmailed)), {kind.name for kind in kinds.offered(by)}
    wrong = {}
    if unknown := [name for name in off if name not in known]:
        wrong["unmailed"] = f"There is no news “{unknown[0]}”."
    if (quiet_from is None) != (quiet_until is None):
        wrong["quiet_until" if quiet_until is None else "quiet_from"] = "Say both when it begins and ends."
    if quiet_from is not None and quiet_from == quiet_until:
        wrong["quiet_until"] = "It ends when it begins."
    if wrong:
        raise Invalid(wrong)
    choice, _ = NotificationChoice.objects.update_or_create(
        person_id=by.person_id,
        defaults={"unmailed": off, "quiet_from": quiet_from, "quiet_until": quiet_until},
    )
    return choice
