"""What is wrong with a definition on its own."""

import pytest
from hypothesis import given

from bailiwick.kernel.process import checks, loading
from bailiwick.kernel.process.checks import Severity, sound
from bailiwick.kernel.process.tests.arbitrary import definitions
from bailiwick.kernel.process.tests.repairs import REPAIRS, repairs
from bailiwick.kernel.process.types import Definition


def said(text: str, severity: Severity = Severity.ERROR) -> list[str]:
    findings = sound(loading.load(text))
    return [f"{finding.path}: {finding.message}" for finding in findings if finding.severity is severity]


def test_the_workshop_is_sound() -> None:
    assert sound(repairs(), verbs=repairs().verbs) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("    from: start\n    to: [{state: working, when: [fixer, kind]}, new]", "    from: start\n    to: working",
         "states[0]: 'new' cannot be reached"),
        ("from: [waiting_parts, waiting_owner], to: working", "from: waiting_parts, to: waiting_owner",
         None),
        ("    from: start\n    to: [{state: working, when: [fixer, kind]}, new]", "    from: new\n    to: working",
         "transitions: no verb creates an item: nothing leads from 'start'"),
        ("    from: mended\n    to: returned", "    from: mended\n    to: same", "states[4]: 'mended' is a dead end"),
        ("    from: mended\n    to: returned", "    from: mended\n    to: new",
         "states[5]: 'returned' cannot be reached"),
        ("new, title: New, category: open", "new, title: New, category: paused",
         "states[0].category: the initial state must be open"),
        ("suppliers: [Users]", "suppliers: []", "sipoc.suppliers: is empty"),
        ("A: [BOSS]", "A: []", "sipoc.steps[0]: nobody is accountable for 'mend'"),
        ("R: [FIX]", "R: []", "sipoc.steps[0]: nobody is responsible for 'mend'"),
        ("kind: effectiveness", "kind: efficiency", "measures: none measures effectiveness"),
    ],
)  # fmt: skip
def test_errors(before: str, after: str, expected: str | None) -> None:
    assert before in REPAIRS
    found = said(REPAIRS.replace(before, after, 1))
    assert found == [] if expected is None else expected in found


def test_a_circle_without_a_way_out_is_found() -> None:
    text = REPAIRS.replace("    from: mended\n    to: returned", "    from: mended\n    to: same")
    text = text.replace("from: [new, working], to: scrapped", "from: new, to: scrapped")
    text += "\n"
    text = text.replace("    from: active\n    to: mended", "    from: new\n    to: mended")
    assert "states[1]: no closed state can be reached from 'working'" in said(text)


def test_no_closed_state_is_an_error() -> None:
    text = REPAIRS.replace("category: closed", "category: resolved")
    assert "states: no state is closed" in said(text)


def test_a_verb_that_code_does_not_know_is_an_error() -> None:
    findings = sound(repairs(), verbs=set(repairs().verbs) - {"repair.wait"})
    assert [(finding.path, finding.message) for finding in findings] == [
        ("transitions[2].verb", "unknown verb 'repair.wait'")
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("A: [BOSS]", "A: [BOSS, FIX]", "sipoc.steps[0]: 2 roles are accountable for 'mend'"),
        ("category: resolved", "category: open",
         "states: no state is resolved, so nothing says when the work itself was done"),
        ("    conditions: [paid]\n", "", "conditions[0]: 'paid' is not used"),
        ("roles:\n", "roles:\n  - {code: IDLE, title: Idle}\n", "roles[0]: 'IDLE' is not used"),
        ("[{state: working, when: [fixer, kind]}, new]", "[new, {state: working, when: [fixer]}]",
         "transitions[0].to: a target after one without 'when' is never chosen by itself"),
        ("policies: [Nothing is thrown away.]", "policies: []", "policies: is empty"),
        ("from: any\n", "from: any\n", None),
    ],
)  # fmt: skip
def test_warnings(before: str, after: str, expected: str | None) -> None:
    assert expected is None or before in REPAIRS
    found = said(REPAIRS.replace(before, after, 1), Severity.WARNING)
    assert found == [] if expected is None else expected in found


@given(definitions())
def test_chains_are_sound_however_they_are_entangled(definition: Definition) -> None:
    graph = [f for f in sound(definition) if f.path.startswith(("states", "transitions"))]
    assert [finding for finding in graph if finding.severity is checks.Severity.ERROR] == []
