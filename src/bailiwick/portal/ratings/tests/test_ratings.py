"""Ratings: once per closure, by whoever reported it, and what they cause."""

from datetime import timedelta

import pytest
import time_machine

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, Refused
from bailiwick.kernel.evidence.measures import measured
from bailiwick.kernel.evidence.types import Period
from bailiwick.kernel.ledger.events import Delivery
from bailiwick.kernel.notifications.models import Notification
from bailiwick.kernel.notifications.operations.telling import tell
from bailiwick.portal.ratings import queries
from bailiwick.portal.ratings.events import IncidentRated
from bailiwick.portal.ratings.models import Rating
from bailiwick.portal.ratings.operations import rate_incident
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast


def closed(cast: Cast) -> Incident:
    made = incidents.log_incident(
        incidents.Report(
            title="Scale shows zero", service=cast.weighing, classification=cast.hardware, impact=2, urgency=2,
            channel="mail", reporter=cast.people["cora"],
        ),
        by=cast.sam,
    )  # fmt: skip
    incidents.resolve_incident(made, by=cast.sam, resolution="Fuse", closure_code="fixed", note="Swapped")
    return incidents.close_incident(made, by=cast.cora)


def test_a_closure_is_rated_once_and_can_be_thought_over_for_some_days(cast: Cast) -> None:
    incident = closed(cast)
    rate_incident(incident, by=cast.cora, score=2, words="Slow")
    rate_incident(incident, by=cast.cora, score=4)
    with tenant.scope(cast.organization.id):
        given = Rating.objects.get()
        assert (given.score, given.words, given.changed_at is not None) == (4, "", True)
        assert queries.unrated(cast.cora) == []
    with time_machine.travel(clock.now() + timedelta(days=8)), pytest.raises(NotAllowedNow):
        rate_incident(incident, by=cast.cora, score=5)


def test_only_whoever_reported_it_rates_and_only_when_it_is_over(cast: Cast) -> None:
    incident = closed(cast)
    for by in (cast.dan, cast.sam, cast.ada):
        with pytest.raises(Refused):
            rate_incident(incident, by=by, score=5)
    with pytest.raises(Invalid):
        rate_incident(incident, by=cast.cora, score=6)
    still_open = incidents.log_incident(incidents.Report(title="It hums"), by=cast.cora)
    with pytest.raises(NotAllowedNow):
        rate_incident(still_open, by=cast.cora, score=5)
    with time_machine.travel(clock.now() + timedelta(days=31)), pytest.raises(NotAllowedNow):
        rate_incident(incident, by=cast.cora, score=5)


def test_the_mean_is_a_measure_that_leads_to_its_incidents(cast: Cast) -> None:
    for score in (5, 2):
        rate_incident(closed(cast), by=cast.cora, score=score)
    now = clock.now()
    with tenant.scope(cast.organization.id):
        found = measured("incident", "satisfaction", Period(now - timedelta(days=1), now + timedelta(days=1)))
        assert found is not None
        assert found.records is not None
        assert (found.value, found.of, found.records.count()) == (3.5, 2, 2)
        empty = measured("incident", "satisfaction", Period(now - timedelta(days=9), now - timedelta(days=8)))
        assert empty is not None
        assert (empty.value, empty.of) == (None, 0)


@pytest.mark.parametrize(("score", "told"), [(2, ["Mia"]), (3, [])])
def test_the_incident_manager_hears_of_a_low_rating(cast: Cast, score: int, told: list[str]) -> None:
    incident = closed(cast)
    with tenant.scope(cast.organization.id):
        event = IncidentRated(incident.pk, score)
        delivery = Delivery(
            cast.organization.id, 1, "incident.rate", cast.cora.person_id, "Cora", clock.now(), event
        )
        tell(delivery)
        assert [one.person.name for one in Notification.objects.select_related("person")] == told
