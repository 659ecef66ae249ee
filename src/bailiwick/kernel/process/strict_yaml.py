"""Reads a small, harmless part of YAML: maps, lists and texts; no anchors, tags, merges or guessed types."""

from dataclasses import dataclass

import yaml

from bailiwick.kernel.base.errors import Invalid

MAX_BYTES = 256 * 1024
MAX_DEPTH = 12
MAX_NODES = 20_000

Tree = str | None | list["Tree"] | dict[str, "Tree"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EMPTY = frozenset({"", "~", "null"})


def read(text: str | bytes) -> Tree:
    """The tree of one document; every scalar is text as written, an empty one None.

    Raises Invalid, with the line under the empty field name, for anything beyond the limits above, bytes
    that are not UTF-8, several documents, duplicate keys, keys that are not text, anchors, aliases and tags.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(data) > MAX_BYTES:
        raise Invalid({"": f"The file is larger than {MAX_BYTES // 1024} KiB."})
    try:
        decoded = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Invalid({"": f"The file is not UTF-8 (byte {error.start})."}) from error
    builder = _Builder()
    try:
        for event in yaml.parse(decoded, Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        raise Invalid({"": f"Not YAML: {' '.join(str(error).split())}"}) from error
    return builder.result


@dataclass
class _Open:
    """A map or list whose end has not come; `key` is the key that waits for its value."""

    node: dict[str, Tree] | list[Tree]
    key: str | None = None


class _Builder:
    """Puts events together without recursion, so that depth costs nothing before it is refused."""

    def __init__(self) -> None:
        self.result: Tree = None
        self._stack: list[_Open] = []
        self._documents = 0
        self._nodes = 0

    def take(self, event: yaml.Event) -> None:
        """Add one event of the parser."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            _require(self._documents == 1, event, "only one document is read")
        elif isinstance(event, yaml.NodeEvent):
            self._node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()

    def _node(self, event: yaml.NodeEvent) -> None:
        self._nodes += 1
        _require(self._nodes <= MAX_NODES, event, f"more than {MAX_NODES} values")
        _require(event.anchor is None, event, "anchors and aliases are not read")
        _require(getattr(event, "tag", None) in (None, "!"), event, "tags are not read")
        parent = self._stack[-1] if self._stack else None
        if isinstance(event, yaml.ScalarEvent):
            empty = event.implicit[0] and event.value in _EMPTY
            self._put(event, parent, None if empty else event.value)
            return
        _require(len(self._stack) < MAX_DEPTH, event, f"deeper than {MAX_DEPTH} levels")
        node: dict[str, Tree] | list[Tree] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._put(event, parent, node)
        self._stack.append(_Open(node))

    def _put(self, event: yaml.NodeEvent, parent: _Open | None, value: Tree) -> None:
        if parent is None:
            self.result = value
        elif isinstance(parent.node, list):
            parent.node.append(value)
        elif parent.key is not None:
            parent.node[parent.key] = value
            parent.key = None
        else:
            if not isinstance(value, str):
                raise _refusal(event, "a key must be text")
            _require(value not in parent.node, event, f"the key '{value}' is there twice")
            _require(value != "<<", event, "merges are not read")
            parent.key = value


def _require(met: bool, event: yaml.Event, text: str) -> None:
    if not met:
        raise _refusal(event, text)


def _refusal(event: yaml.Event, text: str) -> Invalid:
    line = event.start_mark.line + 1 if event.start_mark else 0
    return Invalid({"": f"Line {line}: {text}."})
