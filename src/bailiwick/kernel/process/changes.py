"""What one version of a process has that another has not: states, verbs, roles, measures and everything else."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import yaml

from bailiwick.kernel.process import codec
from bailiwick.kernel.process.types import Definition

_PLURALS = {"responsibility": "responsibilities"}


class Change(StrEnum):
    """What became of a part."""

    ADDED = "added"
    REMOVED = "removed"
    ALTERED = "altered"


@dataclass(frozen=True)
class Changed:
    """One part that differs; `old` and `new` are its text in either version, empty where it is not there."""

    noun: str
    name: str
    change: Change
    old: str
    new: str


def changes(before: Definition, after: Definition) -> list[Changed]:
    """Every part of a definition that is not the same in both, in the order of the definition's sections."""
    old, new = _parts(before), _parts(after)
    found = []
    for noun, parts in new.items():
        earlier = old[noun]
        for name in dict.fromkeys([*earlier, *parts]):
            was, now = earlier.get(name, ""), parts.get(name, "")
            if was != now:
                change = Change.ADDED if not was else Change.REMOVED if not now else Change.ALTERED
                found.append(Changed(noun, name, change, was, now))
    return found


def summary(found: Iterable[Changed]) -> str:
    """How many parts of which kind became what: "1 state added, 2 verbs altered"."""
    counts = Counter((one.noun, one.change) for one in found)
    return ", ".join(
        f"{count} {noun if count == 1 else _PLURALS.get(noun, noun + 's')} {change}"
        for (noun, change), count in counts.items()
    )


def _parts(of: Definition) -> Mapping[str, Mapping[str, str]]:
    """The text of every part by noun and name; a verb is all its arrangements together."""
    verbs = {verb: tuple(t for t in of.transitions if t.verb == verb) for verb in of.verbs}
    sections: Mapping[str, Mapping[str, object]] = {
        "state": dict(of.state_by_name),
        "verb": verbs,
        "condition": {one.name: one for one in of.conditions},
        "approval": {one.code: one for one in of.approvals},
        "role": {one.code: one for one in of.roles},
        "responsibility": {one.activity: one for one in of.raci},
        "measure": {one.code: one for one in of.measures},
        "step": {one.code: one for one in of.sipoc.steps},
        "interface": {
            f"{one.direction} {one.process}": tuple(
                other
                for other in of.interfaces
                if (other.direction, other.process) == (one.direction, one.process)
            )
            for one in of.interfaces
        },
        "text": dict(_texts(of)),
    }
    return {noun: {name: _written(part) for name, part in parts.items()} for noun, parts in sections.items()}


def _texts(of: Definition) -> Iterator[tuple[str, object]]:
    for name in ("title", "clause", "version", "purpose", "policies"):
        yield name, getattr(of, name)
    for name in ("suppliers", "inputs", "outputs", "customers"):
        yield name, getattr(of.sipoc, name)


def _written(part: object) -> str:
    if not part:
        return ""
    tree = codec.encode(part)
    if isinstance(tree, str):
        return tree
    if isinstance(tree, list) and len(tree) == 1 and isinstance(tree[0], dict):
        tree = tree[0]
    return str(yaml.safe_dump(tree, sort_keys=False, allow_unicode=True, width=110)).strip()
