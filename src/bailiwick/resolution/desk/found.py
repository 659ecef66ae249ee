"""Incidents among the results of a search."""

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.search.kinds import Hit, Kind
from bailiwick.resolution.incidents import queries


def find(actor: Actor, words: str, limit: int) -> list[Hit]:
    """Incidents that contain the words, newest first."""
    ids = queries.search(actor, words, limit=limit)
    rows = {row.pk: row for row in queries.visible(actor).filter(pk__in=ids)}
    return [
        Hit(
            rows[pk].reference,
            rows[pk].title,
            f"/incidents/{rows[pk].reference}/",
            rows[pk].state.replace("_", " "),
        )
        for pk in ids
    ]


def go(actor: Actor, reference: str) -> str:
    """The page of "INC-42" or "42"; nothing for anything else."""
    if not reference.upper().startswith("INC-") and not reference.isdigit():
        return ""
    try:
        return f"/incidents/{queries.incident(actor, reference).reference}/"
    except NotFound:
        return ""


INCIDENTS = Kind("Incidents", find, go)
