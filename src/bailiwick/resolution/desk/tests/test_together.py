"""One verb over many incidents: previewed, refused one by one, each an operation with an entry of its own."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, Refused
from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.identity.models import Role
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.bulk import running
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.ledger.models import LedgerEvent
from bailiwick.resolution.desk.together import INCIDENTS
from bailiwick.resolution.incidents import operations, queries
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast
from tests.routes.incidents import logged
from tests.web import Browser


def done(cast: Cast, verb: str, incidents: Sequence[Incident | int], who: str = "sam", **typed: Any) -> Run:
    keys = [one if isinstance(one, int) else one.pk for one in incidents]
    with tenant.scope(cast.organization.pk):
        form = {name: [str(value)] for name, value in typed.items()}
        return running.start(INCIDENTS, INCIDENTS.verb(verb), keys, by=cast.actor(who), typed=form)


def worked(cast: Cast, run: Run) -> Run:
    running.go_through.task.func(organization_id=cast.organization.pk, run_id=run.pk)
    return runs.run_of(cast.organization.pk, run.pk)


def reasons(run: Run) -> list[str]:
    return [reason for *_, reason in run.facts["outcomes"]]


def entries(cast: Cast, verb: str) -> int:
    with tenant.scope(cast.organization.pk):
        return LedgerEvent.objects.filter(verb=verb).count()


def test_each_row_has_its_own_outcome_and_entry(cast: Cast) -> None:
    open_, closed, other = logged(cast), logged(cast), logged(cast)
    operations.cancel_incident(closed, by=cast.sam, closure_code="not_an_incident", reason="A test")
    before = entries(cast, "incident.assign")
    run = done(cast, "assign", [open_, closed, 2**40, other], team=cast.network.pk)
    assert run.state == "done"
    assert [bool(reason) for reason in reasons(run)] == [False, True, True, False]
    assert entries(cast, "incident.assign") == before + 2
    with tenant.scope(cast.organization.pk):
        assert queries.incident(cast.sam, open_.reference).team_id == cast.network.pk
        assert queries.incident(cast.sam, closed.reference).team_id is None


def test_the_preview_says_what_will_come_and_writes_nothing(cast: Cast) -> None:
    open_, closed, worked_on = logged(cast), logged(cast), logged(cast)
    operations.cancel_incident(closed, by=cast.sam, closure_code="not_an_incident", reason="A test")
    operations.comment_incident(worked_on, by=cast.sam, text="Cable replaced.", is_public=False)
    before = entries(cast, "incident.resolve")
    data = {"resolution": "Replaced", "closure_code": "fixed", "note": ""}
    keys = [open_.pk, closed.pk, worked_on.pk, 2**40]
    with tenant.scope(cast.organization.pk):
        rows = running.preview(INCIDENTS, cast.sam, INCIDENTS.verb("resolve"), keys, data)
    run = done(cast, "resolve", keys, resolution="Replaced", closure_code="fixed")
    assert [row.reason for row in rows] == reasons(run)
    assert [bool(row.reason) for row in rows] == [True, True, False, True]
    assert entries(cast, "incident.resolve") == before + 1


def test_rows_that_one_may_not_touch_are_refused_one_by_one(cast: Cast) -> None:
    mine, theirs = logged(cast), logged(cast)
    operations.assign_incident(mine, by=cast.sam, team=cast.network)
    person = identity.add_person("Nia", by=cast.ada, email="nia@harbour.example")
    cast.people["nia"] = person
    with tenant.scope(cast.organization.pk):
        role = Role.objects.get(code="SD")
    identity.assign_role(
        role, person, by=cast.ada, valid_from=date(2020, 1, 1), scope=("team", cast.network.pk)
    )
    run = done(cast, "prioritize", [mine, theirs], who="nia", impact=3, urgency=3)
    assert reasons(run) == ["", running.GONE]
    with pytest.raises(Refused):
        done(cast, "assign", [mine], who="rui", team=cast.network.pk)
    with pytest.raises(Refused):
        done(cast, "comment", [mine], who="cora", text="Mine?")


def test_many_are_worked_on_in_the_background_and_taken_up_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "AT_ONCE", 1)
    monkeypatch.setattr(running, "PART", 2)
    made = [logged(cast) for _ in range(5)]
    run = done(cast, "comment", made, text="Seen.")
    assert (run.state, run.total) == ("waiting", 5)
    perform = INCIDENTS.chosen
    calls = {"left": 2}

    def killed(*arguments: Any) -> Any:
        calls["left"] -= 1
        if not calls["left"]:
            raise OSError("killed")
        return perform(*arguments)

    object.__setattr__(INCIDENTS, "chosen", killed)
    try:
        with pytest.raises(OSError, match="killed"):
            worked(cast, run)
    finally:
        object.__setattr__(INCIDENTS, "chosen", perform)
    assert runs.run_of(cast.organization.pk, run.pk).done == 2
    run = worked(cast, run)
    assert (run.state, run.done, reasons(run)) == ("done", 5, [""] * 5)
    assert entries(cast, "incident.comment") == 5


def test_all_that_match_is_bounded(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [logged(cast) for _ in range(3)]
    operations.start_incident(made[0], by=cast.sam, assignee=cast.people["sam"])
    with tenant.scope(cast.organization.pk):
        found = running.keys_of(INCIDENTS, cast.sam, keys=[], query="view=open&state=in_progress")
        assert found == [made[0].pk]
        monkeypatch.setattr(running, "MOST", 2)
        with pytest.raises(Invalid, match="narrow"):
            running.keys_of(INCIDENTS, cast.sam, keys=[], query="view=open")
        with pytest.raises(Invalid, match="Select"):
            running.keys_of(INCIDENTS, cast.sam, keys=[], query="view=overdue")


def test_a_verb_is_asked_for_once_previewed_and_done(cast: Cast, browser: Browser) -> None:
    open_, closed = logged(cast), logged(cast)
    operations.cancel_incident(closed, by=cast.sam, closure_code="not_an_incident", reason="A test")
    sam = browser.as_("sam")
    page = sam.get("/incidents/?view=all").content.decode()
    assert 'name="bulk_verb" value="hold"' in page
    chosen = {"bulk_verb": "hold", "bulk_selected": [open_.pk, closed.pk], "bulk_query": "view=all"}
    asked = sam.post("/bulk/incidents/", chosen).content.decode()
    assert "What exactly?" in asked
    typed = {
        "bulk_verb": "hold",
        "bulk_keys": f"{open_.pk},{closed.pk}",
        "state": "awaiting_user",
        "reason": "Which?",
    }
    assert sam.post("/bulk/incidents/", {**typed, "reason": "", "bulk_step": "preview"}).status_code == 422
    preview = sam.post("/bulk/incidents/", {**typed, "bulk_step": "preview"}).content.decode()
    assert "Possible: 1" in preview and "Not possible: 1" in preview
    answer = sam.post("/bulk/incidents/", {**typed, "bulk_step": "run"})
    assert answer.status_code == 303
    outcomes = sam.get(answer["Location"]).content.decode()
    assert "Done: 1" in outcomes and "Refused: 1" in outcomes
    assert browser.as_("mia").get(answer["Location"]).status_code == 404
    assert sam.post("/bulk/incidents/", {"bulk_verb": "hold"}).status_code == 303


def test_it_is_refused_as_it_is_on_the_page(cast: Cast) -> None:
    found = logged(cast)
    operations.cancel_incident(found, by=cast.sam, closure_code="not_an_incident", reason="A test")
    with pytest.raises(NotAllowedNow) as refused:
        operations.resume_incident(found, by=cast.sam)
    assert reasons(done(cast, "resume", [found])) == [refused.value.message]
    assert QueryDict("") == running.typed_again({})


def test_what_is_the_same_for_all_is_read_once(cast: Cast) -> None:
    made = [logged(cast) for _ in range(4)]
    asked = Counter[str]()

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked[sql] += 1
        return execute(sql, *rest)

    done(cast, "prioritize", made[:1], impact=1, urgency=3)
    with connection.execute_wrapper(count):
        run = done(cast, "prioritize", made, impact=3, urgency=3)
    assert reasons(run) == [""] * 4
    matrices = sum(times for sql, times in asked.items() if 'FROM "resolution_prioritymatrix"' in sql)
    agreements = sum(times for sql, times in asked.items() if "from agreements_agreement" in sql)
    assert (matrices, agreements) == (1, 1)
    assert sum(asked.values()) <= 20 + 4 * 11
