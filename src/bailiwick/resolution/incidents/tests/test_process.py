"""The shipped incident process (8.6.1): sound, without ceremony, with nothing a requirement needs left out."""

from dataclasses import replace
from pathlib import Path

import pytest

from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, Refused
from bailiwick.kernel.process.checks import compare, sound
from bailiwick.kernel.process.interpreter import step
from bailiwick.kernel.process.loading import load, load_file
from bailiwick.kernel.process.types import START, Category, Definition

SHIPPED = Path(__file__).parent.parent / "process.yaml"

KNOWN = {"service": 1, "classification": 2, "impact": 1, "urgency": 2, "override_explained": True}
DONE = {"resolution": "Restarted", "closure_code": "fixed", "work_recorded": True}


@pytest.fixture(scope="module")
def process() -> Definition:
    return load_file(SHIPPED)


def test_it_is_sound(process: Definition) -> None:
    assert sound(process) == []


def test_it_serves_every_requirement_of_its_clause(process: Definition) -> None:
    assert process.requirements == tuple(f"R8.6.1-{number:02}" for number in range(1, 13))


def test_only_waiting_for_the_user_pauses(process: Definition) -> None:
    assert [s.name for s in process.states if s.category is Category.PAUSED] == ["awaiting_user"]


def test_first_contact_needs_two_steps(process: Definition) -> None:
    report = {"reporter": 5, "channel": "phone", "summary": "No sound"}
    logged = step(
        process, START, "incident.log", roles=(), facts=report | {"service": 1, "classification": 2}
    )
    assert logged.to == "classified"
    resolved = step(process, logged.to, "incident.resolve", roles={"SD"}, facts=KNOWN | DONE)
    assert resolved.to == "resolved"


@pytest.mark.parametrize("lacking", sorted(set(KNOWN) | set(DONE)))
def test_even_then_nothing_a_requirement_needs_is_left_out(process: Definition, lacking: str) -> None:
    facts = {name: value for name, value in (KNOWN | DONE).items() if name != lacking}
    with pytest.raises(Invalid):
        step(process, "new", "incident.resolve", roles={"SD"}, facts=facts)


@pytest.mark.parametrize(
    ("facts", "to"),
    [
        (KNOWN | {"team": 3, "work_started": True}, "in_progress"),
        (KNOWN | {"team": 3}, "assigned"),
        (KNOWN, "classified"),
        ({"team": 3}, "new"),
    ],
)
def test_resuming_leads_back_to_where_it_was(process: Definition, facts: dict[str, object], to: str) -> None:
    assert step(process, "awaiting_user", "incident.resume", roles={"reporter"}, facts=facts).to == to


def test_waiting_needs_a_reason_and_may_change_its_kind(process: Definition) -> None:
    with pytest.raises(Invalid):
        step(process, "new", "incident.hold", roles={"SD"}, facts={}, to="awaiting_user")
    reason = {"reason": "The supplier has it"}
    held = step(process, "awaiting_user", "incident.hold", roles={"SD"}, facts=reason, to="awaiting_supplier")
    assert held.to == "awaiting_supplier"


def test_it_is_closed_when_confirmed_and_not_before(process: Definition) -> None:
    with pytest.raises(Invalid, match="confirmed"):
        step(process, "resolved", "incident.close", roles={"reporter"}, facts=DONE)
    facts = DONE | dict.fromkeys(process.table["resolved"]["incident.close"].conditions, True)
    assert step(process, "resolved", "incident.close", roles={"reporter"}, facts=facts).to == "closed"
    with pytest.raises(NotAllowedNow):
        step(process, "in_progress", "incident.close", roles={"SD"}, facts=facts)
    with pytest.raises(NotAllowedNow):
        step(process, "closed", "incident.reopen", roles={"reporter"}, facts={"reason": "Again"})


def test_a_reporter_does_not_resolve(process: Definition) -> None:
    with pytest.raises(Refused):
        step(process, "new", "incident.resolve", roles={"reporter"}, facts=KNOWN | DONE)


@pytest.mark.parametrize("requirement", [f"R8.6.1-{number:02}" for number in range(1, 7)])
def test_a_version_without_the_verbs_of_a_requirement_is_not_accepted(
    process: Definition, requirement: str
) -> None:
    kept = tuple(t for t in process.transitions if requirement not in t.requirements)
    lost = compare(process, replace(process, transitions=kept))
    assert requirement in {served for finding in lost for served in finding.requirements}


def test_a_team_may_let_new_incidents_be_assigned_at_once(process: Definition) -> None:
    text = SHIPPED.read_text("utf-8")
    own = load(
        text.replace(
            "    from: classified\n    to: assigned\n", "    from: [new, classified]\n    to: assigned\n"
        )
    )
    assert own != process
    assert compare(process, own) == []
