"""The import of a log as a job."""

from bailiwick.exchange.servicenow.importing import import_log
from bailiwick.exchange.servicenow.kept import copy_of, discard_copy
from bailiwick.kernel.base import tenant
from bailiwick.kernel.calendar.zones import load_zone
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.long import long_job
from bailiwick.kernel.jobs.models import Run
from bailiwick.portfolio.services.queries import service_numbered


@long_job("incidents.import_log", called="Import of incidents")
def bring_in(run: Run) -> None:
    """Bring in the log of a run, as far as it is not here yet."""
    by = runs.actor_of(run)
    service_id = run.parameters["service"]
    with tenant.scope(run.organization_id):
        service = service_numbered(service_id) if service_id else None
    if run.state != Run.State.DONE:
        import_log(run, copy_of(run), by=by, zone=load_zone(run.parameters["zone"]), service=service)
    discard_copy(run)
