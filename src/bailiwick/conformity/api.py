"""Requirements and how they stand, through the API."""

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema

from bailiwick.conformity.clauses import judge_clause, period_in_force
from bailiwick.frameworks.catalogue import iso20000_1
from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, json
from bailiwick.kernel.evidence.judging import judge
from bailiwick.kernel.evidence.types import Assessment, Outcome
from bailiwick.kernel.ledger import policies

router = Router(tags=["Requirements"])


class RequirementRow(Schema):
    """A requirement of the catalogue."""

    id: str
    clause: str
    title: str


class JudgedRequirement(Schema):
    """A requirement and how it stands."""

    id: str
    title: str
    text: str
    assessment: Assessment


class KeptJudgement(Schema):
    """How a requirement stood, as it was kept; `faults` counts each kind of fault, `examples` names the first."""

    id: str
    title: str
    outcome: Outcome
    population: int
    exceptions: int
    reason: str
    faults: dict[str, int]
    examples: list[str]
    facts: dict[str, Any]


class JudgedClause(Schema):
    """A clause judged over a period."""

    standard: str
    clause: str
    title: str
    period: str
    requirements: list[KeptJudgement]


@router.get("", response={200: list[RequirementRow], **PROBLEMS})
def list_requirements(request: ApiRequest) -> HttpResponse:
    """Every requirement of the catalogue."""
    policies.require(request.actor, "evidence.read")
    clauses = iso20000_1().clauses.values()
    return json(
        [
            {"id": one.id, "clause": clause.number, "title": one.title}
            for clause in clauses
            for one in clause.requirements
        ]
    )


@router.get("/{requirement_id}", response={200: JudgedRequirement, **PROBLEMS})
def get_requirement(request: ApiRequest, requirement_id: str) -> HttpResponse:
    """One requirement, judged on the records of now."""
    policies.require(request.actor, "evidence.read")
    wanted = iso20000_1().requirement(requirement_id)
    assessment = judge(wanted, period_in_force())
    return json(
        {"id": wanted.id, "title": wanted.title, "text": wanted.text, "assessment": asdict(assessment)}
    )


@router.post("/clauses/{number}/assessments", response={201: JudgedClause, **PROBLEMS})
def assess_clause(request: ApiRequest, number: str) -> HttpResponse:
    """Judge a clause now and keep the results."""
    return json(judge_clause(number, by=request.actor), status=201)
