"""Rows of what lists can do: saved views, verbs over many, exports; made by Sam, so that Dan does not see them."""

from collections.abc import Callable
from typing import Any

from bailiwick.kernel.base import tenant
from bailiwick.kernel.jobs.bulk import running
from bailiwick.kernel.jobs.bulk.declaration import bulk_named
from bailiwick.kernel.jobs.exporting import writing
from bailiwick.kernel.work.operations import save_view
from tests.cast import Cast
from tests.routes.incidents import logged
from tests.routes.rows import Route, signed_in

LIST = {"name": "incidents"}


def listed(_cast: Cast) -> dict[str, Any]:
    return dict(LIST)


def kept(cast: Cast) -> dict[str, Any]:
    """A view that Sam saved for himself."""
    return {**LIST, "pk": save_view("incidents", "Mine", by=cast.sam, query="", is_shared=False).pk}


def exported(cast: Cast) -> dict[str, Any]:
    """An export of Sam's whose file is there."""
    with tenant.scope(cast.organization.id):
        run = writing.ask_for("incidents", by=cast.sam, query="", file_format="csv")
    writing.write_out.task.func(organization_id=cast.organization.id, run_id=run.pk)
    return {"pk": run.pk}


def worked(cast: Cast) -> dict[str, Any]:
    """A comment of Sam's on an incident, as one of many."""
    bulk = bulk_named("incidents")
    with tenant.scope(cast.organization.id):
        keys = [logged(cast).pk]
        run = running.start(bulk, bulk.verb("comment"), keys, by=cast.sam, typed={"text": ["Seen."]})
    return {**LIST, "pk": run.pk}


def resuming(cast: Cast) -> dict[str, Any]:
    """One incident is to be resumed: the preview, as the verb asks for nothing."""
    return {"bulk_verb": "resume", "bulk_selected": logged(cast).pk}


def sams(name: str, args: Callable[[Cast], dict[str, Any]], **more: Any) -> Route:
    return Route(name, **{"as_": "sam", "lacking": "dan", "without": 404, "args": args, **more})


LISTS = (
    signed_in("views", args=listed),
    signed_in("view-new", args=listed),
    signed_in("view-new", 422, method="post", args=listed, data=lambda _: {"name": ""}),
    signed_in("views-order", 303, method="post", args=listed),
    sams("view", kept),
    sams("view", kept, granted=422, method="post", data=lambda _: {"name": ""}),
    sams("view", kept, granted=303, method="post", data=lambda _: {"_method": "delete"}),
    Route("bulk", method="post", args=listed, data=resuming, as_="sam", lacking="dan"),
    sams("bulk-run", worked),
    signed_in("exports"),
    signed_in("exports", 404, method="post", data=lambda _: {"list": "nothing", "format": "csv"}),
    sams("export", exported),
    sams("export-file", exported),
    signed_in("density", 303, method="post", data=lambda _: {"density": "compact"}),
    signed_in("palette"),
)
