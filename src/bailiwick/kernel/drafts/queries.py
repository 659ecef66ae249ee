"""Read one's own drafts; there is no way to read another person's."""

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.drafts.models import Draft

# Asked with every page: which forms the reader has begun.
BEGUN = """
select coalesce(jsonb_agg(form), '[]'::jsonb) from drafts_draft
where organization_id = %(organization)s and person_id = %(person)s and typed <> '[]'::jsonb
"""


def own_draft(actor: Actor, form: str) -> Draft | None:
    """The actor's draft for a form, also the trace of one that was sent."""
    return Draft.objects.filter(person_id=actor.person_id or 0, form=form).first()
