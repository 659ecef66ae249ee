"""The requirements and how they stand, down to the records that are exceptions."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from bailiwick.conformity.clauses import judge_clause, period_in_force
from bailiwick.frameworks.catalogue import iso20000_1
from bailiwick.kernel.evidence.judging import judge
from bailiwick.kernel.evidence.models import RequirementResult
from bailiwick.kernel.evidence.queries import EXCEPTIONS, kept_results, newest_results
from bailiwick.kernel.evidence.registry import rules
from bailiwick.kernel.evidence.types import Examination, Fault, Period
from bailiwick.kernel.ledger import policies, visibility
from bailiwick.kernel.ui import flash, paging
from bailiwick.kernel.ui.behind import address
from bailiwick.kernel.ui.views import BailiwickRequest, page, redirect, render

SORTS = {"record": paging.Sort("id")}


@page("evidence.read")
def requirements(request: BailiwickRequest) -> HttpResponse:
    """Every clause that is judged, with the newest kept result of each requirement."""
    policies.require(request.actor, "evidence.read")
    catalogue = iso20000_1()
    newest = newest_results()
    return render(
        request,
        "conformity/requirements.html",
        {
            "page_title": "Conformity",
            "catalogue": catalogue,
            "newest": newest,
            "listed": {name: _listed(name, _period_of(result)) for name, result in newest.items()},
        },
    )


@page("evidence.assess", methods=("POST",))
def assessments(request: BailiwickRequest, number: str) -> HttpResponse:
    """Judge a clause now and keep the results."""
    judged = judge_clause(number, by=request.actor)
    flash.success(request, f"Clause {number} was judged for {judged['period']}.")
    return redirect(request, reverse("requirements"))


@page("evidence.read")
def requirement(request: BailiwickRequest, requirement_id: str) -> HttpResponse:
    """One requirement, judged on the records of now, with its exceptions and the results that were kept."""
    policies.require(request.actor, "evidence.read")
    wanted = iso20000_1().requirement(requirement_id)
    period = period_in_force()
    assessment = judge(wanted, period)
    found = rules().get(wanted.id)
    examination = found[0](period) if found else None
    kind = _kind(examination)
    return render(
        request,
        "conformity/requirement.html",
        {
            "page_title": f"{wanted.id} {wanted.title}",
            "requirement": wanted,
            "period": period,
            "last_day": period.end - timedelta(microseconds=1),
            "assessment": assessment,
            "rule": found[0].__doc__ if found else "",
            "faults": _faults(request, examination, dict(assessment.faults)),
            "listed": _links(kind, wanted.id, period),
            "kept": [(one, _links(kind, wanted.id, _period_of(one))) for one in kept_results(wanted.id)[:20]],
        },
    )


def _period_of(result: RequirementResult) -> Period:
    return Period(result.period_start, result.period_end)


def _listed(requirement_id: str, period: Period) -> dict[str, str]:
    found = rules().get(requirement_id)
    return _links(_kind(found[0](period) if found else None), requirement_id, period)


def _kind(examination: Examination | None) -> str:
    """What kind of records a rule looks at; empty when it looks at none."""
    if examination is None or examination.population is None:
        return ""
    kind: str = examination.population.model.subject_type()
    return kind


def _links(kind: str, requirement_id: str, period: Period) -> dict[str, str]:
    """Where the records of a requirement are listed: all, and those that fail; empty where they have no list."""
    among = f"requirement:{requirement_id}"
    return {
        "all": address(kind, among, period),
        EXCEPTIONS: address(kind, f"{among}:{EXCEPTIONS}", period),
    }


def _faults(
    request: BailiwickRequest, examination: Examination | None, counts: dict[str, int]
) -> list[dict[str, Any]]:
    """Each way in which records fail with a page of them; `?fault=` chooses which one is paged."""
    if examination is None:
        return []
    chosen = request.GET.get("fault", "")
    return [
        _fault(number, fault, counts[fault.what], request if str(number) == chosen else None)
        for number, fault in enumerate(examination.faults)
        if fault.what in counts
    ]


def _fault(number: int, fault: Fault, count: int, request: BailiwickRequest | None) -> dict[str, Any]:
    params = request.GET if request is not None else {}
    records = paging.page(fault.records, sorts=SORTS, params=params, default="record", size=20)
    return {
        "number": number,
        "what": fault.what,
        "count": count,
        "records": records,
        "places": visibility.places((type(one).subject_type(), one.pk) for one in records.items),
        "next": records.next
        if request is not None
        else f"?fault={number}" + records.next.replace("?", "&", 1)
        if records.next
        else "",
    }
