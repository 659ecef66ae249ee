"""Incidents are linked to each other and the link is taken back: by operation, by page and by program."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.errors import Invalid, NotFound, Refused
from bailiwick.kernel.identity.operations import issue_token
from bailiwick.resolution.incidents import operations, queries
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast
from tests.web import Browser


@pytest.fixture
def pair(cast: Cast) -> tuple[Incident, Incident]:
    return logged(cast, "The scale shows zero"), logged(cast, "The scale is wet")


def logged(cast: Cast, title: str, **more: Any) -> Incident:
    return operations.log_incident(operations.Report(title=title, **more), by=cast.sam)


def seen(cast: Cast, name: str, incident: Incident) -> list[tuple[str, str]]:
    with tenant.scope(cast.organization.id):
        return [(one.label, one.other.reference) for one in queries.linked(cast.actor(name), incident)]


def test_a_link_is_seen_from_both_ends_and_taken_back_from_either(
    cast: Cast, pair: tuple[Incident, Incident]
) -> None:
    zero, wet = pair
    made = operations.link_incident(zero, by=cast.sam, relation="caused_by", to=wet)
    assert seen(cast, "sam", zero) == [("Caused by", wet.reference)]
    assert seen(cast, "sam", wet) == [("Causes", zero.reference)]
    operations.unlink_incident(wet, by=cast.sam, link_id=made.pk)
    assert seen(cast, "sam", zero) == seen(cast, "sam", wet) == []
    assert operations.link_incident(zero, by=cast.sam, relation="caused_by", to=wet).pk == made.pk
    assert seen(cast, "sam", zero) == [("Caused by", wet.reference)]


def test_each_link_is_made_once(cast: Cast, pair: tuple[Incident, Incident]) -> None:
    zero, wet = pair
    operations.link_incident(zero, by=cast.sam, relation="relates_to", to=wet)
    for one, other in ((zero, wet), (wet, zero)):
        with pytest.raises(Invalid, match="already"):
            operations.link_incident(one, by=cast.sam, relation="relates_to", to=other)
    operations.link_incident(wet, by=cast.sam, relation="caused_by", to=zero)
    with pytest.raises(Invalid, match="itself"):
        operations.link_incident(zero, by=cast.sam, relation="relates_to", to=zero)
    with pytest.raises(Invalid, match="One of"):
        operations.link_incident(zero, by=cast.sam, relation="duplicates", to=wet)


def test_that_one_repeats_another_is_not_taken_back(cast: Cast, pair: tuple[Incident, Incident]) -> None:
    zero, wet = pair
    operations.cancel_incident(wet, by=cast.sam, closure_code="duplicate", reason="Twice", duplicate_of=zero)
    with tenant.scope(cast.organization.id):
        [kept] = queries.linked(cast.sam, zero)
    assert kept.label == "Repeated by"
    with pytest.raises(Refused):
        operations.unlink_incident(zero, by=cast.sam, link_id=kept.link.pk)


def test_a_link_shows_nobody_more_than_they_may_see(cast: Cast) -> None:
    hers = logged(cast, "The scale shows zero", reporter=cast.people["cora"])
    inside = logged(cast, "The switch is old")
    made = operations.link_incident(hers, by=cast.sam, relation="caused_by", to=inside)
    assert seen(cast, "cora", hers) == []
    with pytest.raises(Refused):
        operations.unlink_incident(hers, by=cast.cora, link_id=made.pk)
    with pytest.raises(NotFound):
        operations.unlink_incident(logged(cast, "Another"), by=cast.sam, link_id=made.pk)


def test_the_page_links_and_takes_back(cast: Cast, browser: Browser, pair: tuple[Incident, Incident]) -> None:
    zero, wet = pair
    sam, address = browser.as_("sam"), f"/incidents/{zero.reference}/"
    assert f"{address}links/" in sam.get(address).content.decode()
    refused = sam.post(f"{address}links/", {"relation": "caused_by", "to": "INC-99"})
    assert refused.status_code == 422
    assert 'value="INC-99"' in refused.content.decode()
    assert sam.post(f"{address}links/", {"relation": "caused_by", "to": wet.reference}).status_code == 303
    page = sam.get(address).content.decode()
    assert "Caused by" in page
    assert f"noted it as caused by {wet.reference}" in page
    with tenant.scope(cast.organization.id):
        [kept] = queries.linked(cast.sam, zero)
    assert "Causes" in sam.get(f"/incidents/{wet.reference}/").content.decode()
    assert sam.post(f"{address}links/{kept.link.pk}/", {"_method": "delete"}).status_code == 303
    assert f"no longer notes it as caused by {wet.reference}" in sam.get(address).content.decode()
    assert seen(cast, "sam", zero) == []


def test_a_program_links_lists_and_takes_back(cast: Cast, pair: tuple[Incident, Incident]) -> None:
    zero, wet = pair
    actor = cast.sam
    secret = issue_token(
        "links", by=actor, scopes=sorted(actor.grants), expires_at=clock.now() + timedelta(days=1)
    ).secret
    api = Client(headers={"Authorization": f"Bearer {secret}"})
    address = f"/api/v1/incidents/{zero.reference}/links"

    def post(**body: Any) -> Any:
        return api.post(address, json.dumps(body), content_type="application/json")

    made = post(relation="relates_to", to=wet.reference)
    assert made.status_code == 201, made.content
    shown = {"relation": "relates_to", "direction": "out", "reference": wet.reference, "title": wet.title}
    assert made.json() == {"id": made.json()["id"], **shown}
    assert api.get(address).json() == [made.json()]
    assert api.get(f"/api/v1/incidents/{wet.reference}/links").json()[0]["direction"] == "in"
    assert post(relation="relates_to", to=wet.reference).status_code == 422
    assert post(relation="relates_to", to="INC-99").status_code == 404
    assert api.delete(f"{address}/{2**70}").status_code == 404
    assert api.delete(f"{address}/{made.json()['id']}").status_code == 204
    assert api.get(address).json() == []
