"""Says whether a process definition can run and be published, and how an own version departs from it."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from bailiwick.kernel.process.departures import compare
from bailiwick.kernel.process.findings import Finding, Severity, error, warning
from bailiwick.kernel.process.references import references
from bailiwick.kernel.process.types import SAME, START, Category, Definition, MeasureKind

__all__ = ["Finding", "Severity", "compare", "publishable", "references", "sound"]


def publishable(
    definition: Definition,
    *,
    shipped: Definition | None,
    verbs: Collection[str],
    decided: Collection[str] = (),
) -> list[Finding]:
    """Everything to say of a definition before it is published; an error stands in the way.

    `shipped` is what it must not fall behind, `decided` the keys of departures that a recorded decision accepts.
    """
    found = sound(definition, verbs=verbs)
    return found if shipped is None else [*found, *compare(shipped, definition, decided=decided)]


def sound(definition: Definition, *, verbs: Collection[str] | None = None) -> list[Finding]:
    """Everything that is wrong with a definition on its own; no errors means that it can be published.

    `verbs` are the verbs that exist in code; without them verbs are not checked. The graph is looked at only
    when all names and references are right.
    """
    findings = references(definition)
    if not findings:
        findings = [*_graph(definition), *_categories(definition), *_choices(definition)]
    return [*findings, *_verbs(definition, verbs), *_pack(definition), *_unused(definition)]


def _graph(definition: Definition) -> Iterator[Finding]:
    onward: dict[str, set[str]] = {START: set(), **{state.name: set() for state in definition.states}}
    back: dict[str, set[str]] = {state: set() for state in onward}
    for origin, _, to in definition.moves():
        if origin != to:
            onward[origin].add(to)
            back[to].add(origin)
    if not onward[START]:
        yield error("transitions", "no verb creates an item: nothing leads from 'start'")
    reached = _closure({START}, onward)
    finished = _closure({s.name for s in definition.states if s.category is Category.CLOSED}, back)
    for number, state in enumerate(definition.states):
        path = f"states[{number}]"
        if state.name not in reached:
            yield error(path, f"'{state.name}' cannot be reached")
        if state.category is not Category.CLOSED and not onward[state.name]:
            yield error(path, f"'{state.name}' is a dead end")
        elif state.name not in finished:
            yield error(path, f"no closed state can be reached from '{state.name}'")


def _categories(definition: Definition) -> Iterator[Finding]:
    present = {state.category for state in definition.states}
    for number, state in enumerate(definition.states):
        if state.initial and state.category is not Category.OPEN:
            yield error(f"states[{number}].category", "the initial state must be open")
    if Category.CLOSED not in present:
        yield error("states", "no state is closed")
    if Category.RESOLVED not in present:
        yield warning("states", "no state is resolved, so nothing says when the work itself was done")


def _closure(start: set[str], edges: Mapping[str, set[str]]) -> set[str]:
    found, waiting = set(start), sorted(start)
    while waiting:
        for state in sorted(edges[waiting.pop()] - found):
            found.add(state)
            waiting.append(state)
    return found


def _choices(definition: Definition) -> Iterator[Finding]:
    for number, transition in enumerate(definition.transitions):
        guarded = [bool(target.when) for target in transition.targets]
        if False in guarded and True in guarded[guarded.index(False) :]:
            yield warning(
                f"transitions[{number}].to", "a target after one without 'when' is never chosen by itself"
            )
        leads_back = all(target.state == SAME for target in transition.targets)
        if leads_back and len(transition.targets) > 1:
            yield warning(f"transitions[{number}].to", "every choice stays in the same state")


def _verbs(definition: Definition, verbs: Collection[str] | None) -> Iterator[Finding]:
    for number, transition in enumerate(definition.transitions):
        if verbs is not None and transition.verb not in verbs:
            yield error(f"transitions[{number}].verb", f"unknown verb '{transition.verb}'")


def _pack(definition: Definition) -> Iterator[Finding]:
    sipoc = definition.sipoc
    for column in ("suppliers", "inputs", "steps", "outputs", "customers"):
        if not getattr(sipoc, column):
            yield error(f"sipoc.{column}", "is empty")
    accountable = {row.activity: len(row.accountable) for row in definition.raci}
    responsible = {row.activity: len(row.responsible) for row in definition.raci}
    for number, activity in enumerate(sipoc.steps):
        path = f"sipoc.steps[{number}]"
        count = accountable.get(activity.code, 0)
        if count == 0:
            yield error(path, f"nobody is accountable for '{activity.code}'")
        if count > 1:
            yield warning(path, f"{count} roles are accountable for '{activity.code}'")
        if not responsible.get(activity.code):
            yield error(path, f"nobody is responsible for '{activity.code}'")
    if not any(measure.kind is MeasureKind.EFFECTIVENESS for measure in definition.measures):
        yield error("measures", "none measures effectiveness")
    if not definition.policies:
        yield warning("policies", "is empty")


def _unused(definition: Definition) -> Iterator[Finding]:
    transitions = definition.transitions
    acting = {role for transition in transitions for role in transition.roles}
    acting |= {role for approval in definition.approvals for role in approval.roles}
    named = {role for row in definition.raci for roles in row.letters().values() for role in roles}
    asked = {name for transition in transitions for name in transition.conditions}
    asked |= {name for transition in transitions for target in transition.targets for name in target.when}
    yield from _left("roles", (role.code for role in definition.roles), acting | named)
    yield from _left("conditions", (condition.name for condition in definition.conditions), asked)


def _left(path: str, names: Iterable[str], used: set[str]) -> Iterator[Finding]:
    for number, name in enumerate(names):
        if name not in used:
            yield warning(f"{path}[{number}]", f"'{name}' is not used")
