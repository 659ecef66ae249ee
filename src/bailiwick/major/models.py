"""The models of major incidents for Django."""

from bailiwick.major.incidents.models import (
    Communication,
    CriterionVersion,
    MajorIncident,
    MajorIncidentCriterion,
    MajorIncidentProcedure,
    MajorIncidentReview,
    Milestone,
    Proposal,
)

__all__ = [
    "Communication",
    "CriterionVersion",
    "MajorIncident",
    "MajorIncidentCriterion",
    "MajorIncidentProcedure",
    "MajorIncidentReview",
    "Milestone",
    "Proposal",
]
