"""Every kind of record that a rule can be made for."""

from bailiwick.kernel.retention.kinds.passing import PASSING
from bailiwick.kernel.retention.kinds.types import Kind
from bailiwick.kernel.retention.kinds.work import WORK

KINDS: dict[str, Kind] = {kind.name: kind for kind in (*WORK, *PASSING)}

__all__ = ["KINDS", "Kind"]
