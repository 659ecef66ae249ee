"""Imports as commands start them: planned, shown, then done here or left to the worker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any

from bailiwick.exchange.servicenow.facts import LogFacts
from bailiwick.exchange.servicenow.findings import KINDS
from bailiwick.exchange.servicenow.importing import KIND, import_log, prepare_import
from bailiwick.exchange.servicenow.kept import keep_copy
from bailiwick.exchange.servicenow.preview import Preview, preview
from bailiwick.exchange.servicenow.survey import Survey, survey_log
from bailiwick.exchange.servicenow.tasks import bring_in as job
from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.models import Run
from bailiwick.portfolio.services.models import Service
from bailiwick.site.cli.organizations import Named


@dataclass(frozen=True, slots=True)
class Import:
    """A log that was read, the organization it is for, and what bringing it in would create."""

    file: Path
    organization: Named
    zone: tzinfo
    service: Service | None
    survey: Survey
    expected: Preview

    def as_dict(self) -> dict[str, Any]:
        """What is known of it, for programs."""
        findings = self.survey.findings
        odd = {
            key: {
                "count": count,
                "incidents": findings.incidents[key],
                "meaning": KINDS[key.partition(".")[0]],
                "examples": [
                    {"number": one.number, "line": one.line, "detail": one.detail}
                    for one in findings.examples[key]
                ],
            }
            for key, count in findings.as_anomalies().items()
        }
        return {
            "organization": self.organization.name,
            "file": str(self.file),
            "zone": str(self.zone),
            "service": self.service.name if self.service else None,
            "would_create": self.expected.as_dict(),
            "odd": odd,
            "log": self.survey.facts,
        }


def plan(
    file: Path, organization: Named, zone: tzinfo, *, service: str | None = None, checks: bool = True
) -> Import:
    """Read the whole log and compare it with what is there; raises MalformedLog, and Invalid for an unknown service."""
    survey = survey_log(file, zone, checks=checks)
    with tenant.scope(organization.id):
        meant = Service.objects.filter(name=service).first() if service else None
        if service and meant is None:
            raise Invalid({"service": f"There is no service “{service}”."})
        expected = preview(survey)
    return Import(file, organization, zone, meant, survey, expected)


def bring_in(planned: Import, told: Callable[[int, int], None]) -> tuple[Run, LogFacts]:
    """Do it here; `told` hears of the updates done and of their total."""
    run = _prepared(planned)
    facts = import_log(
        run,
        planned.file,
        by=planned.organization.actor,
        zone=planned.zone,
        service=planned.service,
        sizes=planned.survey.sizes,
        told=told,
    )
    return run, facts


def defer(planned: Import) -> dict[str, Any]:
    """Leave it to the worker, which gets a copy of the file; what is known of the run."""
    run = _prepared(planned)
    keep_copy(run, planned.file)
    with tenant.scope(planned.organization.id):
        job.later(run_id=run.pk)
    return _shown(run, is_broken_off=False)


def recent(organization: Named) -> list[dict[str, Any]]:
    """The last imports, newest first."""
    return [_shown(run, is_broken_off=broken) for run, broken in runs.latest(organization.id, KIND)]


def _prepared(planned: Import) -> Run:
    return prepare_import(
        planned.file,
        by=planned.organization.actor,
        zone=str(planned.zone),
        service=planned.service,
        updates=planned.survey.facts["updates"],
    )


def _shown(run: Run, *, is_broken_off: bool) -> dict[str, Any]:
    return {
        "run": run.pk,
        "file": run.title,
        "sha256": run.key,
        "state": "broken off" if is_broken_off else run.state,
        "done": run.done,
        "total": run.total,
        "created": run.facts.get("created"),
        "existing": run.facts.get("existing"),
        "error": run.error,
        "by": run.started_by_name,
        "started_at": run.started_at.isoformat() if run.started_at else None,
        "finished_at": run.finished_at.isoformat() if run.finished_at else None,
    }
