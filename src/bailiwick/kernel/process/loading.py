"""Reads process definitions from YAML or a stored tree, and writes them back."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.process import checks, codec, strict_yaml
from bailiwick.kernel.process.types import Definition


def load(text: str | bytes) -> Definition:
    """The definition in a YAML text; raises Invalid with every defect by its path (`transitions[3].to`)."""
    return from_tree(strict_yaml.read(text))


def load_file(path: Path) -> Definition:
    """The definition in a file; raises Invalid as `load` does, OSError when it cannot be read."""
    with path.open("rb") as file:
        return load(file.read(strict_yaml.MAX_BYTES + 1))


def from_tree(tree: object) -> Definition:
    """The definition in a tree of maps, lists and texts, as JSON holds it; raises Invalid as `load` does."""
    problems = codec.Problems()
    definition = codec.decode(Definition, tree, problems)
    if not problems:
        for finding in checks.references(definition):
            if finding.severity is checks.Severity.ERROR:
                problems.add(finding.path, finding.message)
    if problems:
        raise Invalid(problems)
    return definition


def to_tree(definition: Definition) -> dict[str, Any]:
    """The definition as maps, lists, texts, numbers and truth values; `from_tree` gives it back unchanged."""
    tree: dict[str, Any] = codec.encode(definition)
    return tree


@lru_cache(64)
def dump(definition: Definition) -> str:
    """The definition as YAML; `load` gives it back unchanged."""
    return yaml.safe_dump(to_tree(definition), sort_keys=False, allow_unicode=True, width=110)
