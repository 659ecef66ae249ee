"""Query strings that change one thing and keep the rest of what the reader asked for."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import QueryDict

POSITIONS = ("after", "before")


def query_string(params: Mapping[str, object], **changes: object) -> str:
    """Return `?…` from params with the changes made.

    A change to None or to an empty string removes the name, a list repeats it. A change of anything but the
    position drops the keyset position (`after`, `before`), because it belongs to the old order.
    """
    pairs = (
        dict(params.lists()) if isinstance(params, QueryDict) else {k: _several(v) for k, v in params.items()}
    )
    if not set(changes) & set(POSITIONS):
        changes |= dict.fromkeys(POSITIONS)
    for name, value in changes.items():
        pairs.pop(name, None)
        if value not in (None, "", []):
            pairs[name] = _several(value)
    return f"?{urlencode(pairs, doseq=True)}" if pairs else "?"


def _several(value: object) -> list[str | object]:
    return list(value) if isinstance(value, list | tuple | set) else [value]
