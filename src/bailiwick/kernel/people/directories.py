"""People out of an organization's directory (LDAP), as rows to be brought in: looked at first, like those of a file."""

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.federation import queries
from bailiwick.kernel.identity.federation.domains import domain_of
from bailiwick.kernel.identity.federation.models import IdentityProvider, LinkedIdentity
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.people.running import VERB, prepare_rows
from bailiwick.kernel.people.types import PersonRow
from bailiwick.kernel.protocols import ldap
from bailiwick.kernel.protocols.types import Entry


def prepare_directory(provider: IdentityProvider, *, by: Actor) -> Run:
    """A run over everybody in a directory, that waits to be confirmed; raises Invalid when it shows nobody.

    Who signed in from it before is known by its identifier, whatever their address became; everybody else by address.
    """
    policies.require(by, VERB)
    with tenant.scope(by.organization_id):
        directory = queries.directory_of(provider)
        links = LinkedIdentity.objects.filter(provider=provider, person__disabled_at=None)
        known = dict(links.values_list("subject", "person_id"))
    found = ldap.people(directory)
    if not found:
        raise Invalid({"": "The directory shows nobody: nothing would be right to do."})
    rows = [_row(line, one, provider, known) for line, one in enumerate(found, 1)]
    gone = known.keys() - {one.claims.subject for one in found}
    left = [
        PersonRow(line, person_id=known[subject], active=False)
        for line, subject in enumerate(sorted(gone), len(rows) + 1)
    ]
    return prepare_rows(rows + left, by=by, title=provider.name)


def _row(line: int, entry: Entry, provider: IdentityProvider, known: dict[str, int]) -> PersonRow:
    """An entry; it opens an account only in the domains for which the directory may speak."""
    claims = entry.claims
    may_sign_in = domain_of(claims.email) in provider.domains and not entry.is_disabled
    return PersonRow(
        line,
        name=claims.name or None,
        email=claims.email or None,
        sign_in=claims.email if may_sign_in else None,
        active=False if entry.is_disabled else None,
        person_id=known.get(claims.subject),
    )
