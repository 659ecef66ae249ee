"""What directories say, and what is answered when two things have one name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bailiwick.kernel.base.errors import Invalid


@dataclass(frozen=True, slots=True)
class Described:
    """A person as a directory describes them; `said` is what it wants to hear again as it said it."""

    user_name: str
    name: str
    email: str
    external_id: str = ""
    active: bool = True
    said: Mapping[str, Any] = field(default_factory=dict)


class Taken(Invalid):
    """Another record has this name already."""

    code = "taken"
