"""What an import has to say of an incident, whichever tool it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple


class PastStep(NamedTuple):
    """One update of a past incident: a verb of the process, when it was used, and the state it led to.

    `by` is who did it, by the name the other tool uses. `facts` go into the ledger's entry beside the state, in the
    form that `kernel.work.steps` gives them: "changes" maps a field to its values before and after.
    """

    at: datetime
    verb: str
    state: str
    by: str | None = None
    facts: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class PastIncident:
    """One incident with its steps in order, the first being that it was logged; names are those of the other tool.

    `number` is the one it had in `system`. `priority` is kept as given, also where the matrix says another; `origin`
    holds what has no field here; `words` can be searched for beside the title and the number.
    """

    system: str
    number: str
    title: str
    opened_at: datetime
    opened_by: str | None
    steps: tuple[PastStep, ...]
    channel: str = ""
    reporter: str | None = None
    category: str | None = None
    subcategory: str | None = None
    impact: int | None = None
    urgency: int | None = None
    priority: int | None = None
    team: str | None = None
    assignee: str | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    closure_code: str = ""
    reopen_count: int = 0
    reassignment_count: int = 0
    origin: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""
