"""Publish process definitions (8.1, 7.5): versions that never change, compared with what was shipped."""

from collections.abc import Collection

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.process import checks, departures, loading
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
) -> ProcessVersion:
    """Publish a version; work that runs keeps the version it started under.

    Raises Invalid when the definition is not sound, and when it takes away what a requirement needs, unless the
    recorded `decision` lifts that finding by its key in `decided`.
    """
    found = list(checks.sound(definition, verbs=policies.verbs()))
    if shipped is not None:
        found += departures.compare(shipped, definition, decided=decided if decision else ())
    wrong = {finding.path: _spoken(finding) for finding in found if finding.severity is checks.Severity.ERROR}
    if wrong:
        raise Invalid(wrong)
    with operation("process.publish", by=by, reason=decision) as op:
        last = ProcessVersion.objects.filter(code=definition.code).order_by("-number").first()
        version = ProcessVersion.objects.create(
            code=definition.code,
            number=last.number + 1 if last else 1,
            body=loading.to_tree(definition),
            published_by_id=by.person_id,
            decision=decision,
        )
        op.about(version)
    return version


def _spoken(finding: Finding) -> str:
    return f"{finding.message} (a decision can accept {finding.key})" if finding.key else finding.message
