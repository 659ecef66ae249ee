"""What is kept goes when its time is over, but for legal holds; the ledger counts it and stays verifiable."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import Actor, system_actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, NotFound, Refused
from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.identity.operations.erasing import hold_person
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.ledger.models import LedgerEvent
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.ledger.tests.ledgers import Ledger
from bailiwick.kernel.notifications.models import Notification
from bailiwick.kernel.retention import operations, queries, running, tasks
from bailiwick.kernel.retention.kinds import KINDS
from bailiwick.kernel.retention.kinds.operations import ERASED
from bailiwick.kernel.retention.models import RetentionRule
from bailiwick.kernel.search import index
from bailiwick.kernel.work.files import store
from bailiwick.kernel.work.models import Attachment, Comment, WorkItem
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast
from tests.routes.incidents import logged
from tests.web import Browser

WORK = ("work-comments", "work-files", "work-texts")


@pytest.fixture
def ledger(committed: None, cast: Cast, tmp_path: Path) -> Iterator[Ledger]:
    """A sealed ledger on real commits."""
    made = Ledger(cast, tmp_path)
    yield made
    made.sequencer.close()


@pytest.fixture(autouse=True)
def data(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def closed(cast: Cast, *, days: int, by: Actor | None = None) -> Incident:
    """An incident with a comment and a file, closed some days ago."""
    made = logged(cast)
    incidents.comment_incident(made, by=by or cast.sam, text="Mrs Private called about it.", is_public=True)
    incidents.attach_file(made, by=cast.sam, name="private.txt", chunks=[b"zero"], is_public=True)
    with operation("organization.revise", by=system_actor(cast.organization.id)):
        at = clock.now() - timedelta(days=days)
        WorkItem.objects.filter(pk=made.pk).update(category="closed", closed_at=at)
    return made


def rules(cast: Cast, *kinds: str, days: int = 30) -> list[RetentionRule]:
    return [operations.add_rule(kind, by=cast.ada, days=days, reason="Our policy 7") for kind in kinds]


def worked(cast: Cast, rule: RetentionRule | None = None) -> Run:
    run = running.ask_for(rule, by=cast.ada)
    running.erase_all.task.func(organization_id=cast.organization.id, run_id=run.pk)
    with tenant.scope(cast.organization.id):
        return Run.objects.get(pk=run.pk)


def in_ledger(cast: Cast, words: str) -> int:
    with tenant.scope(cast.organization.id), connection.cursor() as cursor:
        cursor.execute(
            "select (select count(*) from ledger_event where payload::text like %s)"
            " + (select count(*) from ledger_change where before::text like %s or after::text like %s)",
            [f"%{words}%"] * 3,
        )
        return int(cursor.fetchone()[0])


def test_closed_work_loses_its_texts_and_files_and_the_ledger_stays_good(ledger: Ledger) -> None:
    cast = ledger.cast
    old, young = closed(cast, days=40), closed(cast, days=5)
    ledger.seal()
    made = rules(cast, *WORK)
    with tenant.scope(cast.organization.id):
        assert [queries.due(KINDS[rule.kind], 30).count for rule in made] == [1, 1, 1]
    run = worked(cast)
    assert (run.error, run.state, run.done, run.total) == ("", "done", 3, 3)
    with tenant.scope(cast.organization.id):
        assert [one.text for one in Comment.objects.order_by("pk")] == [
            ERASED,
            "Mrs Private called about it.",
        ]
        assert [one.name for one in Attachment.objects.order_by("pk")] == [ERASED, "private.txt"]
        assert WorkItem.objects.get(pk=old.pk).title == ERASED
        assert WorkItem.objects.get(pk=young.pk).title == young.title
        # The younger attachment has the same content.
        sha256 = Attachment.objects.latest("pk").sha256
        assert index.find("crane", "incident") == [young.pk]
        entries = LedgerEvent.objects.filter(verb="retention.run").order_by("pk")
        assert [one.payload["facts"]["rows"] for one in entries if one.payload] == [1, 1, 1]
    assert store.open_stored(cast.organization.id, sha256).read() == b"zero"
    before = in_ledger(cast, "Mrs Private")
    assert before > 0, "the younger one's"
    with operation("organization.revise", by=system_actor(cast.organization.id)):
        WorkItem.objects.filter(pk=young.pk).update(closed_at=clock.now() - timedelta(days=31))
    worked(cast)
    assert in_ledger(cast, "Mrs Private") == 0
    assert in_ledger(cast, "private.txt") == 0
    with pytest.raises(NotFound):
        store.open_stored(cast.organization.id, sha256)
    ledger.seal()
    assert ledger.codes() == set()
    assert worked(cast).done == 0, "a second run finds nothing"


def test_nothing_of_people_under_legal_hold_goes(cast: Cast) -> None:
    closed(cast, days=40)
    closed(cast, days=40, by=cast.mia)
    hold_person(cast.people["mia"], by=cast.ada, reason="Case 12")
    rules(cast, *WORK)
    with tenant.scope(cast.organization.id):
        due = queries.due(KINDS["work-comments"], 30)
        assert (due.count, due.held) == (1, 1)
    assert worked(cast).done == 3
    with tenant.scope(cast.organization.id):
        kept = Comment.objects.exclude(text=ERASED).get()
        assert kept.author_id == cast.people["mia"].pk
        assert WorkItem.objects.get(pk=kept.item_id).title != ERASED
    hold_person(cast.people["cora"], by=cast.ada, reason="She reported both")
    closed(cast, days=40)
    assert worked(cast).done == 0


def test_what_is_no_record_is_deleted_in_slices(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "SLICE", 2)
    with tenant.scope(cast.organization.id):
        for number in range(5):
            at = clock.now() - timedelta(days=40 if number else 1)
            text = "Mia took it." if number == 4 else "It was logged."
            Notification.objects.create(person=cast.people["sam"], event_id=number, text=text, created_at=at)
    hold_person(cast.people["mia"], by=cast.ada, reason="Case 12")
    run = worked(cast, rules(cast, "notifications")[0])
    assert (run.done, run.total) == (3, 3)
    with tenant.scope(cast.organization.id):
        assert sorted(Notification.objects.values_list("event_id", flat=True)) == [0, 4]
        entries = LedgerEvent.objects.filter(verb="retention.run").order_by("pk")
        assert [one.payload["facts"]["rows"] for one in entries if one.payload] == [2, 1]


def test_the_night_begins_a_run_only_where_something_is_due(cast: Cast) -> None:
    rules(cast, "work-texts")
    assert tasks.begin_of(cast.organization.id) == 1
    with tenant.scope(cast.organization.id):
        assert not Run.objects.exists()
    closed(cast, days=40)
    tasks.begin_of(cast.organization.id)
    with tenant.scope(cast.organization.id):
        assert Run.objects.get().total == 1


def test_rules_are_made_by_those_who_may_erase(cast: Cast) -> None:
    with pytest.raises(Refused):
        operations.add_rule("jobs", by=cast.sam, days=30, reason="Tidy")
    with tenant.scope(cast.organization.id):
        role = identity.add_role("Keeper", by=cast.ada, verbs=["retention.*"])
    identity.assign_role(role, cast.people["sam"], by=cast.ada, valid_from=clock.now().date())
    with pytest.raises(Refused):
        operations.add_rule("work-texts", by=cast.sam, days=30, reason="May not erase the ledger")
    (rule,) = rules(cast, "jobs")
    for kind, days in (("jobs", 3), ("nothing", 3)):
        with pytest.raises(Invalid):
            operations.add_rule(kind, by=cast.ada, days=days, reason="Twice, or unknown")
    for days, reason in ((0, "At once"), (3, " ")):
        with pytest.raises(Invalid):
            operations.revise_rule(rule, by=cast.ada, days=days, reason=reason)
    operations.end_rule(rule, by=cast.ada, reason="Not any more")
    with pytest.raises(NotAllowedNow):
        operations.revise_rule(rule, by=cast.ada, days=3, reason="Again")
    rules(cast, "jobs")


def test_the_page_shows_what_would_go(cast: Cast, browser: Browser) -> None:
    closed(cast, days=40)
    (rule,) = rules(cast, "work-comments")
    ada = browser.as_("ada")
    for address in (f"/retention/{rule.pk}/", f"/retention/{rule.pk}/run/"):
        page = ada.get(address).text
        assert "What it would take now" in page
        assert "How many" in page
    assert ada.post(f"/retention/{rule.pk}/run/", {}).status_code == 303
    page = ada.get(f"/retention/{rule.pk}/").text
    assert "Retention: Comments on closed work" in page
    assert "&lt;time" not in page
