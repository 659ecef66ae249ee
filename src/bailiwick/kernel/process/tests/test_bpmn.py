"""The export is valid BPMN 2.0, and another engine runs it exactly as the interpreter does."""

from importlib import import_module
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from hypothesis import assume, given
from hypothesis import strategies as st

from bailiwick.kernel.process.bpmn import to_bpmn
from bailiwick.kernel.process.bpmn_flow import Kind, flow
from bailiwick.kernel.process.bpmn_layout import place
from bailiwick.kernel.process.tests.arbitrary import definitions
from bailiwick.kernel.process.tests.repairs import repairs
from bailiwick.kernel.process.types import START, Category, Definition

# Imported so because SpiffWorkflow has no types.
READY: Any = import_module("SpiffWorkflow").TaskState.READY
PARSER: Any = import_module("SpiffWorkflow.bpmn.parser.BpmnParser")
WORKFLOW: Any = import_module("SpiffWorkflow.bpmn.workflow").BpmnWorkflow
VALIDATOR: Any = PARSER.BpmnValidator()
MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DIAGRAM = "{http://www.omg.org/spec/BPMN/20100524/DI}"

Walk = list[tuple[str, str, str]]


def exported(definition: Definition) -> Element:
    return fromstring(to_bpmn(definition))  # noqa: S314 - our own output


def parsed(definition: Definition) -> Any:
    """The specification that SpiffWorkflow makes of the export, checked against the schema of the standard."""
    parser = PARSER.BpmnParser(validator=VALIDATOR)
    parser.add_bpmn_str(to_bpmn(definition))
    return parser.get_spec(definition.code)


def run(definition: Definition, walk: Walk) -> bool:
    """Take the walk with SpiffWorkflow, where each task must be the one that waits; whether it then has ended."""
    workflow = WORKFLOW(parsed(definition))
    for task in workflow.get_tasks(state=READY):
        task.data["verb"] = walk[0][1]
    workflow.do_engine_steps()
    following = [*pairwise(walk), (walk[-1], (walk[-1][2], "", ""))]
    for (origin, verb, to), (_, next_verb, _) in following:
        waiting = workflow.get_tasks(state=READY, manual=True)
        number = definition.transitions.index(definition.table[origin][verb])
        assert [task.task_spec.name for task in waiting] == [f"task_{number}"]
        waiting[0].data.update(to=to, verb=next_verb)
        waiting[0].run()
        if next_verb or definition.state_by_name[to].category is Category.CLOSED:
            workflow.do_engine_steps()
    return bool(workflow.is_completed())


def test_the_workshop_runs_in_another_engine() -> None:
    walk = [
        (START, "repair.bring", "new"),
        ("new", "repair.start", "working"),
        ("working", "repair.wait", "waiting_owner"),
        ("waiting_owner", "repair.go_on", "working"),
        ("working", "repair.finish", "mended"),
        ("mended", "repair.give_back", "returned"),
    ]
    assert run(repairs(), walk)


@given(definitions(), st.data())
def test_any_walk_runs_in_another_engine(definition: Definition, data: st.DataObject) -> None:
    leaving = {(origin, verb) for origin, verb, to in definition.moves() if origin != to}
    walk: Walk = []
    state = START
    for _ in range(6):
        ways = [move for move in definition.moves() if move[0] == state and move[:2] in leaving]
        if not ways:
            break
        walk.append(data.draw(st.sampled_from(ways)))
        state = walk[-1][2]
    ended = definition.state_by_name[state].category is Category.CLOSED
    assume(ended or len(walk) == 6)
    assert run(definition, walk) is ended


def test_lanes_are_the_roles_that_act() -> None:
    root = exported(repairs())
    lanes = {lane.get("name"): [ref.text for ref in lane] for lane in root.iter(f"{MODEL}lane")}
    assert set(lanes) == {"Anyone", "Fixer"}
    assert lanes["Anyone"] == ["start", "task_0", "choice_0"]
    ends = {end.get("name") for end in root.iter(f"{MODEL}endEvent")}
    assert ends == {"Returned", "Scrapped"}


def test_a_task_tells_what_it_needs() -> None:
    root = exported(repairs())
    notes = [note.text or "" for note in root.iter(f"{MODEL}documentation")]
    needed = (
        "Verb: repair.give_back\nRoles: Fixer, Reporter\nNeeds: result\nConditions: paid\nServes: R8.6.1-05"
    )
    assert needed in notes
    assert "Without leaving a state: Note." in notes[0]


@given(definitions())
def test_every_element_has_its_place(definition: Definition) -> None:
    root = exported(definition)
    assert not [end for end in root.iter(f"{MODEL}endEvent") if end.find(f"{MODEL}outgoing") is not None]
    drawn = {
        shape.get("bpmnElement")
        for shape in root.iter()
        if shape.tag in (f"{DIAGRAM}BPMNShape", f"{DIAGRAM}BPMNEdge")
    }
    graph = flow(definition)
    lanes = {f"lane_{role}" for role in graph.lanes()}
    assert drawn == {"pool", *lanes, *graph.nodes, *(f"flow_{n}" for n in range(len(graph.arcs)))}
    placement = place(graph)
    for node in graph.nodes.values():
        box, lane = placement.nodes[node.id], placement.lanes[node.lane]
        assert lane.y <= box.y
        assert box.bottom <= lane.bottom
    for arc, way in zip(graph.arcs, placement.ways, strict=True):
        source, target = placement.nodes[arc.source], placement.nodes[arc.target]
        assert way[0] == (source.x + source.width, source.y + source.height / 2)
        assert way[-1] == (target.x, target.y + target.height / 2)
        assert all(a == c or b == d for (a, b), (c, d) in pairwise(way))
        for name, box in placement.nodes.items():
            for (a, b), (c, d) in pairwise(way):
                beside = max(a, c) <= box.x or min(a, c) >= box.x + box.width
                above = max(b, d) <= box.y or min(b, d) >= box.bottom
                assert beside or above, (arc, name)


def test_an_end_that_can_be_left_is_an_end_and_a_gateway() -> None:
    text = flow(repairs()).nodes
    assert text["state_returned"].kind is Kind.END
    assert text["state_mended"].kind is Kind.GATEWAY
