"""What people have mailed to them, and when."""

from collections.abc import Iterable
from datetime import time

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, Refused
from bailiwick.kernel.notifications import queries
from bailiwick.kernel.notifications.models import NotificationChoice


def choose_mail(
    *,
    by: Actor,
    unmailed: Iterable[str],
    quiet_from: time | None,
    quiet_until: time | None,
    language: str = "",
) -> NotificationChoice:
    """Say which news is not mailed to oneself, between which times none is, and in which language it is worded.

    The page still shows everything, and what the organization insists on is mailed all the same.
    """
    if by.person_id is None:
        raise Refused("Only people choose what they are told.")
    off, known = set(unmailed), {one.news.name for one in queries.offered(by)}
    before = set(queries.own_choice(by).unmailed)
    wrong = {}
    if unknown := sorted(off - known - before):
        wrong["unmailed"] = f"There is no news “{unknown[0]}”."
    if (quiet_from is None) != (quiet_until is None):
        wrong["quiet_until" if quiet_until is None else "quiet_from"] = "Say both when it begins and ends."
    if quiet_from is not None and quiet_from == quiet_until:
        wrong["quiet_until"] = "It ends when it begins."
    if language and language not in queries.languages():
        wrong["language"] = "Your organization has no words in this language."
    if wrong:
        raise Invalid(wrong)
    choice, _ = NotificationChoice.objects.update_or_create(
        person_id=by.person_id,
        defaults={
            # What cannot reach them now stays as they chose it: it may again.
            "unmailed": sorted(off | (before - known)),
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
            "language": language,
        },
    )
    return choice
