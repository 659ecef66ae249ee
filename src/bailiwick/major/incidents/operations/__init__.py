"""Every write to major incidents (8.6.1)."""

from bailiwick.major.incidents.operations.declaring import (
    declare_major_incident,
    dismiss_proposal,
    name_lead,
    propose_major_incident,
    withdraw_major_incident,
)
from bailiwick.major.incidents.operations.ending import (
    close_major_incident,
    restore_major_incident,
    resume_major_incident,
    review_major_incident,
)
from bailiwick.major.incidents.operations.following import complete_step, note, retract_step
from bailiwick.major.incidents.operations.informing import (
    MEANS,
    communicate,
    inform_management,
    spoken,
    warn_of_deadline,
)

__all__ = [
    "MEANS",
    "close_major_incident",
    "communicate",
    "complete_step",
    "declare_major_incident",
    "dismiss_proposal",
    "inform_management",
    "name_lead",
    "note",
    "propose_major_incident",
    "restore_major_incident",
    "resume_major_incident",
    "retract_step",
    "review_major_incident",
    "spoken",
    "warn_of_deadline",
    "withdraw_major_incident",
]
