"""Looks at a text that somebody wants to publish as a process: what is wrong where, and what would change."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.process import checks, loading
from bailiwick.kernel.process.changes import Changed, changes
from bailiwick.kernel.process.findings import Finding, Severity, error
from bailiwick.kernel.process.places import Places
from bailiwick.kernel.process.types import Definition


@dataclass(frozen=True)
class Placed:
    """A finding with the line of the text that it speaks of; None where it speaks of the whole."""

    finding: Finding
    line: int | None


@dataclass(frozen=True)
class Examined:
    """What came of it: the definition if the text holds one, its findings, and what it changes."""

    definition: Definition | None
    errors: list[Placed] = field(default_factory=list)
    warnings: list[Placed] = field(default_factory=list)
    changes: list[Changed] = field(default_factory=list)


def examine(
    text: str,
    *,
    current: Definition,
    shipped: Definition | None,
    verbs: Collection[str],
    decided: Collection[str] = (),
) -> Examined:
    """Examine the text as the next version of `current`; arguments are those of `checks.publishable`."""
    try:
        definition = loading.load(text)
    except Invalid as refusal:
        return _unreadable(text, refusal.fields)
    found = checks.publishable(definition, shipped=shipped, verbs=verbs, decided=decided)
    if definition.code != current.code:
        found.append(error("code", f"is '{definition.code}', but this is the process '{current.code}'"))
    where = Places(text)
    placed = [Placed(one, where.line(one.path)) for one in found]
    return Examined(
        definition,
        [one for one in placed if one.finding.severity is Severity.ERROR],
        [one for one in placed if one.finding.severity is Severity.WARNING],
        changes(current, definition),
    )


def _unreadable(text: str, fields: Mapping[str, Any]) -> Examined:
    # Only a text that is YAML has places; otherwise the message itself says the line, under the empty path.
    where = Places(text) if "" not in fields else None
    found = [error(path, message) for path, message in fields.items()]
    return Examined(None, [Placed(one, where.line(one.path) if where else None) for one in found])
