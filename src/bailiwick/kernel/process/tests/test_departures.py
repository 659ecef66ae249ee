"""An own version may add and rename; what a requirement needs stays, or a decision says why not."""

import pytest

from bailiwick.kernel.process import loading
from bailiwick.kernel.process.checks import Severity, compare
from bailiwick.kernel.process.findings import Finding
from bailiwick.kernel.process.tests.repairs import REPAIRS, repairs

TRANSITIONS = "transitions:\n"
CHECKING = "  - {name: checking, title: Checking, category: open}\n"
CHECK = "  - {verb: repair.check, title: Check, from: working, to: checking, roles: [FIX]}\n"
VANISHED = "  - {name: vanished, title: Vanished, category: closed}\n"
LOSE = "  - {verb: repair.lose, title: Lose, from: working, to: vanished, roles: [FIX]}\n"


def departures(*changes: tuple[str, str], decided: tuple[str, ...] = ()) -> list[Finding]:
    text = REPAIRS
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    return compare(repairs(), loading.load(text), decided=decided)


def errors(*changes: tuple[str, str]) -> dict[str, str]:
    return {f.key: f.message for f in departures(*changes) if f.severity is Severity.ERROR}


def warnings(*changes: tuple[str, str]) -> list[str]:
    return [f.message for f in departures(*changes) if f.severity is Severity.WARNING]


def test_the_shipped_version_does_not_depart_from_itself() -> None:
    assert departures() == []


def test_additions_and_new_titles_are_no_departure() -> None:
    assert not departures(
        ("title: Mended,", "title: Whole again,"),
        ("  - {name: mended,", f"{CHECKING}  - {{name: mended,"),
        (TRANSITIONS, TRANSITIONS + CHECK),
        ("fields: [kind, result]", "fields: [kind, result, hours]"),
        ("approvals:\n", "approvals:\n  - {code: price, title: Price, verb: repair.finish, roles: [BOSS]}\n"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "key", "message"),
    [
        (("fields: [kind, result]", "fields: [kind]"), "need:repair.finish:field:result",
         "'repair.finish' no longer needs the field 'result' (from new, working, waiting_parts, waiting_owner)"),
        (("    conditions: [paid]\n", ""), "need:repair.give_back:condition:paid",
         "'repair.give_back' no longer needs the condition 'paid' (from mended)"),
        (("[thing]\n    requirements: [R8.6.1-01]", "[thing]"), "requirement:R8.6.1-01",
         "nothing serves R8.6.1-01 any more"),
        (("approvals:\n  - {code: owner_agrees, title: The owner agrees, verb: repair.scrap, roles: [BOSS]}\n", ""),
         "approval:owner_agrees", "the approval 'owner_agrees' before 'repair.scrap' is gone"),
        (("category: resolved", "category: open"), "category:mended",
         "'mended' counts as open instead of resolved: clocks and measures change"),
        (("verb: repair.give_back\n", "verb: repair.hand_over\n"), "verb:repair.give_back",
         "the verb 'repair.give_back' is gone"),
    ],
)  # fmt: skip
def test_what_a_requirement_needs_is_an_error(change: tuple[str, str], key: str, message: str) -> None:
    assert errors(change)[key] == message


def test_a_protected_state_may_not_go() -> None:
    assert "state:mended" in errors(
        ("  - {name: mended, title: Mended, category: resolved, requirements: [R8.6.1-04]}\n", ""),
        ("    from: active\n    to: mended\n", "    from: active\n    to: returned\n"),
        ("    from: mended\n", "    from: working\n"),
    )


def test_a_looser_way_from_another_state_is_an_error() -> None:
    loose = "  - {verb: repair.give_back, title: Give back, from: working, to: returned, roles: [FIX]}\n"
    found = errors((TRANSITIONS, TRANSITIONS + loose))
    assert set(found) == {"need:repair.give_back:field:result", "need:repair.give_back:condition:paid"}


def test_a_side_door_to_a_guarded_state_is_an_error() -> None:
    door = (
        "  - {verb: repair.push, title: Push, from: working, to: returned, roles: [FIX], fields: [result]}\n"
    )
    assert errors((TRANSITIONS, TRANSITIONS + door)) == {
        "entry:returned:repair.push:condition:paid": "'repair.push' leads to 'returned' without the condition 'paid'"
    }


def test_a_new_closed_state_is_no_side_door_either() -> None:
    found = errors(
        ("conditions:\n", f"{VANISHED}conditions:\n"),
        (TRANSITIONS, TRANSITIONS + LOSE),
    )  # fmt: skip
    assert set(found) == {
        "entry:vanished:repair.lose:field:result",
        "entry:vanished:repair.lose:condition:paid",
    }


def test_a_lower_quorum_is_an_error() -> None:
    shipped = loading.load(REPAIRS.replace("roles: [BOSS]}", "roles: [BOSS], quorum: 2}"))
    assert [finding.key for finding in compare(shipped, repairs())] == ["quorum:owner_agrees"]


def test_a_recorded_decision_lifts_the_error_it_names() -> None:
    changes = (("fields: [kind, result]", "fields: []"),)
    decided = departures(*changes, decided=("need:repair.finish:field:result",))
    assert {f.key: f.severity for f in decided} == {
        "need:repair.finish:field:result": Severity.WARNING,
        "need:repair.finish:field:kind": Severity.ERROR,
    }
    assert decided[0].requirements == ("R8.6.1-04",)


def test_another_process_is_no_version_of_it() -> None:
    assert [f.path for f in departures(("code: repair\n", "code: mending\n"))] == ["code"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("from: [new, working], to: scrapped", "from: new, to: scrapped"),
         "'repair.scrap' no longer leads from working"),
        (("title: Waiting for parts, category: paused", "title: Waiting for parts, category: open"),
         "'waiting_parts' counts as open instead of paused: clocks and measures change"),
        (("    roles: [FIX, reporter]", "    roles: [anyone]"), "anyone may use it from 'mended'"),
        (("verb: repair.scrap, roles: [BOSS]", "verb: repair.scrap, roles: [BOSS, FIX]"),
         "may be given by roles that the shipped version does not name"),
        (("code: mended, name: Mended", "code: repaired, name: Mended"), "“Mended” is no longer measured"),
        (("process: purchase", "process: supplier"), "nothing passes to 'purchase' any more"),
        (("  - {verb: repair.note,", "  - {verb: repair.remark,"), "the verb 'repair.note' is gone"),
    ],
)  # fmt: skip
def test_other_departures_are_warnings(change: tuple[str, str], message: str) -> None:
    assert errors(change) == {}
    assert message in warnings(change)
