"""Where exported files lie until they expire: in the data directory, readable only through their page."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings
from django.http import FileResponse

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.jobs.exporting.csv_file import CsvFile
from bailiwick.kernel.jobs.exporting.xlsx_file import XlsxFile
from bailiwick.kernel.jobs.models import Run

FORMATS: Final[dict[str, type[CsvFile] | type[XlsxFile]]] = {"csv": CsvFile, "xlsx": XlsxFile}
KEPT = timedelta(hours=24)


@contextmanager
def made(run: Run, suffix: str) -> Iterator[BinaryIO]:
    """A stream into the run's file, which appears when all of it is written; nothing is left behind otherwise."""
    place = _place(run, suffix)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = place.with_suffix(".partial")
    try:
        with partial.open("wb") as stream:
            yield stream
        partial.replace(place)
    finally:
        partial.unlink(missing_ok=True)


def opened(run: Run, suffix: str) -> BinaryIO:
    """The run's file; raises NotFound when it is not finished, or its time is over."""
    place = _place(run, suffix)
    if not is_there(run) or not place.exists():
        raise NotFound("The file is not there any more: export the list again.")
    return place.open("rb")


def answer(run: Run) -> FileResponse:
    """The run's file as a download; raises NotFound."""
    made = FORMATS[run.parameters["format"]]
    return FileResponse(
        opened(run, made.suffix), as_attachment=True, filename=name_of(run), content_type=made.media_type
    )


def name_of(run: Run) -> str:
    """What the file is called: the list and the day."""
    return f"{run.parameters['list']}-{run.created_at.date().isoformat()}.{run.parameters['format']}"


def is_there(run: Run) -> bool:
    """Whether the file can be downloaded now."""
    return (
        run.state == Run.State.DONE and run.finished_at is not None and run.finished_at + KEPT > clock.now()
    )


def remove_expired() -> None:
    """Remove every file that is older than its time."""
    oldest = time.time() - KEPT.total_seconds()
    for file in _folder().glob("*/*"):
        with suppress(FileNotFoundError):
            if file.stat().st_mtime < oldest:
                file.unlink()


def remove(run: Run) -> None:
    """Remove a run's file before its time is over."""
    for made in FORMATS.values():
        _place(run, made.suffix).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.DATA) / "exports"


def _place(run: Run, suffix: str) -> Path:
    return _folder() / str(int(run.organization_id)) / f"{run.pk}.{suffix}"
