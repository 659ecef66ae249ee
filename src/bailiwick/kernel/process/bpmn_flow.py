"""Turns a process definition into the nodes and flows of BPMN: states are gateways or ends, transitions tasks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from bailiwick.kernel.process.chart import chart
from bailiwick.kernel.process.types import SAME, START, Category, Definition, Transition

RELATION_TITLES = {
    "anyone": "Anyone",
    "reporter": "Reporter",
    "assignee": "Assignee",
    "system": "System",
}


class Kind(StrEnum):
    """The BPMN elements in use."""

    START = "startEvent"
    END = "endEvent"
    TASK = "userTask"
    GATEWAY = "exclusiveGateway"


@dataclass(frozen=True)
class Node:
    """A flow node; `lane` is a role code, `column` its place from left to right."""

    id: str
    kind: Kind
    name: str
    lane: str
    column: int
    note: str = ""


@dataclass(frozen=True)
class Arc:
    """A sequence flow; `condition` is an expression over `verb` and `to`, empty when the flow is the only one."""

    source: str
    target: str
    condition: str = ""


@dataclass
class Flow:
    """Nodes by id, arcs in order, and the gateways whose last way is the default."""

    nodes: dict[str, Node] = field(default_factory=dict)
    arcs: list[Arc] = field(default_factory=list)
    defaults: dict[str, int] = field(default_factory=dict)

    def lanes(self) -> tuple[str, ...]:
        """The role codes of the lanes in order."""
        return tuple(dict.fromkeys(node.lane for node in self.nodes.values()))


def flow(definition: Definition) -> Flow:
    """The flow of a sound definition. The first role of a transition gives its lane.

    Whoever runs it sets `verb` before a state's gateway and `to` before a task's: the state that the interpreter
    answers. Verbs that never move are left out; `standing_verbs` lists them.
    """
    result = Flow()
    columns = _columns(definition)
    moving = [(n, t) for n, t in enumerate(definition.transitions) if _moves(t)]
    result.nodes["start"] = Node("start", Kind.START, "Start", _first_lane(definition, START), 0)
    starting = [t for _, t in moving if START in definition.states_before(t)]
    if len(starting) > 1:
        result.nodes["state_start"] = Node(
            "state_start", Kind.GATEWAY, "How", _first_lane(definition, START), 0
        )
        result.arcs.append(Arc("start", "state_start"))
    for name in definition.state_by_name:
        _add_state(result, definition, name, 3 * columns[name])
    for number, transition in moving:
        _add_task(result, definition, number, transition, columns)
    return result


def standing_verbs(definition: Definition) -> tuple[Transition, ...]:
    """The transitions that leave the item in its state."""
    return tuple(transition for transition in definition.transitions if not _moves(transition))


def _moves(transition: Transition) -> bool:
    return any(target.state != SAME for target in transition.targets)


def _columns(definition: Definition) -> dict[str, int]:
    """Columns in the order of the states, the same for states that are drawn together."""
    boxes = chart(definition).boxes.values()
    return {START: 0} | {state.name: number for number, box in enumerate(boxes) for state in box.states}


def _first_lane(definition: Definition, state: str) -> str:
    """The lane of a state: of whoever leaves it first, or else of whoever leads to it first."""
    verbs = definition.table[state].values()
    leaving = [transition for transition in verbs if _moves(transition)]
    entering = [t for t in definition.transitions if any(target.state == state for target in t.targets)]
    return (leaving + entering)[0].roles[0]


def _add_state(result: Flow, definition: Definition, name: str, column: int) -> None:
    state = definition.state_by_name[name]
    lane = _first_lane(definition, name)
    node = f"state_{name}"
    leaves = any(origin == name != to for origin, _, to in definition.moves())
    kind = Kind.GATEWAY if leaves else Kind.END
    result.nodes[node] = Node(node, kind, state.title, lane, column, state.description)
    if leaves and state.category is Category.CLOSED:
        end = f"end_{name}"
        result.nodes[end] = Node(end, Kind.END, state.title, lane, column + 1)
        result.defaults[node] = len(result.arcs)
        result.arcs.append(Arc(node, end))


def _add_task(
    result: Flow, definition: Definition, number: int, transition: Transition, columns: dict[str, int]
) -> None:
    origins = tuple(
        origin
        for origin in definition.states_before(transition)
        if any(target.state not in (SAME, origin) for target in transition.targets)
    )
    if not origins:
        return
    column = 3 * min(columns[name] for name in origins)
    task = f"task_{number}"
    note = _note(definition, transition)
    result.nodes[task] = Node(task, Kind.TASK, transition.title, transition.roles[0], column + 1, note)
    for origin in origins:
        if origin == START and "state_start" not in result.nodes:
            result.arcs.append(Arc("start", task))
        else:
            result.arcs.append(Arc(f"state_{origin}", task, f'verb == "{transition.verb}"'))
    targets = tuple(dict.fromkeys(_reached(transition, origins)))
    if len(targets) == 1:
        result.arcs.append(Arc(task, f"state_{targets[0]}"))
        return
    choice = f"choice_{number}"
    result.nodes[choice] = Node(choice, Kind.GATEWAY, "To", transition.roles[0], column + 2)
    result.arcs.append(Arc(task, choice))
    result.arcs.extend(Arc(choice, f"state_{name}", f'to == "{name}"') for name in targets)


def _reached(transition: Transition, origins: Iterable[str]) -> Iterator[str]:
    for target in transition.targets:
        if target.state == SAME:
            yield from origins
        else:
            yield target.state


def _note(definition: Definition, transition: Transition) -> str:
    titles = RELATION_TITLES | {role.code: role.title for role in definition.roles}
    parts = {
        "Verb": [transition.verb],
        "Roles": [titles[role] for role in transition.roles],
        "Needs": [*transition.fields, *(["reason"] if transition.reason else [])],
        "Conditions": list(transition.conditions),
        "Serves": list(transition.requirements),
    }
    text = "\n".join(f"{name}: {', '.join(values)}" for name, values in parts.items() if values)
    return f"{transition.description}\n{text}".strip()
