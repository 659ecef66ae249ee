"""What other rooms may know of agreements."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Target:
    """Respond or resolve (`metric`: "response", "resolution") within minutes of service time, for one priority."""

    metric: str
    priority: int
    within_minutes: int
    warn_percent: int = 75


class TargetTerms(NamedTuple):
    """Within how many minutes of service time, and at what share of them a warning is due."""

    within_minutes: int
    warn_percent: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What an agreement asks, by (metric, priority), in the calendar version in force."""

    agreement_id: int
    name: str
    version: int
    calendar_version_id: int
    targets: Mapping[tuple[str, int], TargetTerms]
