"""References between tables point down the house, as imports do: upward and sideways there are links."""

import ast
import re
import tomllib

from django.apps import apps
from django.db import models

from tests.architecture import source

# Tables of Django, allauth and procrastinate are below everything.
OWN = "bailiwick."


def order(name: str) -> list[set[str]]:
    """The rooms of a contract from bottom to top; rooms in one set are side by side."""
    contracts = tomllib.loads((source.ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["name"].startswith(name))
    return [{room.strip() for room in layer.split("|")} for layer in reversed(layers)]


def height(label: str) -> tuple[int, int]:
    """How high the room of a dotted name lies: (module, room of the kernel)."""
    parts = label.split(".")[1:]
    module = next(n for n, layer in enumerate(order("The house")) if parts[0] in layer)
    room = -1
    if parts[0] == "kernel":
        room = next(n for n, layer in enumerate(order("The kernel")) if parts[1] in layer)
    return module, room


def test_references_point_down() -> None:
    upward = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            target = field.related_model
            if not isinstance(field, models.ForeignKey) or not isinstance(target, type):
                continue
            here, there = model.__module__, target.__module__
            if not there.startswith(OWN) or not here.startswith(OWN):
                continue
            same_room = here.split(".")[: 3 if here.startswith("bailiwick.kernel.") else 2]
            if there.split(".")[: len(same_room)] != same_room and height(there) >= height(here):
                upward.append(f"{model.__name__}.{field.name} -> {target.__name__}")
    assert upward == []


def test_queries_written_as_text_read_no_table_of_a_room_above() -> None:
    rooms = {
        model._meta.db_table: model.__module__
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith(OWN)
    }
    upward = []
    for module in source.product():
        if len(module.path.parts) < 2 or module.path.parts[0] in ("site", "verify"):
            continue
        here = ".".join(("bailiwick", *module.path.with_suffix("").parts))
        for node in module.nodes:
            if (
                not isinstance(node, ast.Constant)
                or not isinstance(node.value, str)
                or "select" not in node.value
            ):
                continue
            named = rooms.keys() & set(re.findall(r"[a-z_]+", node.value))
            upward += [f"{module.path}: {table}" for table in named if height(rooms[table]) > height(here)]
    assert upward == []


def test_tables_that_are_no_records_hold_no_references_to_records_of_others() -> None:
    """A reference to a record carries its organization; see the catalogue test for the constraint itself."""
    from bailiwick.kernel.ledger.records import is_record

    plain = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if not is_record(model)
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and isinstance(field.related_model, type)
        and is_record(field.related_model)
    ]
    assert plain == []
