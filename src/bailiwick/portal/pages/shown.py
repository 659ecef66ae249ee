"""One incident as a customer sees it, for the customer and for the staff who look over their shoulder."""

from typing import Any

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.queries import largest_file
from bailiwick.kernel.process.definitions import definition
from bailiwick.kernel.work.relations.queries import is_merged
from bailiwick.portal.announcements import queries as announcements
from bailiwick.portal.pages.words import closes_by_itself, standing, told
from bailiwick.portal.ratings import queries as ratings
from bailiwick.portfolio.services.queries import visible_services
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.incidents.rules import IncidentFacts
from bailiwick.resolution.reading import story, verbs


def shown(actor: Actor, found: Incident, *, before: int | None = None) -> dict[str, Any]:
    """What the page of an incident needs, for an outsider's eyes."""
    of = definition(found.process_id)
    entries, earlier = story.story(actor, found, of, before=before)
    rating = ratings.rating(found) if found.category == "closed" else None
    possible = {one.name for one in verbs.offered(found, actor, of)}
    is_reopenable = bool(IncidentFacts(found, {})["within_reopen_window"])
    waits = found.category == "resolved"
    service = visible_services(actor).filter(pk=found.service_id).first() if found.service_id else None
    merged = is_merged(found)
    return {
        "page_title": f"{found.reference} {found.title}",
        "incident": found,
        "standing": standing(found.state, found.category, is_merged=merged),
        "is_merged": merged,
        "story": [one for entry in entries if (one := told(entry, actor.name))],
        "earlier": earlier,
        "files": story.attachments(actor, found),
        "service": service,
        "announcements": announcements.about(actor, found),
        "may_confirm": "incident.close" in possible,
        "may_reopen": "incident.reopen" in possible and is_reopenable,
        "closes_at": closes_by_itself(found.resolved_at) if waits and found.resolved_at else None,
        "due_at": found.due_at if found.is_live and found.due_at and found.due_at > clock.now() else None,
        "is_own": found.reporter_id == actor.person_id,
        "is_followed": any(key == actor.person_id for key, _ in queries.watchers(found)),
        "rating": rating,
        "may_rate": ratings.may_rate(actor, found, rating),
        "limit": largest_file(),
        "errors": [],
        "typed": "",
        "is_preview": False,
    }
