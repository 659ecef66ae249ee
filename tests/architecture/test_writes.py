"""Records are written in `operations` files and read in `queries`: entrances fetch, bind, operate and respond."""

import ast

from tests.architecture import source

# What writes elsewhere, and why it may: by file, or by folder with a slash at the end.
MAY_WRITE = {
    "kernel/identity/fields.py": "the one way by which operations save the fields that changed",
    "kernel/figures/rollups.py": "the place in the ledger up to which days were noted, which is no record",
    "kernel/identity/entrances/sessions.py": "Django's own store of sessions, which says where it writes",
    "kernel/jobs/runs.py": "how far a long job has come, which is no record of the organization",
    "kernel/ledger/delivery.py": "the follower's place in the ledger, kept with what it delivers",
    "kernel/ledger/writing.py": "the one statement by which operations write rows of several tables",
    "kernel/work/bulk.py": "the many rows of imports, within their operations",
    "kernel/work/steps.py": "the steps of work items, which operations are made of",
    "verify/": "the auditor's program, which has dicts and no models",
    "site/demo/": "the demonstration builds a past that nobody can operate any more",
}
ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "save"}
# The functions that write rows of several tables in one statement.
AT_ONCE = {"insert", "write"}
# What takes requests, forms and jobs; the queries and operations of such a room are not meant.
ENTRANCES = ("views", "api", "forms", "register", "registers_api", "tasks", "urls", "ui")


def writes(call: ast.Call) -> bool:
    """Whether the call writes rows of a model, as far as its shape says so.

    A dict, a digest or a progress bar is updated by position, a queryset by keyword; a route or a cache is told what
    to delete, a record or a queryset is not; what is no model is created without keywords.
    """
    if isinstance(call.func, ast.Name):
        return call.func.id in AT_ONCE
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if name in ALWAYS:
        return True
    if name == "delete":
        return not call.args
    return name in ("create", "update") and not call.args and bool(call.keywords)


def is_queries(module: source.Module) -> bool:
    return module.is_of("queries") or module.is_of("operations") or module.is_of("models")


def test_rows_are_written_in_operations() -> None:
    elsewhere = {
        f"{module.path}:{call.lineno}"
        for module in source.product()
        if not module.is_of("operations") and not str(module.path).startswith(tuple(MAY_WRITE))
        for call in module.nodes
        if isinstance(call, ast.Call) and writes(call)
    }
    assert elsewhere == set()


def test_every_exception_still_writes() -> None:
    writing = {
        str(module.path)
        for module in source.product()
        for call in module.nodes
        if isinstance(call, ast.Call) and writes(call)
    }
    assert [path for path in MAY_WRITE if not any(name.startswith(path) for name in writing)] == []


def test_entrances_ask_queries() -> None:
    asking = {
        f"{module.path}:{node.lineno}"
        for module in source.product()
        if any(module.is_of(name) for name in ENTRANCES) and not is_queries(module)
        for node in module.nodes
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    }
    assert asking == set()
