"""Finds the line of a definition's text that a finding's path speaks of."""

from collections.abc import Iterator

import yaml

# What names an item of a list in the paths of departures (`states.open`, `transitions.incident.resolve`).
_NAMES = ("name", "code", "verb", "process", "activity")


class Places:
    """The lines of a text that `strict_yaml` accepted, by path; what it refuses has none."""

    def __init__(self, text: str) -> None:
        self._lines = dict(_walk(text))

    def line(self, path: str) -> int | None:
        """The line, from 1, of the path or of the nearest part around it; None for the whole."""
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return None


def _walk(text: str) -> Iterator[tuple[str, int]]:
    # Without a tag, anchor or merge (strict_yaml refuses them) composing makes nothing but maps, lists and texts.
    whole = yaml.compose(text, Loader=yaml.SafeLoader)
    waiting: list[tuple[str, yaml.Node]] = [("", whole)] if whole else []
    seen: set[str] = set()
    while waiting:
        path, node = waiting.pop()
        if path and path not in seen:
            seen.add(path)
            yield path, node.start_mark.line + 1
        waiting.extend(reversed(list(_below(path, node))))


def _below(path: str, node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (f"{path}.{key.value}" if path else key.value), value
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield f"{path}[{number}]", item
            if name := _named(item):
                yield f"{path}.{name}", item


def _named(item: yaml.Node) -> str:
    if isinstance(item, yaml.MappingNode):
        held = {key.value: value.value for key, value in item.value if isinstance(value, yaml.ScalarNode)}
        return next((held[key] for key in _NAMES if key in held), "")
    return ""
