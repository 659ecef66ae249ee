"""Live pages of customers: told of their own customer's records, and of nothing else."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.ledger.events import Delivery
from bailiwick.kernel.notifications import live
from bailiwick.portal.pages import subscribers
from bailiwick.resolution.incidents import events
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.site.hub import Hub, Subscriber
from tests.cast import Cast


def heard(cast: Cast, payload: str) -> dict[str, list[str]]:
    """What each of the cast's open pages is told by a message."""
    hub, found = Hub(""), {}
    for name in ("sam", "cora", "dan", "zoe"):
        actor = cast.actor(name)
        found[name] = Subscriber(
            actor.organization_id, actor.person_id or 0, actor.party_id, frozenset({"incident:4"})
        )
        hub.join(found[name])
    hub.deliver(payload)
    return {name: [*one._topics] for name, one in found.items() if one._topics}


def test_a_message_for_a_customer_reaches_its_people_only(cast: Cast) -> None:
    told = {"o": cast.organization.id, "k": "incident", "r": [4]}
    assert heard(cast, json.dumps(told)) == {"sam": ["incident:4"]}
    assert heard(cast, json.dumps({**told, "c": cast.quay.pk})) == {"cora": ["incident:4"]}
    assert set(heard(cast, json.dumps({**told, "c": live.EVERY_PARTY}))) == {"cora", "dan"}
    assert set(heard(cast, json.dumps({**told, "p": cast.dan.person_id}))) == {"dan"}


@pytest.mark.parametrize(("is_public", "count"), [(True, 2), (False, 0)])
def test_customers_pages_hear_of_what_was_said_to_them(cast: Cast, is_public: bool, count: int) -> None:
    incident = incidents.log_incident(incidents.Report(title="Scale shows zero"), by=cast.cora)
    with CaptureQueriesContext(connection) as asked, tenant.scope(cast.organization.id):
        event = events.IncidentCommented(incident.pk, 1, is_public)
        subscribers.show_comment(Delivery(cast.organization.id, 1, "", None, "Sam", clock.now(), event))
    told = [query["sql"] for query in asked.captured_queries if "pg_notify" in query["sql"]]
    assert len(told) == count
    assert all(f'"c": {cast.quay.pk}}}' in sql for sql in told)
