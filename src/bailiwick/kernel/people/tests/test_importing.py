"""People out of a file: looked at before, done in parts, twice without a difference, never more than one may."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, Refused
from bailiwick.kernel.identity import operations as ops
from bailiwick.kernel.identity.models import Person, Role, RoleAssignment, TeamMembership
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.ledger.models import LedgerEvent
from bailiwick.kernel.people import planning, running, tasks
from bailiwick.kernel.people.tables import MalformedTable, read_table, rows_of
from bailiwick.kernel.people.types import PersonRow
from tests.cast import Cast

FILE = """Name,Mail,Sign-in name,Party,Teams,Roles,Time zone,Active,Shoe size
Nora Vale,nora@harbour.example,nora@harbour.example,,Network; Service desk,SD,Europe/Lisbon,yes,38
Otto Quay,otto@quay.example,,Quay Foods,,,,,
Sam,sam@harbour.example,,,Network,,Europe/Berlin,,
"""


def prepared(by: Actor, text: str = FILE, *, columns: Sequence[str] | None = None) -> Run:
    return running.prepare_table(read_table(text.encode()), by=by, title="people.csv", columns=columns)


def told(run: Run) -> list[tuple[int, str, str, str]]:
    return [(one.line, str(one.kind), one.column, one.text) for one in running.outcomes_of(run)]


def brought_in(by: Actor, text: str = FILE) -> list[tuple[int, str, str, str]]:
    run = running.bring_in_now(prepared(by, text))
    assert (run.state, run.error) == ("done", "")
    return told(run)


def entries(cast: Cast) -> int:
    with tenant.scope(cast.organization.id):
        return LedgerEvent.objects.count()


EXPECTED = [
    (2, "created", "", "may sign in; joins Network; joins Service desk; gets the role Service desk agent"),
    (3, "created", "", "somebody new"),
    (4, "changed", "", "zone changes; joins Network"),
]


def test_the_plan_writes_nothing_and_says_what_the_import_then_does(cast: Cast) -> None:
    with tenant.scope(cast.organization.id):
        role = Role.objects.get(code="SD").name
    expected = [
        (n, kind, column, text.replace("Service desk agent", role)) for n, kind, column, text in EXPECTED
    ]
    before = entries(cast)
    assert told(prepared(cast.ada)) == expected
    assert entries(cast) == before
    assert brought_in(cast.ada) == expected
    with tenant.scope(cast.organization.id):
        nora = Person.objects.select_related("account").get(name="Nora Vale")
        assert nora.account is not None
        assert (nora.account.email, nora.zone) == ("nora@harbour.example", "Europe/Lisbon")
        assert Person.objects.get(name="Otto Quay").party_id == cast.quay.pk
        assert TeamMembership.objects.filter(person=nora).count() == 2
        assert RoleAssignment.objects.get(person=nora).role.code == "SD"
        run = Run.objects.latest("pk")
    assert "table" not in run.parameters, "the people are in their records now"


def test_a_second_run_changes_nothing(cast: Cast) -> None:
    brought_in(cast.ada)
    before = entries(cast)
    assert [(kind, text) for _, kind, _, text in brought_in(cast.ada)] == [("unchanged", "")] * 3
    assert entries(cast) == before


def test_what_is_wrong_is_named_by_line_and_column(cast: Cast) -> None:
    text = """name;mail;party;teams;roles;zone;active
Ann;ann@;;;;;
Bea;bea@harbour.example;Nobody Ltd;;;;
Cid;cid@harbour.example;;Divers;;;
Dee;dee@harbour.example;;;Captain;;
Eli;eli@harbour.example;;;;Mars/Base;
Fay;fay@harbour.example;;;;;perhaps
;gil@harbour.example;;;;;
Hal;hal@harbour.example;Quay Foods;Network;;;
Ada;ada@harbour.example;;;;;no
Sam;sam@harbour.example;;;;;
Sam again;sam@harbour.example;;;;;
"""
    outcomes = brought_in(cast.ada, text)
    refused = [(line, column) for line, kind, column, _ in outcomes if kind == "refused"]
    assert refused == [
        (2, "email"), (3, "party"), (4, "teams"), (5, "roles"), (6, "zone"), (7, "active"), (8, "name"),
        (9, "teams"), (10, "active"), (12, ""),
    ]  # fmt: skip
    assert "without an administrator" in outcomes[8][3]
    assert outcomes[10][3] == "Line 11 means the same person."
    with tenant.scope(cast.organization.id):
        assert Person.objects.get(name="Ada").disabled_at is None


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (b"", 1, ""),
        (b"name,mail\n", 2, ""),
        (b"name,mail\nAnn,a@b.example\nBea\n", 3, "mail"),
        (b"name,mail\nAnn,a@b.example,too much\n", 2, "3"),
        (b'name,mail\n"Ann\nof two lines",a@b.example\n"Bea"x,b@b.example\n', 4, ""),
        (b"name,name\nAnn,Ann\n", 1, "name"),
        (b"name,\nAnn,\n", 1, "2"),
        (b"name,mail\nAnn,a@b.example\nZo\xeb,z@b.example\n", 3, ""),
        (b"name,mail\nA\0nn,a@b.example\n", 2, ""),
    ],
)
def test_a_file_that_is_no_table_names_the_place(content: bytes, line: int, column: str) -> None:
    with pytest.raises(MalformedTable) as refused:
        read_table(content)
    assert (refused.value.line, refused.value.column) == (line, column)


def test_columns_can_be_chosen_where_headings_do_not_say_it(cast: Cast) -> None:
    text = "Who,Where to write\nNora,nora@harbour.example\n"
    table = read_table(text.encode())
    with pytest.raises(Invalid):
        rows_of(table, table.columns())
    run = prepared(cast.ada, text, columns=["name", "email"])
    running.change_columns(run, ["name", ""], by=cast.ada, has_invitations=False)
    assert told(run)[0][1] == "created"
    with pytest.raises(Invalid):
        running.change_columns(run, ["name", "name"], by=cast.ada, has_invitations=False)


def test_nobody_brings_in_more_than_they_may_give(cast: Cast) -> None:
    with pytest.raises(Refused):
        prepared(cast.sam)
    with tenant.scope(cast.organization.id):
        role = ops.add_role("Importer", by=cast.ada, verbs=["person.import", "person.add", "role.assign"])
    ops.assign_role(role, cast.people["sam"], by=cast.ada, valid_from=cast.people["sam"].created_at.date())
    text = "name,mail,roles,zone\nNora,nora@harbour.example,ADMIN,\nOtto,otto@harbour.example,,\n"
    text += "Mia,mia@harbour.example,,UTC\n"
    run = running.bring_in_now(prepared(cast.sam, text))
    assert [(kind, column) for _, kind, column, _ in told(run)] == [
        ("refused", "roles"),
        ("created", ""),
        ("refused", ""),
    ]


def test_it_goes_on_where_it_was_broken_off_and_only_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PART", 1)
    run = prepared(cast.ada)
    with pytest.raises(NotAllowedNow):
        running.bring_in.task.func.__wrapped__(run)  # type: ignore[attr-defined]
    real, parts = planning.planned, []

    def broken(rows: Sequence[PersonRow], **options: object) -> object:
        parts.append(rows[0].line)
        if len(parts) == 2:
            raise KeyboardInterrupt
        return real(rows, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "planned", broken)
    with pytest.raises(KeyboardInterrupt):
        running.bring_in_now(run)
    running.bring_in.task.func(organization_id=run.organization_id, run_id=run.pk)
    assert parts == [2, 3, 3, 4]
    with tenant.scope(cast.organization.id):
        done = Run.objects.get(pk=run.pk)
        assert (done.state, done.done) == ("done", 3)
        assert Person.objects.filter(name="Nora Vale").count() == 1
    with pytest.raises(NotAllowedNow):
        running.confirm(done, by=cast.ada)


def test_what_nobody_confirms_is_forgotten(cast: Cast) -> None:
    run = prepared(cast.ada)
    assert tasks.forget_of(cast.organization.id) == 0
    with tenant.scope(cast.organization.id):
        Run.objects.filter(pk=run.pk).update(created_at=run.created_at - timedelta(days=2))
    assert tasks.forget_of(cast.organization.id) == 1
