"""An import as a whole: once is enough, for whoever may, all of it or nothing, and nobody else's."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from psycopg.pq import PipelineStatus

from bailiwick.exchange.past.names import Names
from bailiwick.exchange.past.operations import import_incidents
from bailiwick.exchange.past.types import PastIncident
from bailiwick.exchange.servicenow import importing
from bailiwick.exchange.servicenow.conversion import past_incident
from bailiwick.exchange.servicenow.histories import IncidentHistory, read_histories
from bailiwick.exchange.servicenow.importing import import_log, prepare_import
from bailiwick.exchange.servicenow.malformed import MalformedLog
from bailiwick.exchange.servicenow.preview import preview
from bailiwick.exchange.servicenow.stored import stored_facts
from bailiwick.exchange.servicenow.survey import survey_log
from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import Refused
from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.identity.models import Team
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.ledger.models import LedgerEvent
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast

from .conftest import CLOSED, LIFE
from .imported import agree, bring_in, counts, incident
from .test_checks import ODD

LogOf = Callable[..., Path]


def test_a_second_run_changes_nothing(cast: Cast, log_of: LogOf, monkeypatch: pytest.MonkeyPatch) -> None:
    agree(cast)
    path = log_of(*LIFE, {"number": "INC2"})
    first, before = bring_in(cast, path), counts(cast)
    with monkeypatch.context() as patched:
        patched.setattr(importing, "past_incident", lambda _history: pytest.fail("it is here already"))
        assert bring_in(cast, path) == first
    assert counts(cast) == before
    with tenant.scope(cast.organization.id):
        runs = list(
            Run.objects.order_by("id").values_list("state", "facts__created", "facts__existing", "done")
        )
    assert runs == [("done", 2, 0, 4), ("done", 0, 2, 4)]


def test_what_another_run_brought_in_meanwhile_is_left_as_it_is(cast: Cast, log_of: LogOf) -> None:
    pasts = [past_incident(one) for one in read_histories(log_of(*LIFE))]
    assert import_incidents(pasts, by=cast.mia, names=Names()) == 1
    before = counts(cast)
    assert import_incidents(pasts, by=cast.mia, names=Names()) == 0
    assert counts(cast) == before


def test_months_are_those_of_the_logs_zone(cast: Cast, log_of: LogOf) -> None:
    path, tokyo = log_of({"opened_at": "1/3/2016 00:10"}), ZoneInfo("Asia/Tokyo")
    run = prepare_import(path, by=cast.mia, zone="Asia/Tokyo")
    assert import_log(run, path, by=cast.mia, zone=tokyo)["opened_by_month"] == {"2016-03": 1}
    assert incident(cast).opened_at == datetime(2016, 2, 29, 15, 10, tzinfo=UTC)


def test_what_is_logged_and_done_here_does_not_count_as_imported(cast: Cast, log_of: LogOf) -> None:
    first = bring_in(cast, log_of(*LIFE))
    incidents.log_incident(incidents.Report(title="Ours", impact=1, urgency=1), by=cast.sam)
    incidents.comment_incident(incident(cast), by=cast.sam, text="It came from elsewhere.")
    with tenant.scope(cast.organization.id):
        assert stored_facts(UTC) == first


def test_a_longer_log_brings_in_what_is_new(cast: Cast, log_of: LogOf) -> None:
    bring_in(cast, log_of(*LIFE))
    before = incident(cast).updated_at
    log = log_of(*LIFE, CLOSED | {"sys_updated_at": "14/3/2016 12:00"}, {"number": "INC2"})
    with tenant.scope(cast.organization.id):
        expected = preview(survey_log(log)).as_dict()
    assert expected == {
        "incidents": 1, "updates": 1, "staff": 0, "users": 0, "teams": 0, "categories": 0, "existing_incidents": 1,
    }  # fmt: skip
    bring_in(cast, log)
    assert incident(cast).updated_at == before
    assert incident(cast, "INC2").state == "new"


def test_the_preview_says_what_will_be_made(cast: Cast, log_of: LogOf) -> None:
    second = {
        "number": "INC2",
        "caller_id": "Caller  2",
        "subcategory": "Sub 2",
        "assignment_group": "service DESK",
    }
    path = log_of(*LIFE, second)
    with tenant.scope(cast.organization.id):
        expected = preview(survey_log(path))
    before = counts(cast)
    bring_in(cast, path)
    made = Counter(counts(cast)) - Counter(before)
    assert (expected.incidents, made["work_item"]) == (2, 2)
    assert (expected.staff + expected.users, made["identity_person"]) == (5, 5)
    assert (expected.teams, made["identity_team"]) == (1, 1)
    assert (expected.categories, made["resolution_category"]) == (3, 3)


def test_all_incidents_may_be_about_one_service(cast: Cast, log_of: LogOf) -> None:
    bring_in(cast, log_of(*LIFE), service=cast.weighing)
    assert incident(cast).service_id == cast.weighing.pk


def test_whoever_may_not_import_imports_nothing(cast: Cast, log_of: LogOf) -> None:
    path, before = log_of(*LIFE), counts(cast)
    for actor in (cast.sam, cast.rui, cast.cora):
        with pytest.raises(Refused, match=r"incident\.import"):
            bring_in(cast, path, by=actor)
    with tenant.scope(cast.organization.id):
        assert not Run.objects.exists()
    allowed = prepare_import(path, by=cast.mia, zone="UTC")
    with pytest.raises(Refused):
        import_log(allowed, path, by=cast.sam, zone=UTC)
    assert allowed.state == "waiting", "it was refused before it began"
    with pytest.raises(Refused):
        import_incidents([past_incident(one) for one in read_histories(path)], by=cast.sam, names=Names())
    assert counts(cast) == before


def test_nothing_of_a_malformed_log_is_imported(cast: Cast, log_of: LogOf) -> None:
    before = counts(cast)
    with pytest.raises(MalformedLog, match="line 4, column priority"):
        bring_in(cast, log_of(*LIFE[:2], {"priority": "high"}))
    assert counts(cast) == before
    with tenant.scope(cast.organization.id):
        run = Run.objects.get()
    assert (run.state, run.error.startswith("line 4, column priority")) == ("failed", True)


def test_another_organization_is_not_touched(cast: Cast, log_of: LogOf) -> None:
    identity.add_team("Group 5", by=cast.zoe)
    with tenant.scope(cast.other.id):
        entries_before = LedgerEvent.objects.count()
    bring_in(cast, log_of(*LIFE))
    with tenant.scope(cast.other.id):
        assert LedgerEvent.objects.count() == entries_before
        assert not Incident.objects.exists()
        assert list(Team.objects.values_list("name", flat=True)) == ["Group 5"]
        assert not Run.objects.exists()


def test_the_database_says_of_odd_logs_what_the_survey_says(cast: Cast, log_of: LogOf) -> None:
    rows = [{**row, "number": f"INC{place}"} for place, (odd, _) in enumerate(ODD) for row in odd]
    path = log_of(*rows)
    facts = bring_in(cast, path, chunk=4)
    assert facts == survey_log(path).facts
    assert facts["incidents"] == len(ODD)


def test_a_chunk_is_made_while_the_one_before_is_written(
    cast: Cast, log_of: LogOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    during_writes: list[tuple[str, bool]] = []

    def convert(history: IncidentHistory) -> PastIncident:
        status = connection.connection.pgconn.pipeline_status
        during_writes.append((history.number, status != PipelineStatus.OFF))
        return past_incident(history)

    monkeypatch.setattr(importing, "past_incident", convert)
    facts = bring_in(cast, log_of(*LIFE, {"number": "INC2"}, {"number": "INC3"}), chunk=1)
    assert facts["incidents"] == 3
    assert during_writes == [("INC1", False), ("INC2", True), ("INC3", True)]
