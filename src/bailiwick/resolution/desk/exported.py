"""The queue as a file: the filters, columns and order of its address."""

from django.http import QueryDict

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.jobs.exporting.declaration import Asked, Listing, declare
from bailiwick.kernel.process.definitions import current_version, definition
from bailiwick.kernel.ui.columns import PARAMETER, chosen
from bailiwick.resolution.incidents.queries import KIND
from bailiwick.resolution.reading import columns, lists
from bailiwick.resolution.reading.behind import behind


def asked(actor: Actor, params: QueryDict) -> Asked:
    """The queue as its address asks for it."""
    showing = columns.Showing(clock.now(), definition(current_version(KIND)))
    number = behind(actor, params, showing.process)
    among = number.records if number else None
    shown = chosen(columns.offered(actor), params.getlist(PARAMETER), always="title")
    return Asked(
        rows=lists.queue(actor, params, among=among, fields=columns.fields(shown)),
        sorts=lists.SORTS,
        sort=params.get("sort") or lists.usual_sort(params),
        columns=[column.in_file() for column in shown],
        cells=lambda row: [column.value(row, showing) for column in shown],
    )


INCIDENTS = declare(Listing("incidents", "Incidents", lambda _actor: True, asked))
