"""Rows of what administrators do to many people and records at once."""

from typing import Any

from bailiwick.kernel.people import running
from bailiwick.kernel.people.tables import read_table
from tests.cast import Cast
from tests.routes.rows import Route

SAID = {"step": "import", "column_0": "name", "column_1": "email"}
PEOPLE = b"name,mail\nNora Vale,nora@harbour.example\n"


def importing(cast: Cast) -> dict[str, Any]:
    """Ada's import that waits to be confirmed."""
    return {"pk": running.prepare_table(read_table(PEOPLE), by=cast.ada, title="people.csv").pk}


ADMINISTERING = (
    Route("people-import", stranger=200),
    Route("people-import", 422, stranger=422, method="post"),
    Route("people-import-run", args=importing),
    Route("people-import-run", 303, args=importing, method="post", data=lambda _: SAID),
)
