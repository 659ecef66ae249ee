"""Logs that wait to be brought in by a job: copies in the data directory, gone when the job is done."""

import os
import secrets
import shutil
from pathlib import Path

from django.conf import settings

from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.jobs.models import Run


def keep_copy(run: Run, path: Path) -> Path:
    """Copy the log of a run to where its job finds it, whole or not at all; a full disk raises OSError."""
    target = _place(run)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = target.with_name(f"incoming-{secrets.token_hex(8)}")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out, path.open("rb") as source:
            shutil.copyfileobj(source, out)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target


def copy_of(run: Run) -> Path:
    """The copy; raises NotFound when it is gone."""
    path = _place(run)
    if not path.exists():
        raise NotFound("The copy of the log is gone; start the import again.")
    return path


def discard_copy(run: Run) -> None:
    """The copy is needed no more."""
    _place(run).unlink(missing_ok=True)


def _place(run: Run) -> Path:
    suffix = ".csv.gz" if run.title.lower().endswith(".gz") else ".csv"
    return Path(settings.DATA) / "files" / str(run.organization_id) / "imports" / f"{run.key}{suffix}"
