"""Writes a process definition as BPMN 2.0 XML with diagram interchange, for any BPMN tool."""

from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from bailiwick.kernel.process.bpmn_flow import RELATION_TITLES, Flow, Kind, flow, standing_verbs
from bailiwick.kernel.process.bpmn_layout import Placement, place
from bailiwick.kernel.process.layout import Rectangle
from bailiwick.kernel.process.types import Definition

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
BOUNDS = "http://www.omg.org/spec/DD/20100524/DC"
WAYPOINTS = "http://www.omg.org/spec/DD/20100524/DI"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"

for _prefix, _namespace in (
    ("bpmn", MODEL),
    ("bpmndi", DIAGRAM),
    ("dc", BOUNDS),
    ("di", WAYPOINTS),
    ("xsi", INSTANCE),
):
    register_namespace(_prefix, _namespace)


def to_bpmn(definition: Definition) -> bytes:
    """The BPMN 2.0 XML of a sound definition, UTF-8: one pool, a lane for each acting role.

    Conditions are expressions over two variables: `verb` at a state, `to` after a task that may lead to several.
    """
    graph = flow(definition)
    root = Element(
        f"{{{MODEL}}}definitions", {"id": "definitions", "targetNamespace": "urn:bailiwick:process"}
    )
    collaboration = _add(root, "collaboration", id="collaboration")
    name = definition.title
    _add(collaboration, "participant", id="pool", name=name, processRef=definition.code)
    process = _add(root, "process", id=definition.code, name=name, isExecutable="true")
    _add(process, "documentation").text = _about(definition)
    _lanes(process, definition, graph)
    _nodes(process, graph)
    _arcs(process, graph)
    _diagram(root, graph, place(graph))
    indent(root)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _add(parent: Element, tag: str, **attributes: str) -> Element:
    return SubElement(parent, f"{{{MODEL}}}{tag}", attributes)


def _about(definition: Definition) -> str:
    lines = [definition.purpose, f"Clause {definition.clause}, version {definition.version}."]
    standing = dict.fromkeys(transition.title for transition in standing_verbs(definition))
    if standing:
        lines.append(f"Without leaving a state: {', '.join(standing)}.")
    return "\n".join(lines)


def _lanes(process: Element, definition: Definition, graph: Flow) -> None:
    titles = RELATION_TITLES | {role.code: role.title for role in definition.roles}
    lane_set = _add(process, "laneSet", id="lanes")
    for role in graph.lanes():
        lane = _add(lane_set, "lane", id=f"lane_{role}", name=titles[role])
        for node in graph.nodes.values():
            if node.lane == role:
                _add(lane, "flowNodeRef").text = node.id


def _nodes(process: Element, graph: Flow) -> None:
    for node in graph.nodes.values():
        incoming = [number for number, arc in enumerate(graph.arcs) if arc.target == node.id]
        outgoing = [number for number, arc in enumerate(graph.arcs) if arc.source == node.id]
        element = _add(process, node.kind.value, id=node.id, name=node.name)
        if node.kind is Kind.GATEWAY:
            element.set("gatewayDirection", _direction(len(incoming), len(outgoing)))
            if node.id in graph.defaults:
                element.set("default", f"flow_{graph.defaults[node.id]}")
        if node.note:
            _add(element, "documentation").text = node.note
        for tag, numbers in (("incoming", incoming), ("outgoing", outgoing)):
            for number in numbers:
                _add(element, tag).text = f"flow_{number}"


def _direction(incoming: int, outgoing: int) -> str:
    if incoming > 1 and outgoing > 1:
        return "Mixed"
    if outgoing > 1:
        return "Diverging"
    return "Converging" if incoming > 1 else "Unspecified"


def _arcs(process: Element, graph: Flow) -> None:
    for number, arc in enumerate(graph.arcs):
        element = _add(
            process, "sequenceFlow", id=f"flow_{number}", sourceRef=arc.source, targetRef=arc.target
        )
        if arc.condition:
            kind = {f"{{{INSTANCE}}}type": "bpmn:tFormalExpression"}
            SubElement(element, f"{{{MODEL}}}conditionExpression", kind).text = arc.condition


def _diagram(root: Element, graph: Flow, placement: Placement) -> None:
    diagram = SubElement(root, f"{{{DIAGRAM}}}BPMNDiagram", {"id": "diagram"})
    plane = SubElement(diagram, f"{{{DIAGRAM}}}BPMNPlane", {"id": "plane", "bpmnElement": "collaboration"})
    _shape(plane, "pool", placement.pool, isHorizontal="true")
    for role, place_ in placement.lanes.items():
        _shape(plane, f"lane_{role}", place_, isHorizontal="true")
    for name, place_ in placement.nodes.items():
        gateway = graph.nodes[name].kind is Kind.GATEWAY
        _shape(plane, name, place_, **({"isMarkerVisible": "true"} if gateway else {}))
    for number, way in enumerate(placement.ways):
        edge = {"id": f"flow_{number}_edge", "bpmnElement": f"flow_{number}"}
        element = SubElement(plane, f"{{{DIAGRAM}}}BPMNEdge", edge)
        for x, y in way:
            SubElement(element, f"{{{WAYPOINTS}}}waypoint", {"x": f"{x:g}", "y": f"{y:g}"})


def _shape(plane: Element, name: str, place_: Rectangle, **attributes: str) -> None:
    shape = {"id": f"{name}_shape", "bpmnElement": name, **attributes}
    element = SubElement(plane, f"{{{DIAGRAM}}}BPMNShape", shape)
    sides = {"x": place_.x, "y": place_.y, "width": place_.width, "height": place_.height}
    SubElement(element, f"{{{BOUNDS}}}Bounds", {key: f"{value:g}" for key, value in sides.items()})
