"""Catalogues of requirements, read from the files that ship with the product."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.evidence.types import Population, Requirement, Severity

FOLDER = Path(__file__).parent / "iso20000_1"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its requirements, in order."""

    number: str
    title: str
    process: str
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A standard's requirements in one version."""

    standard: str
    version: str
    wording: str
    parameters: Mapping[str, int]
    clauses: Mapping[str, Clause]

    def clause(self, number: str) -> Clause:
        """One clause; raises NotFound."""
        if number not in self.clauses:
            raise NotFound(f"The catalogue has no clause {number}.")
        return self.clauses[number]

    def requirement(self, requirement_id: str) -> Requirement:
        """One requirement; raises NotFound."""
        for clause in self.clauses.values():
            for requirement in clause.requirements:
                if requirement.id == requirement_id:
                    return requirement
        raise NotFound(f"The catalogue has no requirement {requirement_id}.")


@cache
def iso20000_1() -> Catalogue:
    """ISO/IEC 20000-1:2018, as far as the product judges it."""
    trees = [yaml.safe_load(path.read_text()) for path in sorted(FOLDER.glob("*.yaml"))]
    clauses = [_clause(tree) for content in trees for tree in content["clauses"]]
    parameters = {name: value for content in trees for name, value in content["parameters"].items()}
    first = trees[0]
    return Catalogue(
        first["standard"],
        first["version"],
        first["wording"],
        parameters,
        {clause.number: clause for clause in clauses},
    )


def _clause(tree: dict[str, Any]) -> Clause:
    requirements = tuple(_requirement(tree["clause"], one) for one in tree["requirements"])
    return Clause(tree["clause"], tree["title"], tree["process"], requirements)


def _requirement(clause: str, tree: dict[str, Any]) -> Requirement:
    return Requirement(
        id=tree["id"],
        clause=clause,
        title=tree["title"],
        text=tree["text"],
        kind=tree["kind"],
        automation=tree["automation"],
        population=Population(tree["population"]),
        severity=Severity(tree["severity"]),
        evidence=tree["evidence"],
        hints=tree.get("hints", {}),
        related={name: tuple(values) for name, values in tree.get("related", {}).items()},
    )
