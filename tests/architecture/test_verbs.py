"""Verbs, events and process definitions name things that exist, and everything that exists is used."""

import ast
from collections.abc import Iterator
from functools import cache

from bailiwick.kernel.ledger import events, policies
from bailiwick.kernel.process import loading
from tests.architecture import source

# Events that nobody has to hear of, and why.
UNHEARD: dict[str, str] = {}
# Steps and acts are operations on work items and major incidents: they pass on the verb that they are given.
PASSED_ON = {"kernel/work/steps.py", "major/incidents/operations/acting.py"}


def constants(module: source.Module) -> dict[str, str]:
    """The module's own names for texts."""
    return {
        target.id: node.value.value
        for node in module.tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def brings(module: source.Module, *names: str) -> bool:
    """Whether the module imports one of the names, so that they mean here what they mean elsewhere."""
    imports = [node for node in module.tree.body if isinstance(node, ast.ImportFrom)]
    return any(alias.name in names for node in imports for alias in node.names)


@cache
def written() -> tuple[tuple[str, str], ...]:
    """(verb, file) of every operation and step in the code."""
    return tuple(found for module in source.product() for found in written_in(module))


def written_in(module: source.Module) -> Iterator[tuple[str, str]]:
    """The same of one module."""
    known = constants(module)
    for call in source.called(module.tree, "operation", "act"):
        first = call.args[0] if call.args else None
        if isinstance(first, ast.Constant):
            yield str(first.value), str(module.path)
        elif str(module.path) not in PASSED_ON and brings(module, "operation", "act"):
            yield known.get(getattr(first, "id", ""), "unnamed"), str(module.path)


def test_every_verb_that_is_written_has_a_policy() -> None:
    assert [found for found in written() if found[0] not in policies.verbs()] == []


def test_every_policy_is_of_a_verb_that_is_written_or_read() -> None:
    used = {verb for verb, _ in written()}
    assert [verb for verb in policies.verbs() if verb not in used and not verb.endswith(".read")] == []


def test_every_policy_says_what_its_verb_means() -> None:
    assert [
        verb for verb, policy in policies.verbs().items() if not policy.meaning.strip().endswith(".")
    ] == []


def test_operations_are_where_operations_belong() -> None:
    """Every write is in an `operations` file, in the ledger itself, or founds an installation."""
    elsewhere = [
        file
        for _, file in written()
        if "operations" not in file and not file.startswith(("kernel/ledger/", "site/"))
    ]
    assert elsewhere == []


def test_every_event_is_heard_published_and_described() -> None:
    published = {
        call.func.id
        for module in source.product()
        for call in module.nodes
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    }
    heard = {cls.__name__ for cls in events._subscribers}
    assert {name for name in events._types if name not in heard and name not in UNHEARD} == set()
    assert {name for name in UNHEARD if name in heard} == set()
    assert {name for name in events._types if name not in published} == set()
    assert [name for name, cls in events._types.items() if not (cls.__doc__ or "").strip()] == []


def test_every_transition_of_a_process_has_an_operation() -> None:
    operations = {verb for verb, _ in written()}
    files = sorted(source.PACKAGE.glob("*/*/process.yaml"))
    assert files
    for file in files:
        definition = loading.load(file.read_text(encoding="utf-8"))
        assert {move.verb for move in definition.transitions} - operations == set(), file
