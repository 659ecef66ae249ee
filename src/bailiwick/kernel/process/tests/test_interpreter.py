"""What a process allows, and where its steps lead."""

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, Refused
from bailiwick.kernel.process import interpreter
from bailiwick.kernel.process.interpreter import ConditionsUnmet, MissingFields, step
from bailiwick.kernel.process.tests.arbitrary import definitions
from bailiwick.kernel.process.tests.repairs import repairs
from bailiwick.kernel.process.types import START, Definition

WORKSHOP = repairs()
FIXER = frozenset({"FIX"})


def take(state: str, verb: str, to: str | None = None, roles: frozenset[str] = FIXER, **facts: object) -> str:
    return step(WORKSHOP, state, f"repair.{verb}", roles=roles, facts=facts, to=to).to


def test_allowed_names_what_may_follow() -> None:
    assert [t.title for t in interpreter.allowed(WORKSHOP, "new")] == ["Start", "Scrap", "Finish", "Note"]
    assert [t.title for t in interpreter.allowed(WORKSHOP, START)] == ["Bring"]
    assert interpreter.allowed(WORKSHOP, "elsewhere") == ()


def test_offered_leaves_out_what_is_for_others() -> None:
    assert [t.title for t in interpreter.offered(WORKSHOP, "mended", {"reporter"})] == ["Give back", "Note"]
    assert [t.title for t in interpreter.offered(WORKSHOP, "working", set())] == ["Note"]


def test_a_verb_from_the_wrong_state_is_not_allowed_now() -> None:
    with pytest.raises(NotAllowedNow) as refusal:
        take("new", "give_back")
    assert refusal.value.allowed == ("repair.finish", "repair.note", "repair.scrap", "repair.start")


def test_a_verb_in_a_state_of_another_process_is_not_allowed_now() -> None:
    with pytest.raises(NotAllowedNow):
        take("assigned", "note", text="x")


def test_the_wrong_role_is_refused_before_fields_are_asked_for() -> None:
    with pytest.raises(Refused, match="Fixer"):
        take("new", "start", roles=frozenset({"BOSS"}))


def test_missing_fields_are_all_named() -> None:
    with pytest.raises(MissingFields) as refusal:
        take("working", "finish", kind=" ", result="")
    assert set(refusal.value.fields) == {"kind", "result"}


def test_a_reason_is_asked_for() -> None:
    with pytest.raises(MissingFields) as refusal:
        take("working", "wait", to="waiting_parts")
    assert set(refusal.value.fields) == {"reason"}
    assert take("working", "wait", to="waiting_parts", reason="Screws") == "waiting_parts"


def test_unmet_conditions_say_what_is_wrong() -> None:
    with pytest.raises(ConditionsUnmet, match=r"The bill is not paid\.") as refusal:
        take("mended", "give_back", result="whole", paid=False)
    assert refusal.value.conditions == ("paid",)
    assert take("mended", "give_back", result="whole", paid=True) == "returned"


def test_an_approval_is_waited_for() -> None:
    with pytest.raises(ConditionsUnmet, match="The owner agrees"):
        take("new", "scrap", reason="Beyond help")
    facts = {"reason": "Beyond help", "approval.owner_agrees": True}
    assert step(WORKSHOP, "new", "repair.scrap", roles=FIXER, facts=facts).to == "scrapped"


def test_the_first_target_whose_facts_hold_is_taken() -> None:
    assert take(START, "bring", thing="Lamp") == "new"
    assert take(START, "bring", thing="Lamp", fixer=7) == "new"
    assert take(START, "bring", thing="Lamp", fixer=7, kind="electric") == "working"


def test_a_target_may_be_picked_where_it_is_open() -> None:
    assert take(START, "bring", to="new", thing="Lamp", fixer=7, kind="electric") == "new"
    with pytest.raises(Invalid, match="possible: new"):
        take(START, "bring", to="working", thing="Lamp")


def test_between_equal_targets_one_must_be_chosen() -> None:
    with pytest.raises(MissingFields, match="Choose one of waiting_parts, waiting_owner"):
        take("working", "wait", reason="Screws")


def test_a_verb_that_does_not_move_stays() -> None:
    assert take("returned", "note", text="Thank you") == "returned"


@pytest.mark.parametrize(
    ("value", "given_"),
    [(None, 0), (False, 0), ("", 0), (" ", 0), ([], 0), (0, 1), ("x", 1), (True, 1), ([0], 1)],
)
def test_holds(value: object, given_: int) -> None:
    assert interpreter.holds(value) == bool(given_)


class Asked(Mapping[str, object]):
    """Facts that remember what was read."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __getitem__(self, name: str) -> object:
        self.names.append(name)
        return "given"

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def test_facts_are_read_only_where_they_matter() -> None:
    facts = Asked()
    step(WORKSHOP, "mended", "repair.give_back", roles=FIXER, facts=facts)
    assert facts.names == ["result", "paid"]


@given(definitions(), st.data())
def test_every_walk_keeps_to_the_design(definition: Definition, data: st.DataObject) -> None:
    designed = set(definition.moves())
    everything = {"text": "x", "number": 0, "reason": "x"}
    roles = frozenset({"DO", "reporter", "system"})
    refused: set[str] = set()
    state = START
    for _ in range(10):
        choices = interpreter.allowed(definition, state)
        if not choices:
            break
        transition = data.draw(st.sampled_from(choices))
        facts = everything | {"ready": data.draw(st.booleans())}
        to = data.draw(st.sampled_from([None, *(target.state for target in transition.targets)]))
        try:
            after = step(definition, state, transition.verb, roles=roles, facts=facts, to=to)
        except Invalid as refusal:
            refused.update(refusal.fields)
            continue
        assert (state, transition.verb, after.to) in designed
        assert after.transition is transition
        state = after.to
    assert refused <= {"to"}


@given(definitions(), st.data())
def test_what_is_not_designed_is_refused(definition: Definition, data: st.DataObject) -> None:
    states = [START, *definition.state_by_name, "nowhere"]
    state, verb = (
        data.draw(st.sampled_from(states)),
        data.draw(st.sampled_from([*definition.verbs, "thing.no"])),
    )
    designed = any(origin == state and known == verb for origin, known, _ in definition.moves())
    try:
        interpreter.find(definition, state, verb)
    except NotAllowedNow:
        assert not designed
    else:
        assert designed
