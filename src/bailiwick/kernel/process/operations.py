"""Publish process definitions (8.1, 7.5): versions that never change, compared with what was shipped."""

from collections.abc import Collection

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, Stale
from bailiwick.kernel.ledger import policies, races
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.process import checks, loading, queries
from bailiwick.kernel.process.findings import Finding
from bailiwick.kernel.process.models import ProcessVersion
from bailiwick.kernel.process.types import Definition


def publish_process(
    definition: Definition,
    *,
    by: Actor,
    shipped: Definition | None = None,
    decision: str = "",
    decided: Collection[str] = (),
    expected_number: int | None = None,
) -> ProcessVersion:
    """Publish a version; work that runs keeps the version it started under.

    `decision` says why. Raises Invalid when the definition is not sound, and when it takes away what a requirement
    needs, unless the decision lifts that finding by its key in `decided`; Stale when somebody else published first:
    the newest version is not `expected_number`, or came at the same moment.
    """
    accepted = decided if decision else ()
    found = checks.publishable(definition, shipped=shipped, verbs=policies.verbs(), decided=accepted)
    wrong = {finding.path: _spoken(finding) for finding in found if finding.severity is checks.Severity.ERROR}
    if wrong:
        raise Invalid(wrong)
    with operation("process.publish", by=by, reason=decision) as op:
        newest = queries.versions(definition.code).values_list("number", flat=True).first() or 0
        if expected_number is not None and newest != expected_number:
            raise _overtaken(definition, expected_number, newest)
        with races.lost_to("process_version_number", _overtaken(definition, newest, newest + 1)):
            version = ProcessVersion.objects.create(
                code=definition.code,
                number=newest + 1,
                body=loading.to_tree(definition),
                published_by_id=by.person_id,
                decision=decision,
            )
        op.about(version)
    return version


def _overtaken(definition: Definition, expected: int, actual: int) -> Stale:
    text = f"“{definition.title}” was published by somebody else meanwhile: version {actual} is in force."
    return Stale(text, expected=expected, actual=actual)


def _spoken(finding: Finding) -> str:
    return f"{finding.message} (a decision can accept {finding.key})" if finding.key else finding.message
