"""Work that a schedule does in every organization."""

from collections.abc import Callable

import structlog

from bailiwick.kernel.identity.actors import organizations

log = structlog.get_logger()


def in_every_organization(work: Callable[[int], object]) -> None:
    """Do it for each organization's id; the failure of one is logged and stops no other.

    Raises ExceptionGroup with every failure when all had their turn, so that the job counts as failed.
    """
    failures = []
    for organization_id, *_ in organizations():
        try:
            work(organization_id)
        except Exception as failure:
            log.exception("work failed", work=work.__name__, organization=organization_id)
            failures.append(failure)
    if failures:
        raise ExceptionGroup(f"It failed in {len(failures)} organization(s).", failures)
