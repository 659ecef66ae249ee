"""Templates name only blocks that their layout has, and macros that the template they import from defines."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.template import engines
from jinja2 import Environment, nodes

from tests.architecture.test_templates import TEMPLATES, name

PAGES = sorted(name(path) for path in TEMPLATES)


def environment() -> Environment:
    engine: Any = engines["jinja2"]
    return engine.env  # type: ignore[no-any-return]


def tree(template: str) -> nodes.Template:
    around = environment()
    assert around.loader is not None
    return around.parse(around.loader.get_source(around, template)[0], template)


def constant(node: nodes.Node | None) -> str | None:
    """The text of a template's name, where it is written out, or what it is by default."""
    if isinstance(node, nodes.Filter) and node.name == "default":
        node = node.args[0]
    return str(node.value) if isinstance(node, nodes.Const) else None


def exported(template: str) -> set[str]:
    """What another template may import from this one."""
    found = {macro.name for macro in tree(template).find_all(nodes.Macro)}
    for assigned in tree(template).find_all((nodes.Assign, nodes.AssignBlock)):
        found |= {target.name for target in assigned.target.find_all(nodes.Name)}
        found |= {assigned.target.name} if isinstance(assigned.target, nodes.Name) else set()
    return found


def unknown_macros(template: str) -> Iterator[str]:
    page = tree(template)
    for statement in page.find_all(nodes.FromImport):
        if (source := constant(statement.template)) is not None:
            asked = {one if isinstance(one, str) else one[0] for one in statement.names}
            yield from (f"{source}: {one}" for one in sorted(asked - exported(source)))
    for statement in page.find_all(nodes.Import):
        if (source := constant(statement.template)) is not None:
            for used in page.find_all(nodes.Getattr):
                is_of_it = isinstance(used.node, nodes.Name) and used.node.name == statement.target
                if is_of_it and used.attr not in exported(source):
                    yield f"{source}: {used.attr}"


def blocks_above(template: str) -> set[str] | None:
    """Blocks of the layouts that a page stands in; None where it stands in none."""
    layout = next((constant(one.template) for one in tree(template).find_all(nodes.Extends)), None)
    if layout is None:
        return None
    return {block.name for block in tree(layout).find_all(nodes.Block)} | (blocks_above(layout) or set())


@pytest.mark.parametrize("template", PAGES)
def test_every_macro_is_defined(template: str) -> None:
    assert list(unknown_macros(template)) == []


@pytest.mark.parametrize("template", PAGES)
def test_every_block_has_its_place(template: str) -> None:
    known = blocks_above(template)
    inner = {
        block.name for outer in tree(template).find_all(nodes.Block) for block in outer.find_all(nodes.Block)
    }
    if known is not None:
        assert {block.name for block in tree(template).find_all(nodes.Block)} - known - inner == set()
