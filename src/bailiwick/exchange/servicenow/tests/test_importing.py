"""Small logs brought in: records, history, clocks and names."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bailiwick.agreements.levels.models import Agreement
from bailiwick.exchange.servicenow.survey import survey_log
from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.identity.models import Party, Person, Team
from bailiwick.kernel.ledger.models import LedgerChange, LedgerEvent
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.process.definitions import definition
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.models import Category
from bailiwick.resolution.incidents.tasks import watch_clocks_of
from bailiwick.resolution.reading.story import story
from tests.cast import Cast

from .conftest import CLOSED, LIFE, RESOLVED, Row
from .imported import agree, bring_in, clocks, entries, incident, moves, payload, person

LogOf = Callable[..., Path]
OPENED = datetime(2016, 2, 29, 1, 16, tzinfo=UTC)
MADE = OPENED + timedelta(minutes=7)
ENDED = datetime(2016, 2, 29, 11, 29, tzinfo=UTC)
ACTIVE = {"incident_state": "Active", "sys_updated_at": "29/2/2016 02:00"}
AWAITING = {"incident_state": "Awaiting User Info", "sys_updated_at": "29/2/2016 03:00"}


def test_a_whole_life(cast: Cast, log_of: LogOf) -> None:
    facts = bring_in(cast, log_of(*LIFE))
    item = incident(cast)
    assert item.reference == "INC-1"
    assert (item.title, item.channel, item.state, item.category) == (
        "Symptom 7 (Category 5 / Sub 1)", "phone", "closed", "closed",
    )  # fmt: skip
    assert (item.impact, item.urgency, item.priority, item.override_reason) == (2, 2, 3, "")
    assert (item.closure_code, item.resolution, item.service_id) == ("code 5", "", None)
    assert (item.opened_at, item.responded_at, item.resolved_at) == (OPENED, ENDED, ENDED)
    assert item.closed_at == item.updated_at == datetime(2016, 3, 13, 12, 0, tzinfo=UTC)
    assert (item.origin_system, item.origin_number) == ("servicenow", "INC1")
    assert item.origin["state"] == "Closed"
    assert item.origin["extra"]["location"] == "Location 3"
    assert "anomalies" not in item.origin
    with tenant.scope(cast.organization.id):
        assert (item.assignee, item.team) == (
            Person.objects.get(name="Resolver 1"),
            Team.objects.get(name="Group 5"),
        )
        assert (item.reporter, item.party) == (
            Person.objects.get(name="Caller 1"),
            Party.objects.get(name="Imported users"),
        )
        classification = item.classification
        assert classification is not None
        assert (classification.name, classification.parent) == (
            "Sub 1",
            Category.objects.get(name="Category 5"),
        )
    assert facts == survey_log(log_of(*LIFE)).facts


def test_each_row_is_an_entry_of_its_own_dated_by_the_log(cast: Cast, log_of: LogOf) -> None:
    before = clock.now()
    bring_in(cast, log_of({}, ACTIVE | {"assignment_group": "Group 6"}, RESOLVED, CLOSED))
    log, start, resolve, close = entries(cast)
    assert [entry.verb for entry in (log, start, resolve, close)] == [
        "incident.log", "incident.start", "incident.resolve", "incident.close",
    ]  # fmt: skip
    assert [log.occurred_at, resolve.occurred_at] == [MADE, ENDED]
    assert all(before <= entry.recorded_at <= clock.now() for entry in (log, start, resolve, close))
    assert payload(start) == {
        "by": "Mia",
        "facts": {
            "state": ["new", "in_progress"],
            "changes": {"team": ["Group 5", "Group 6"]},
            "log_row": 3,
            "log_state": "Active",
            "log_by": "Updated by 2",
            "log_modification": 0,
        },
    }
    with tenant.scope(cast.organization.id):
        whole = LedgerEvent.objects.get(verb="incident.import")
        changed = Counter(LedgerChange.objects.filter(event_id=whole.pk).values_list("table_name", flat=True))
    assert (whole.verb, whole.actor_id, payload(whole)["facts"]["entries"]) == (
        "incident.import", cast.people["mia"].pk, 4,
    )  # fmt: skip
    assert changed == {
        "work_item": 1, "resolution_incident": 1, "work_transition": 4, "identity_person": 4, "identity_team": 1,
        "identity_party": 1, "resolution_category": 2,
    }  # fmt: skip


def test_the_story_reads_like_any_other_and_says_who_did_it_there(cast: Cast, log_of: LogOf) -> None:
    bring_in(
        cast, log_of({}, ACTIVE | {"assignment_group": "Group 6"}, RESOLVED | {"priority": "1 - Critical"})
    )
    with tenant.scope(cast.organization.id):
        item = incident(cast)
        told, earlier = story(cast.sam, item, definition(item.process_id))
    assert earlier is None
    assert [one["kind"] for one in told] == ["event", "state", "state"]
    assert told[0]["text"] == "logged it"
    assert {"priority: 3", "team: Group 5", "reporter: Caller 1"} <= set(told[0]["note"].split(" · "))
    assert told[1]["note"] == "team: Group 5 → Group 6"
    assert told[1]["author"] == "Updated by 2 (imported by Mia)"
    assert (told[2]["before"]["label"], told[2]["after"]["label"]) == ("In progress", "Resolved")
    assert set(told[2]["note"].split(" · ")) == {"team: Group 6 → Group 5", "priority: 3 → 1"}


def test_nobody_hears_of_imported_history(cast: Cast, log_of: LogOf) -> None:
    agree(cast)
    bring_in(cast, log_of({}, ACTIVE))
    assert all("events" not in payload(entry) for entry in entries(cast))
    resolution = next(one for one in clocks(cast) if one.metric == "resolution")
    assert resolution.state == "running"
    assert resolution.breached_at == resolution.due_at == MADE.replace(hour=9, minute=16)
    assert resolution.warned_at is not None
    item = incident(cast)
    assert (item.is_breached, item.due_at) == (True, resolution.due_at)
    assert watch_clocks_of(cast.organization.id) == 0, "what was missed before is noted, not announced"


def test_clocks_are_those_of_the_agreement_that_held_at_the_opening(cast: Cast, log_of: LogOf) -> None:
    bring_in(cast, log_of(*LIFE))
    assert clocks(cast) == [], "in 2016 nothing was agreed"
    agree(cast)
    rows: tuple[Row, ...] = (
        {},
        ACTIVE,
        AWAITING,
        ACTIVE | {"sys_updated_at": "29/2/2016 05:00"},
        RESOLVED,
        CLOSED,
    )
    bring_in(cast, log_of(*({**row, "number": "INC2"} for row in rows)))
    found = {
        one.metric: (one.state, one.elapsed_seconds // 60, one.stopped_at) for one in clocks(cast, "INC2")
    }
    waited = 2 * 60
    assert found == {
        "response": ("met", 44, OPENED + timedelta(minutes=44)),
        "resolution": ("missed", 613 - waited, ENDED),
    }
    assert incident(cast, "INC2").is_breached


def test_an_incident_without_a_reporter_has_no_agreement_of_a_customer(cast: Cast, log_of: LogOf) -> None:
    agree(cast)
    bring_in(cast, log_of(*LIFE))
    with operation("agreement.revise", by=cast.ada):
        Agreement.objects.update(party=Party.objects.get(name="Imported users"))
    bring_in(cast, log_of(*({**row, "number": "INC2", "caller_id": "?"} for row in LIFE),
                          *({**row, "number": "INC3"} for row in LIFE)))  # fmt: skip
    assert (incident(cast, "INC2").party_id, clocks(cast, "INC2")) == (None, [])
    assert len(clocks(cast, "INC3")) == 2


def test_states_move_when_the_log_says_so_from_the_opening_on(cast: Cast, log_of: LogOf) -> None:
    bring_in(cast, log_of(ACTIVE, AWAITING | {"sys_updated_by": "Updated by 3"}, RESOLVED, CLOSED))
    two, three = person(cast, "Updated by 2").pk, person(cast, "Updated by 3").pk
    at = ACTIVE["sys_updated_at"]
    assert at.endswith("02:00")
    assert moves(cast) == [
        (OPENED, "incident.log", "", "new", person(cast, "Opened by 8").pk),
        (OPENED.replace(hour=2, minute=0), "incident.log", "new", "in_progress", two),
        (OPENED.replace(hour=3, minute=0), "incident.hold", "in_progress", "awaiting_user", three),
        (ENDED, "incident.resolve", "awaiting_user", "resolved", two),
        (datetime(2016, 3, 13, 12, 0, tzinfo=UTC), "incident.close", "resolved", "closed", two),
    ]
    assert incident(cast).responded_at == OPENED.replace(hour=2, minute=0)


def test_the_order_of_the_log_stands_even_when_its_times_go_backwards(cast: Cast, log_of: LogOf) -> None:
    early = {"sys_updated_at": "28/2/2016 00:00"}
    bring_in(cast, log_of(ACTIVE, RESOLVED | early, CLOSED | early))
    two = OPENED.replace(hour=2, minute=0)
    assert [(at, to) for at, _, _, to, _ in moves(cast)] == [
        (OPENED, "new"), (two, "in_progress"), (two, "resolved"), (two, "closed"),
    ]  # fmt: skip
    assert [entry.occurred_at for entry in entries(cast)] == [two] + [datetime(2016, 2, 28, tzinfo=UTC)] * 2
    assert incident(cast).origin["anomalies"]["updated_before_previous"] == 1


def test_an_unknown_state_changes_nothing_and_is_kept(cast: Cast, log_of: LogOf) -> None:
    facts = bring_in(cast, log_of({}, ACTIVE, {"incident_state": "-100", "sys_updated_at": "1/3/2016 00:00"}))
    assert (incident(cast).state, incident(cast).origin["state"]) == ("in_progress", "-100")
    assert payload(entries(cast)[-1])["facts"]["log_state"] == "-100"
    assert facts["final_states"] == {"-100": 1}


@pytest.mark.parametrize(
    ("told", "impact", "priority", "reason"),
    [
        ({"priority": "1 - Critical"}, 2, 1, "As in the imported log"),
        ({"priority": "?"}, 2, None, ""),
        ({"impact": "?"}, None, 3, ""),
        ({"impact": "4 - None", "priority": "5 - Planning"}, None, 5, ""),
    ],
)
def test_the_logs_priority_stands_with_a_reason_where_the_matrix_says_another(
    cast: Cast, log_of: LogOf, told: Row, impact: int | None, priority: int | None, reason: str
) -> None:
    bring_in(cast, log_of(told))
    item = incident(cast)
    assert (item.impact, item.priority, item.override_reason) == (impact, priority, reason)
    assert (item.matrix_id is None) == (impact is None)


def test_counters_are_the_greatest_of_the_log(cast: Cast, log_of: LogOf) -> None:
    rows: tuple[Row, ...] = (
        {},
        {"reassignment_count": "3", "reopen_count": "2"},
        {"reassignment_count": "1"},
    )
    facts = bring_in(cast, log_of(*rows))
    item = incident(cast)
    assert (item.reassignment_count, item.reopen_count) == (3, 2)
    assert (facts["max_reassignments"], facts["reopened_incidents"]) == (3, 1)


def test_known_people_teams_and_categories_are_found_again(cast: Cast, log_of: LogOf) -> None:
    told = {
        "assigned_to": "SAM", "assignment_group": "network", "category": "Hardware", "subcategory": "?",
        "caller_id": "Cora", "opened_by": "Sam",
    }  # fmt: skip
    bring_in(cast, log_of(told, {**told, "sys_updated_by": "updated BY 2"}))
    item = incident(cast)
    assert (item.assignee_id, item.team_id) == (cast.people["sam"].pk, cast.network.pk)
    assert item.classification_id == cast.hardware.pk
    assert item.reporter_id != cast.people["cora"].pk, "a name alone makes nobody one of a customer's people"
    with tenant.scope(cast.organization.id):
        imported = Party.objects.get(name="Imported users")
        assert item.reporter is not None
        assert item.party_id == item.reporter.party_id == imported.pk
        made = Person.objects.filter(name_key__in=["cora", "updated by 2"]).exclude(pk=cast.people["cora"].pk)
        assert {(one.name, one.account_id is None) for one in made} == {
            ("Cora", True),
            ("Updated by 2", True),
        }


def test_names_that_cannot_be_shown_are_cleaned_and_kept_as_they_are(cast: Cast, log_of: LogOf) -> None:
    group = "<b>Group</b>\u202e  5" + "x" * 300
    path = log_of({"assignment_group": "GROUP", "caller_id": "\u200b"})
    path.write_text(path.read_text().replace("GROUP", group))
    bring_in(cast, path)
    item = incident(cast)
    assert item.team is not None
    assert item.team.name.startswith("<b>Group</b> 5xxx")
    assert len(item.team.name) == 200
    assert (item.reporter_id, item.party_id) == (None, None)
    assert payload(entries(cast)[0])["facts"]["changes"]["team"] == [None, group]


def test_it_is_found_by_its_number_in_the_log_and_by_what_it_names(cast: Cast, log_of: LogOf) -> None:
    bring_in(cast, log_of(*LIFE))
    item = incident(cast)
    with tenant.scope(cast.organization.id):
        for words in ("INC1", "symptom 7", "vendor 1", "location", "CHG1", "INC-1"):
            assert queries.search(cast.sam, words) == [item.pk], words
        assert queries.search(cast.sam, "notify") == []
        assert queries.search(cast.cora, "INC1") == [], "a customer's people see their own party's only"
    with operation("incident.amend", by=cast.sam, subject=item) as op:
        op.subject.state, op.subject.category = "in_progress", "open"
        op.subject.save(update_fields=["state", "category"])
    incidents.amend_incident(item, by=cast.sam, title="Another title", description="And more")
    with tenant.scope(cast.organization.id):
        assert queries.search(cast.sam, "INC1") == [item.pk]
