"""Exports: the list as its address asks for it, for the one who asked, as long as it is kept."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import Invalid, NotFound, Refused
from bailiwick.kernel.jobs import runs
from bailiwick.kernel.jobs.exporting import files, writing
from bailiwick.kernel.jobs.exporting.xlsx_file import XlsxFile
from bailiwick.kernel.jobs.models import Run
from bailiwick.resolution.incidents import operations
from tests.cast import Cast
from tests.routes.incidents import logged


@pytest.fixture(autouse=True)
def data(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def exported(cast: Cast, query: str = "", *, name: str = "incidents", who: str = "sam") -> list[str]:
    by = cast.actor(who)
    with tenant.scope(cast.organization.pk):
        run = writing.ask_for(name, by=by, query=query, file_format="csv")
    _work(cast, run)
    run = runs.run_of(cast.organization.pk, run.pk)
    assert (run.state, run.error) == ("done", "")
    with files.opened(run, "csv") as file:
        return file.read().decode("utf-8-sig").splitlines()


def _work(cast: Cast, run: Run) -> None:
    writing.write_out.task.func(organization_id=cast.organization.pk, run_id=run.pk)


def test_the_queue_is_exported_as_its_address_asks(cast: Cast) -> None:
    first, second = logged(cast), logged(cast)
    operations.start_incident(second, by=cast.sam, assignee=cast.people["sam"])
    lines = exported(
        cast,
        "view=open&state=in_progress&columns=reference&columns=assignee&columns=customer&columns=reopen_count",
    )
    assert lines == [
        "Title,Reference,Assigned to,Customer,Reopened",
        f"The crane scale shows zero,{second.reference},Sam,Quay Foods,0",
    ]
    assert len(exported(cast, "view=open")) == 3
    assert first.reference in "".join(exported(cast, "view=all&sort=-updated"))


def test_every_part_of_a_long_list_comes_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "PART", 2)
    made = [logged(cast).reference for _ in range(5)]
    lines = exported(cast, "view=all&columns=reference&sort=number")
    assert [line.split(",")[1] for line in lines[1:]] == made


def test_a_customer_exports_what_a_customer_sees(cast: Cast) -> None:
    logged(cast)
    assert len(exported(cast, "view=all&columns=reopen_count", who="dan")) == 1
    lines = exported(cast, "view=all&columns=reference&columns=reopen_count", who="cora")
    assert (lines[0], len(lines)) == ("Title,Reference", 2)


def test_registers_are_exported_from_their_declaration(cast: Cast) -> None:
    lines = exported(cast, name="teams", who="ada")
    assert any("Service desk" in line for line in lines)
    with pytest.raises(Refused), tenant.scope(cast.organization.pk):
        writing.ask_for("roles", by=cast.cora, query="", file_format="csv")


def test_what_cannot_be_exported_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    logged(cast), logged(cast)
    monkeypatch.setattr(XlsxFile, "most", 1)
    with tenant.scope(cast.organization.pk):
        with pytest.raises(Invalid, match="Choose CSV"):
            writing.ask_for("incidents", by=cast.sam, query="", file_format="xlsx")
        with pytest.raises(Invalid, match="format"):
            writing.ask_for("incidents", by=cast.sam, query="", file_format="exe")
        with pytest.raises(Invalid, match="order"):
            writing.ask_for("incidents", by=cast.sam, query="sort=nothing", file_format="csv")
        with pytest.raises(NotFound):
            writing.ask_for("nothing", by=cast.sam, query="", file_format="csv")


def test_a_file_expires(cast: Cast, data: Path) -> None:
    with tenant.scope(cast.organization.pk):
        run = writing.ask_for("incidents", by=cast.sam, query="", file_format="xlsx")
    _work(cast, run)
    run = runs.run_of(cast.organization.pk, run.pk)
    assert files.is_there(run)
    files.remove_expired()
    files.opened(run, "xlsx").close()
    assert run.finished_at is not None
    run.finished_at -= files.KEPT + timedelta(minutes=1)
    with pytest.raises(NotFound):
        files.opened(run, "xlsx")
