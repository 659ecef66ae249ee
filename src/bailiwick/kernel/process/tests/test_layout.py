"""Nothing in a picture overlaps, whatever the process."""

from itertools import combinations, pairwise

from hypothesis import given

from bailiwick.kernel.process.chart import chart
from bailiwick.kernel.process.columns import TITLE_SIZE, VERB_SIZE
from bailiwick.kernel.process.layout import Layout, PlacedMove, Rectangle, lay_out
from bailiwick.kernel.process.tests.arbitrary import definitions
from bailiwick.kernel.process.tests.repairs import repairs
from bailiwick.kernel.process.text_size import text_width, wrap
from bailiwick.kernel.process.types import START, Definition

Segment = tuple[float, float, float, float]


def labels(move: PlacedMove) -> list[Rectangle]:
    return [Rectangle(x, y - VERB_SIZE + 2, move.label_width, VERB_SIZE) for x, y in move.labels]


def segments(move: PlacedMove) -> list[Segment]:
    return [
        (min(a, c), min(b, d), max(a, c), max(b, d))
        for line in move.lines
        for (a, b), (c, d) in pairwise(line)
    ]


def apart(one: Rectangle, other: Rectangle) -> bool:
    return (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.bottom <= other.y
        or other.bottom <= one.y
    )


def outside(line: Segment, place: Rectangle) -> bool:
    x1, y1, x2, y2 = line
    return x2 <= place.x or x1 >= place.x + place.width or y2 <= place.y or y1 >= place.bottom


def on_top(one: Segment, other: Segment) -> bool:
    """Whether two segments run along each other for some way."""
    upright = one[0] == one[2] == other[0] == other[2]
    flat = one[1] == one[3] == other[1] == other[3]
    low, high = (1, 3) if upright else (0, 2)
    return (upright or flat) and min(one[high], other[high]) - max(one[low], other[low]) > 0


def assert_clear(layout: Layout) -> None:
    boxes = [state.place for state in layout.states]
    texts = [label for move in layout.moves for label in labels(move)]
    lines = [line for move in layout.moves for line in segments(move)]
    for one, other in combinations(texts, 2):
        assert apart(one, other)
    for one, other in combinations(boxes, 2):
        assert apart(one, other)
    for text in texts:
        assert all(apart(text, box) for box in (*boxes, *layout.frames, layout.start))
        assert all(outside(line, text) for line in lines)
        assert text.x >= 0
        assert text.x + text.width <= layout.width
        assert 0 <= text.y <= text.bottom <= layout.height
    for line in lines:
        assert all(outside(line, box) for box in (*boxes, *layout.frames))
    for one_move, other_move in combinations(layout.moves, 2):
        assert not [1 for one in segments(one_move) for other in segments(other_move) if on_top(one, other)]


def test_the_workshop_is_clear() -> None:
    layout = lay_out(chart(repairs()))
    assert_clear(layout)
    assert [state.state.name for state in layout.states[:4]] == ["new", "working", "mended", "returned"]
    assert len(layout.frames) == 1


@given(definitions())
def test_any_process_is_clear(definition: Definition) -> None:
    layout = lay_out(chart(definition))
    assert_clear(layout)
    assert sorted(s.state.name for s in layout.states) == sorted(definition.state_by_name)
    assert layout == lay_out(chart(definition))
    for placed in layout.states:
        widest = max(text_width(line, TITLE_SIZE, bold=True) for line in placed.lines)
        assert widest <= placed.place.width


@given(definitions())
def test_every_move_between_boxes_is_drawn_and_no_other(definition: Definition) -> None:
    drawn_chart = chart(definition)
    box_of = {s.name: box.name for box in drawn_chart.boxes.values() for s in box.states} | {START: START}
    buses = (*drawn_chart.direct, *drawn_chart.upper, *drawn_chart.lower)
    drawn = {(source, bus.verb, target) for bus in buses for source in bus.sources for target in bus.targets}
    designed = {(box_of[a], verb, box_of[b]) for a, verb, b in definition.moves() if a != b}
    assert {move for move in drawn if move[0] != move[2]} == {m for m in designed if m[0] != m[2]}


def test_every_arrow_points_at_the_box_it_reaches() -> None:
    layout = lay_out(chart(repairs()))
    edges = [state.place for state in layout.states] + list(layout.frames)
    for tip in (tip for move in layout.moves for tip in move.tips):
        x, y = tip.at
        dx, dy = tip.towards
        assert any(box.x <= x + dx <= box.x + box.width and box.y <= y + dy <= box.bottom for box in edges)


def test_a_long_line_repeats_its_label() -> None:
    layout = lay_out(chart(repairs(), {("new", "repair.scrap", "scrapped"): 123_456}))
    scrap = next(move for move in layout.moves if move.bus.verb == "repair.scrap")
    assert scrap.bus.label == "Scrap (123,456)"
    assert all(text_width(scrap.bus.label, VERB_SIZE) == scrap.label_width for _ in scrap.labels)


def test_titles_break_in_their_middle() -> None:
    assert wrap("Approval pending", 13, 60) == ("Approval", "pending")
    assert wrap("Approval pending", 13, 600) == ("Approval pending",)
    assert wrap("Unbreakablyverylongtitle", 13, 60) == ("Unbreakablyverylongtitle",)


def test_wide_and_combining_characters_are_measured() -> None:
    assert text_width("漢字", 10) > text_width("ab", 10)
    assert text_width("e\u0301", 10) == text_width("e", 10)
