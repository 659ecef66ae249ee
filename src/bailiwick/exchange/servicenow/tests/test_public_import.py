"""A part of the public log, as odd as the whole: the database says of it exactly what the file says."""

from pathlib import Path

import pytest
from django.db import connection

from bailiwick.exchange.servicenow.preview import preview
from bailiwick.exchange.servicenow.survey import Survey
from bailiwick.kernel.base import tenant
from bailiwick.kernel.work.models import Clock, Transition
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast

from .imported import agree, bring_in, counts, payload
from .imported import entries as entries_of

CHUNK, INCIDENTS = 200, 1566


@pytest.mark.long
def test_the_public_log(cast: Cast, public_part: Path, survey_of_part: Survey) -> None:
    agree(cast)
    with tenant.scope(cast.organization.id):
        expected = preview(survey_of_part)
    before = counts(cast)
    facts = bring_in(cast, public_part, sizes=survey_of_part.sizes, chunk=CHUNK)
    assert facts == survey_of_part.facts
    made = {table: count - before[table] for table, count in counts(cast).items()}
    assert made["work_item"] == made["resolution_incident"] == expected.incidents == INCIDENTS
    assert made["ledger_event"] == facts["updates"] + -(-INCIDENTS // CHUNK)
    assert made["identity_person"] == expected.staff + expected.users
    assert (made["identity_team"], made["resolution_category"]) == (expected.teams, expected.categories)
    with tenant.scope(cast.organization.id):
        assert made["work_clock"] == Clock.objects.count() == 2 * INCIDENTS
        assert not Clock.objects.filter(state__in=["running", "paused"]).exists(), "all are closed"
        assert Transition.objects.filter(from_state="").count() == INCIDENTS
        assert not Incident.objects.exclude(state="closed").exists()
        assert misplaced() == 0
    first = payload(entries_of(cast, "INC0000045")[0])["facts"]
    assert (first["log_row"], first["log_by"], first["changes"]["priority"]) == (
        2,
        "Updated by 21",
        [None, 3],
    )
    after = counts(cast)
    assert bring_in(cast, public_part, sizes=survey_of_part.sizes) == facts
    assert counts(cast) == after


def misplaced() -> int:
    """Moves that do not begin where the one before them led to, by time and then by number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from (select from_state, lag(to_state, 1, '') over "
            "(partition by item_id order by at, id) as before from work_transition) moves where from_state <> before"
        )
        found: int = cursor.fetchone()[0]
    return found
