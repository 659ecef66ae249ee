"""Attach files to incidents."""

from collections.abc import Iterable

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.queries import largest_file
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.work.files import store
from bailiwick.kernel.work.models import Attachment
from bailiwick.kernel.work.relations.queries import goes_on
from bailiwick.kernel.work.steps import act
from bailiwick.kernel.work.texts import line
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.incidents.rules import IncidentFacts

VERB = "incident.attach"


def attach_file(
    incident: Incident, *, by: Actor, name: str, chunks: Iterable[bytes], is_public: bool = True
) -> Attachment:
    """Put a file beside the incident; its bytes are written before, its record in the operation."""
    policies.require(by, VERB, incident)
    called = line(name.replace("\\", "/").rpartition("/")[2], "file", length=200)
    incident = goes_on(incident, by)
    with tenant.scope(by.organization_id):
        largest = largest_file()
    stored = store.put(by.organization_id, chunks, called, largest=largest)
    with act(VERB, incident, by=by, facts=lambda found: IncidentFacts(found, {})) as doing:
        attachment = Attachment.objects.create(
            item_id=incident.pk,
            name=called,
            media_type=stored.media_type,
            size=stored.size,
            sha256=stored.sha256,
            is_public=is_public or by.is_outsider,
            by_id=by.person_id,
        )
        doing.op.facts |= {
            "attachment": attachment.pk,
            "file": called,
            "sha256": stored.sha256,
            "size": stored.size,
        }
    return attachment
