"""Definitions are read with every defect named by its path, and written back unchanged."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.process import loading
from bailiwick.kernel.process.checks import references
from bailiwick.kernel.process.tests.arbitrary import definitions
from bailiwick.kernel.process.tests.repairs import REPAIRS, repairs
from bailiwick.kernel.process.types import Category, Definition, Flow, MeasureKind, Target


def refused(text: str) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        loading.load(text)
    return refusal.value.fields


def test_every_part_is_read() -> None:
    definition = repairs()
    assert definition.clause == "8.6.1"
    assert definition.state_by_name["waiting_parts"].category is Category.PAUSED
    assert definition.transitions[0].targets == (Target("working", ("fixer", "kind")), Target("new"))
    assert definition.raci[0].letters() == {"R": ("FIX",), "A": ("BOSS",), "C": (), "I": ("reporter",)}
    assert definition.measures[0].kind is MeasureKind.EFFECTIVENESS
    assert definition.interfaces[0].direction is Flow.TO
    assert definition.requirements == ("R8.6.1-01", "R8.6.1-04", "R8.6.1-05")
    assert definition.transitions[2].reason is True


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "process.yaml"
    path.write_text(REPAIRS, "utf-8")
    assert loading.load_file(path) == repairs()


@pytest.mark.parametrize(
    ("before", "after", "path", "said"),
    [
        ("to: mended", "to: mendet", "transitions[4].to", "unknown state 'mendet'"),
        ("from: mended", "from: mendet", "transitions[5].from", "unknown state 'mendet'"),
        (
            "conditions: [paid]",
            "conditions: [payed]",
            "transitions[5].conditions",
            "unknown condition 'payed'",
        ),
        ("roles: [FIX, reporter]", "roles: [FIXER]", "transitions[5].roles", "unknown role 'FIXER'"),
        ("roles: [FIX, reporter]", "roles: []", "transitions[5].roles", "is empty"),
        ("A: [BOSS]", "A: [CHIEF]", "raci[0].A", "unknown role 'CHIEF'"),
        ("activity: mend", "activity: bend", "raci[0].activity", "unknown step 'bend'"),
        ("category: resolved", "category: done", "states[4].category", "must be one of open, paused"),
        ("initial: true", "initial: maybe", "states[0].initial", "must be true or false"),
        (", initial: true", "", "states", "one state must be initial, not 0"),
        ("name: scrapped", "name: mended", "states[6].name", "'mended' is there twice"),
        ("name: scrapped", "name: same", "states[6].name", "'same' is a word of its own"),
        ("name: scrapped", "name: Scrap it", "states[6].name", "not a name of the right form"),
        ("code: BOSS", "code: anyone", "roles[1].code", "'anyone' is a word of its own"),
        ("verb: repair.note", "verb: note", "transitions[7].verb", "not a name of the right form"),
        ("verb: repair.start", "verb: repair.scrap", "transitions[6].from", "already leads from 'new'"),
        ("from: start\n    to:", "from: start\n    to: same\n    tox:", "transitions[0].tox", "is not known"),
        ("    title: Bring\n", "", "transitions[0].title", "is missing"),
        ("title: Bring\n", "title: ''\n", "transitions[0].title", "is empty"),
        ("title: Bring\n", 'title: "a\\x07b"\n', "transitions[0].title", "control character"),
        ("title: Bring\n", "title: [a]\n", "transitions[0].title", "must be a single value"),
        ("title: Bring\n", f"title: {'x' * 4001}\n", "transitions[0].title", "longer than 4000"),
        ("verb: repair.scrap, roles", "verb: repair.burn, roles", "approvals[0].verb", "unknown verb"),
        ("roles: [BOSS]}", "roles: [BOSS], quorum: 0}", "approvals[0].quorum", "at least 1"),
        ("roles: [BOSS]}", "roles: [BOSS], quorum: two}", "approvals[0].quorum", "whole number"),
        ("[R8.6.1-05]\n  - {verb", "[five]\n  - {verb", "transitions[5].requirements[0]", "right form"),
        ("sipoc:", "sipoc: none\nsip:", "sipoc", "must be a map"),
        ("to: [{state: working, when: [fixer, kind]}, new]", "to: same", "transitions[0].to", "no meaning"),
        ("to: [waiting_parts, waiting_owner]", "to: []", "transitions[2].to", "is empty"),
        ("fields: [kind, result]", "fields: [kind, kind]", "transitions[4].fields[1]", "there twice"),
    ],
)
def test_a_defect_is_named_by_its_path(before: str, after: str, path: str, said: str) -> None:
    assert before in REPAIRS
    assert said in refused(REPAIRS.replace(before, after, 1))[path]


def test_all_defects_are_named_at_once() -> None:
    text = REPAIRS.replace("to: mended", "to: mendet").replace("A: [BOSS]", "A: [CHIEF]")
    assert {"transitions[4].to", "raci[0].A"} <= set(refused(text))


def test_too_many_states_are_refused() -> None:
    state = repairs().states[1]
    many = tuple(replace(state, name=f"s{n}") for n in range(60))
    found = references(replace(repairs(), states=repairs().states + many))
    assert any(finding.path == "states" and "1 to 60" in finding.message for finding in found)


def test_a_state_named_counts_before_one_that_is_meant() -> None:
    line = (
        "  - {verb: repair.finish, title: Finish, from: new, to: returned, roles: [BOSS], fields: [result]}\n"
    )
    definition = loading.load(REPAIRS.replace("transitions:\n", f"transitions:\n{line}", 1))
    assert definition.table["new"]["repair.finish"].roles == ("BOSS",)
    assert definition.table["working"]["repair.finish"].roles == ("FIX",)
    assert definition.states_before(definition.transitions[5]) == (
        "working",
        "waiting_parts",
        "waiting_owner",
    )


def test_written_back_it_is_the_same() -> None:
    assert loading.load(loading.dump(repairs())) == repairs()
    assert "from: start" in loading.dump(repairs())


@given(definitions())
def test_any_definition_survives_being_written(definition: Definition) -> None:
    assert loading.load(loading.dump(definition)) == definition
    assert loading.from_tree(loading.to_tree(definition)) == definition


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(sorted(loading.to_tree(repairs())))


@given(KEYS, TREES)
def test_a_part_replaced_by_anything_is_read_or_refused(key: str, tree: object) -> None:
    with suppress(Invalid):
        assert not references(loading.from_tree(loading.to_tree(repairs()) | {key: tree}))


@given(st.data())
def test_a_file_with_a_line_lost_is_read_or_refused(data: st.DataObject) -> None:
    lines = REPAIRS.splitlines()
    lost = data.draw(st.integers(0, len(lines) - 1))
    with suppress(Invalid):
        assert not references(loading.load("\n".join(lines[:lost] + lines[lost + 1 :])))
