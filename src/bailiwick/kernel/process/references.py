"""Checks that a definition's parts name each other rightly, which the interpreter relies on."""

import re
from collections.abc import Iterable, Iterator

from bailiwick.kernel.process.findings import Finding, error
from bailiwick.kernel.process.types import (
    ACTIVE,
    ANY,
    RELATIONS,
    RESERVED,
    SAME,
    START,
    Definition,
    Transition,
)

MAX_STATES = 60
MAX_TRANSITIONS = 200

_NAME = re.compile("[a-z][a-z0-9_]{0,49}")
_VERB = re.compile("[a-z][a-z0-9_]{0,49}[.][a-z][a-z0-9_]{0,49}")
_ROLE = re.compile("[A-Za-z][A-Za-z0-9_]{0,49}")
_REQUIREMENT = re.compile("[A-Z][A-Za-z0-9.]{0,29}-[0-9]{2}([.][a-z0-9]{1,9})?")


def references(definition: Definition) -> list[Finding]:
    """Errors of names and references: ill-formed, reserved, duplicate or unknown; none once loaded."""
    return [
        *_names(definition),
        *_states(definition),
        *_transitions(definition),
        *_people(definition),
        *_requirements(definition),
    ]


def _names(definition: Definition) -> Iterator[Finding]:
    yield from _well_formed("code", [definition.code], _NAME)
    yield from _unique("states[{}].name", [state.name for state in definition.states], _NAME)
    yield from _unique("conditions[{}].name", [condition.name for condition in definition.conditions], _NAME)
    yield from _unique("roles[{}].code", [role.code for role in definition.roles], _ROLE)
    yield from _unique("sipoc.steps[{}].code", [activity.code for activity in definition.sipoc.steps], _NAME)
    yield from _unique("raci[{}].activity", [row.activity for row in definition.raci], _NAME)
    yield from _unique("approvals[{}].code", [approval.code for approval in definition.approvals], _NAME)
    yield from _unique("measures[{}].code", [measure.code for measure in definition.measures], _NAME)
    for number, transition in enumerate(definition.transitions):
        path = f"transitions[{number}]"
        yield from _well_formed(f"{path}.verb", [transition.verb], _VERB)
        yield from _unique(path + ".fields[{}]", transition.fields, _NAME)
        yield from _well_formed(f"{path}.to", [name for t in transition.targets for name in t.when], _NAME)
    for number, role in enumerate(definition.roles):
        if role.code in RELATIONS:
            yield error(f"roles[{number}].code", f"'{role.code}' is a word of its own")


def _states(definition: Definition) -> Iterator[Finding]:
    if not 1 <= len(definition.states) <= MAX_STATES:
        yield error("states", f"must be 1 to {MAX_STATES}")
    for number, state in enumerate(definition.states):
        if state.name in RESERVED:
            yield error(f"states[{number}].name", f"'{state.name}' is a word of its own")
    initial = [state.name for state in definition.states if state.initial]
    if len(initial) != 1:
        yield error("states", f"one state must be initial, not {len(initial)}")


def _transitions(definition: Definition) -> Iterator[Finding]:
    if not 1 <= len(definition.transitions) <= MAX_TRANSITIONS:
        yield error("transitions", f"must be 1 to {MAX_TRANSITIONS}")
    states = set(definition.state_by_name)
    taken: dict[tuple[str, str, bool], int] = {}
    for number, transition in enumerate(definition.transitions):
        path = f"transitions[{number}]"
        yield from _known(f"{path}.from", "state", transition.origins, states | {START, ANY, ACTIVE})
        targets = [target.state for target in transition.targets]
        yield from _known(f"{path}.to", "state", targets, states | {SAME})
        yield from _known(f"{path}.conditions", "condition", transition.conditions, definition.condition_text)
        yield from _from_nowhere(path, transition)
        for named in (True, False):
            for state in definition.origins_of(transition, named=named):
                earlier = taken.setdefault((state, transition.verb, named), number)
                if earlier != number:
                    text = f"'{transition.verb}' already leads from '{state}' by transitions[{earlier}]"
                    yield error(f"{path}.from", text)


def _from_nowhere(path: str, transition: Transition) -> Iterator[Finding]:
    for key, values in (
        ("from", transition.origins),
        ("to", transition.targets),
        ("roles", transition.roles),
    ):
        if not values:
            yield error(f"{path}.{key}", "is empty")
    if START in transition.origins and any(target.state == SAME for target in transition.targets):
        yield error(f"{path}.to", f"'{SAME}' has no meaning at the start")


def _people(definition: Definition) -> Iterator[Finding]:
    roles = {role.code for role in definition.roles} | RELATIONS
    activities = {activity.code for activity in definition.sipoc.steps}
    for number, transition in enumerate(definition.transitions):
        yield from _known(f"transitions[{number}].roles", "role", transition.roles, roles)
    for number, row in enumerate(definition.raci):
        yield from _known(f"raci[{number}].activity", "step", [row.activity], activities)
        for letter, names in row.letters().items():
            yield from _known(f"raci[{number}].{letter}", "role", names, roles)
    for number, approval in enumerate(definition.approvals):
        path = f"approvals[{number}]"
        yield from _known(f"{path}.verb", "verb", [approval.verb], definition.verbs)
        yield from _known(f"{path}.roles", "role", approval.roles, roles)
        if approval.quorum < 1:
            yield error(f"{path}.quorum", "must be at least 1")
        if not approval.roles:
            yield error(f"{path}.roles", "is empty")


def _requirements(definition: Definition) -> Iterator[Finding]:
    for path, ids in definition.serving():
        yield from _unique(path + ".requirements[{}]", ids, _REQUIREMENT)


def _known(path: str, noun: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Finding]:
    for name in names:
        if name not in known:
            yield error(path, f"unknown {noun} '{name}'")


def _well_formed(path: str, names: Iterable[str], pattern: re.Pattern[str]) -> Iterator[Finding]:
    for name in names:
        if not pattern.fullmatch(name):
            yield error(path, f"'{name[:60]}' is not a name of the right form")


def _unique(path: str, names: Iterable[str], pattern: re.Pattern[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, name in enumerate(names):
        yield from _well_formed(path.format(number), [name], pattern)
        if name in seen:
            yield error(path.format(number), f"'{name}' is there twice")
        seen.add(name)
