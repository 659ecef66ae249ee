"""A list as a workbook, as the worker writes it: seconds, and whether its memory grows with the rows."""

import re
import time
from pathlib import Path
from typing import Any

from bench.scratch import Filled

# At a million incidents the fourth organization has 100,000 of them, and the fifth half as many.
WHOSE = (4, 3)


def measure(filled: Filled) -> list[dict[str, Any]]:
    """Seconds and the growth of memory for all incidents of one organization, and of one with twice as many."""
    return [written(filled, number) for number in WHOSE]


def written(filled: Filled, number: int) -> dict[str, Any]:
    """One workbook."""
    from bailiwick.kernel.base import tenant
    from bailiwick.kernel.identity.actors import actor_for_person
    from bailiwick.kernel.jobs import runs
    from bailiwick.kernel.jobs.exporting import files, writing

    organization_id, person_id = filled.organizations[number], filled.people[number]
    with tenant.scope(organization_id):
        by = actor_for_person(organization_id, person_id)
        assert by is not None
        run = writing.ask_for("incidents", by=by, query="view=all", file_format="xlsx")
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    held, began, used = _megabytes("VmRSS"), time.perf_counter(), time.thread_time()
    writing.write_out.task.func(organization_id=organization_id, run_id=run.pk)
    seconds, processor = time.perf_counter() - began, time.thread_time() - used
    facts = runs.run_of(organization_id, run.pk)
    with files.opened(facts, "xlsx") as stream:
        size = len(stream.read())
    return {
        "rows": facts.done, "seconds": seconds, "python_s": processor, "size_mb": size / 2**20,
        "grew_mb": _megabytes("VmHWM") - held,
    }  # fmt: skip


def _megabytes(name: str) -> float:
    found = re.search(rf"{name}:\s+(\d+)", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) / 1024
