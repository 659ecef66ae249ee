"""Every write to incidents (8.6.1)."""

from bailiwick.kernel.work.relations.operations.escalating import KINDS as ESCALATIONS
from bailiwick.resolution.incidents.operations.attaching import attach_file
from bailiwick.resolution.incidents.operations.closing import (
    CLOSURE_CODES,
    cancel_incident,
    close_incident,
    reopen_incident,
    resolve_incident,
)
from bailiwick.resolution.incidents.operations.linking import link_incident, unlink_incident
from bailiwick.resolution.incidents.operations.logging import Report, log_incident
from bailiwick.resolution.incidents.operations.talking import (
    amend_incident,
    comment_incident,
    unwatch_incident,
    watch_incident,
)
from bailiwick.resolution.incidents.operations.working import (
    assign_incident,
    classify_incident,
    escalate_incident,
    hold_incident,
    prioritize_incident,
    resume_incident,
    start_incident,
)

__all__ = [
    "CLOSURE_CODES",
    "ESCALATIONS",
    "Report",
    "amend_incident",
    "assign_incident",
    "attach_file",
    "cancel_incident",
    "classify_incident",
    "close_incident",
    "comment_incident",
    "escalate_incident",
    "hold_incident",
    "link_incident",
    "log_incident",
    "prioritize_incident",
    "reopen_incident",
    "resolve_incident",
    "resume_incident",
    "start_incident",
    "unlink_incident",
    "unwatch_incident",
    "watch_incident",
]
