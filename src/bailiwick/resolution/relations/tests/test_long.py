"""Ten thousand comments on one incident: shown page by page, to the customer too, within the ceiling of queries."""

import json
import time

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.ledger.operation import Entry, operation, record_entries
from bailiwick.kernel.work.models import Comment
from tests.architecture import source
from tests.cast import Cast
from tests.routes.incidents import logged
from tests.web import Browser

COMMENTS = 10_000
CEILINGS = json.loads((source.ROOT / "tests" / "architecture" / "query_counts.json").read_text())


def test_an_incident_with_ten_thousand_comments(cast: Cast, browser: Browser) -> None:
    found, at = logged(cast), clock.now()
    with operation("organization.revise", by=cast.ada) as op:
        said = Comment.objects.bulk_create(
            Comment(item_id=found.pk, author=cast.people["sam"], at=at, text=f"Note {n}.", is_public=n < 100)
            for n in range(COMMENTS)
        )
        entries = [Entry("incident.comment", "incident", found.pk, at, {"comment": one.pk}) for one in said]
        record_entries(op, entries)
    sam, cora = browser.as_("sam"), browser.as_("cora")
    address = f"/incidents/{found.reference}/"
    sam.get(address)
    begun = time.monotonic()
    with CaptureQueriesContext(connection) as captured:
        page = sam.get(address).content.decode()
    asked = [
        one["sql"] for one in captured.captured_queries if one["sql"].startswith(("SELECT", "select", "\n"))
    ]
    assert len(asked) <= CEILINGS["incident"]
    assert time.monotonic() - begun < 1.5
    assert "Note 9999." in page and "Note 9939." not in page and "Earlier entries" in page
    # What is among the staff does not push what the customer may read off their page.
    assert "Note 99." in cora.get(f"/portal{address}").content.decode()
    with tenant.scope(cast.organization.id):
        assert Comment.objects.filter(item_id=found.pk).count() == COMMENTS
