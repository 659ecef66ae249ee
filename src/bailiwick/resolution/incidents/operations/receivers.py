"""Who and what an incident may be given to."""

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.models import Party, Person, Team
from bailiwick.portfolio.services.models import Service
from bailiwick.resolution.incidents.models import Category


def check_receivers(team: Team | None, assignee: Person | None, named: str = "assignee") -> None:
    """A team in use, and somebody of the staff who is not disabled; raises Invalid."""
    if team is not None and team.retired_at is not None:
        raise Invalid({"team": f"{team} is retired."})
    if assignee is not None and (assignee.is_disabled or assignee.party_id is not None):
        raise Invalid({named: f"{assignee} takes no work."})


def check_matter(service: Service | None, classification: Category | None) -> None:
    """A service and a category in use; raises Invalid."""
    if service is not None and service.retired_at is not None:
        raise Invalid({"service": f"{service} is retired."})
    if classification is not None and classification.retired_at is not None:
        raise Invalid({"classification": f"{classification} is retired."})


def check_reporter(reporter: Person | None, party: Party | None) -> None:
    """A reporter of another customer would hear what is not theirs; raises Invalid."""
    if reporter is not None and party is not None and reporter.party_id not in (None, party.pk):
        raise Invalid({"reporter": f"{reporter} does not belong to {party}."})
