"""An import that is killed in the middle: it is seen, nobody starts a second one beside it, and the next goes on."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path

import pytest

from bailiwick.exchange.servicenow.importing import KIND, import_log, prepare_import
from bailiwick.exchange.servicenow.survey import survey_log
from bailiwick.kernel.base import tenant
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.models import Run
from bailiwick.kernel.ledger.models import LedgerEvent
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast, make_cast

from .conftest import LIFE

pytestmark = pytest.mark.usefixtures("committed")
SOURCE = Path(__file__).parents[4]
INCIDENTS, CHUNK, KILLED_AT = 300, 2, 90
CHILD = """
import sys
from datetime import UTC
from pathlib import Path
import django
django.setup()
from bailiwick.kernel.jobs import runs
from bailiwick.exchange.servicenow.importing import import_log
run = runs.run_of(int(sys.argv[1]), int(sys.argv[2]))
told = lambda done, total: print(done, flush=True)
import_log(run, Path(sys.argv[3]), by=runs.actor_of(run), zone=UTC, told=told, chunk=int(sys.argv[4]))
"""


@contextmanager
def another_process(cast: Cast, run: Run, path: Path) -> Iterator["subprocess.Popen[str]"]:
    arguments = [str(cast.organization.id), str(run.pk), str(path), str(CHUNK)]
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, *arguments],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()


def test_what_was_killed_goes_on(log_of: Callable[..., Path]) -> None:
    cast = make_cast()
    path = log_of(*({**row, "number": f"INC{number}"} for number in range(INCIDENTS) for row in LIFE))
    run = prepare_import(path, by=cast.mia, zone="UTC")
    with another_process(cast, run, path) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if int(line) >= KILLED_AT:
                break
        with pytest.raises(runs.AnotherRun):
            prepare_import(path, by=cast.mia, zone="UTC")
        assert [broken for _, broken in runs.latest(cast.organization.id, KIND)] == [False]
        child.send_signal(signal.SIGKILL)
        child.wait()
    ((seen, is_broken_off),) = runs.latest(cast.organization.id, KIND)
    assert (seen.state, is_broken_off) == ("running", True)
    with tenant.scope(cast.organization.id):
        brought_in = Incident.objects.count()
        assert KILLED_AT // 3 <= brought_in < INCIDENTS
        assert seen.done == brought_in * 3, "what is said to be done is what is done"
    again = prepare_import(path, by=cast.mia, zone="UTC")
    assert again.pk == run.pk
    assert import_log(again, path, by=cast.mia, zone=UTC) == survey_log(path).facts
    with tenant.scope(cast.organization.id):
        entries = Counter(
            LedgerEvent.objects.filter(subject_type="incident").values_list(
                "subject_id", "payload__facts__log_row"
            )
        )
    assert len(entries) == INCIDENTS * 3
    assert set(entries.values()) == {1}
