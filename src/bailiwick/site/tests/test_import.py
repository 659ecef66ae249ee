"""`bailiwick import`: looks first, asks, brings in here or through the worker, and says what it did."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bailiwick.exchange.servicenow.columns import COLUMNS
from bailiwick.exchange.servicenow.survey import survey_log
from bailiwick.exchange.servicenow.tasks import bring_in
from bailiwick.exchange.servicenow.tests.conftest import LIFE, line_of
from bailiwick.kernel.base import tenant
from bailiwick.kernel.jobs.models import Run
from bailiwick.resolution.incidents.models import Incident
from bailiwick.site.cli.import_ import app
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("committed")
COMMAND = "servicenow-incident-log"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Two incidents: one whole life, and one with markup in a name that is not over."""
    path = tmp_path / "log [bold].csv"
    odd = {"number": "INC2", "assignment_group": "[red]<b>Group", "opened_by": "Opened by  8"}
    path.write_text("\n".join([",".join(COLUMNS), *(line_of(row) for row in (*LIFE, odd))]) + "\n")
    return path


def run(*arguments: object, expected: int = 0) -> Result:
    result = CliRunner(env={"COLUMNS": "200"}).invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == expected, (result.output, result.exception)
    return result


def facts_of(result: Result) -> Any:
    return json.loads(result.stdout)


def incidents(cast: Cast) -> int:
    with tenant.scope(cast.organization.id):
        return Incident.objects.count()


def test_a_dry_run_shows_what_would_be_made_and_what_is_odd(cast: Cast, log: Path) -> None:
    shown = run(COMMAND, log, "--organization", "harbour", "--dry-run").output
    for text in (
        "log [bold].csv",
        "Harbour Lights",
        "4 │ updates",
        "opened_by 1",
        "line 5, INC2",
        "not Closed",
    ):
        assert text in shown
    told = facts_of(run(COMMAND, log, "--organization", "harbour", "--dry-run", "--json"))
    assert told["would_create"] == {
        "incidents": 2, "updates": 4, "staff": 3, "users": 1, "teams": 2, "categories": 2, "existing_incidents": 0,
    }  # fmt: skip
    assert told["log"] == survey_log(log).facts
    assert told["odd"]["double_space.opened_by"]["examples"] == [
        {"number": "INC2", "line": 5, "detail": "'Opened by  8'"}
    ]
    assert incidents(cast) == 0


def test_it_is_done_when_said_yes_and_told_from_the_database(cast: Cast, log: Path) -> None:
    assert (
        facts_of(run(COMMAND, log, "--organization", "harbour", "--yes", "--json")) == survey_log(log).facts
    )
    assert incidents(cast) == 2
    shown = run(COMMAND, log, "--organization", "Harbour Lights", "--yes").output
    assert "0 incidents were imported, 2 were here already." in shown
    assert "opened_by 1" in shown
    (last, first) = facts_of(run("status", "--organization", "harbour", "--json"))
    assert [(one["state"], one["created"], one["done"], one["total"]) for one in (first, last)] == [
        ("done", 2, 4, 4), ("done", 0, 4, 4),
    ]  # fmt: skip
    assert "log [bold].csv" in run("status", "--organization", "harbour").output
    assert facts_of(run("status", "--organization", "far", "--json")) == []


def test_without_a_yes_nothing_is_done(cast: Cast, log: Path) -> None:
    result = CliRunner().invoke(app, [COMMAND, str(log), "--organization", "harbour"], input="y\n")
    assert "Say --yes" in str(result.exception)
    assert incidents(cast) == 0


def test_a_malformed_log_is_named_by_line_and_column(cast: Cast, log: Path) -> None:
    log.write_text(log.read_text() + line_of({"opened_at": "31/2/2016 10:00"}) + "\n")
    refused = run(COMMAND, log, "--organization", "harbour", "--yes", "--json", expected=1)
    assert facts_of(refused) == {"error": {
        "line": 6, "column": "opened_at",
        "reason": "no such day/month/year hour:minute (day is out of range for month): '31/2/2016 10:00'",
    }}  # fmt: skip
    assert "line 6, column opened_at" in refused.stderr
    assert "Nothing was imported." in refused.stderr
    assert incidents(cast) == 0


@pytest.mark.parametrize("option", [("--zone", "Mars/Olympus"), ("--service", "Nothing")])
def test_what_does_not_exist_is_refused(cast: Cast, log: Path, option: tuple[str, str]) -> None:
    result = CliRunner().invoke(app, [COMMAND, str(log), "--organization", "harbour", "--yes", *option])
    assert result.exit_code in (1, 2)
    assert option[1] in f"{result.stderr}{result.exception}"
    assert incidents(cast) == 0


def test_the_worker_brings_in_a_copy(cast: Cast, log: Path) -> None:
    from django.conf import settings

    answer = facts_of(run(COMMAND, log, "--organization", "harbour", "--yes", "--background", "--json"))
    assert (answer["state"], answer["total"]) == ("waiting", 4)
    assert incidents(cast) == 0
    expected = survey_log(log).facts
    log.unlink()
    with tenant.scope(cast.organization.id):
        waiting = jobs()
    assert [one["args"] for one in waiting] == [
        {"organization_id": cast.organization.id, "run_id": answer["run"]}
    ]
    for _ in range(2):
        bring_in.task.func(**waiting[0]["args"])
    with tenant.scope(cast.organization.id):
        done = Run.objects.get()
    assert (done.state, done.facts["log"], incidents(cast)) == ("done", expected, 2)
    assert list((Path(settings.DATA) / "files").rglob("*.csv")) == []


def jobs() -> list[dict[str, Any]]:
    from procrastinate.contrib.django.models import ProcrastinateJob

    return list(ProcrastinateJob.objects.filter(task_name="incidents.import_log").values("args"))


def test_people_come_in_by_the_command_line_and_twice_is_once(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,mail,teams\nNora Vale,nora@harbour.example,Network\nAnn,ann@,\n")
    asked = ("people", file, "--organization", "harbour", "--json")
    assert facts_of(run(*asked, "--dry-run"))["counts"]["created"] == 1
    told = facts_of(run(*asked, "--yes"))
    assert (told["state"], told["counts"]["created"], told["counts"]["refused"]) == ("done", 1, 1)
    assert [one["column"] for one in told["outcomes"]] == ["", "email"]
    assert facts_of(run(*asked, "--yes"))["counts"]["unchanged"] == 1
    file.write_text("name,mail\nNora\n")
    refused = facts_of(run(*asked, "--yes", expected=1))
    assert refused["error"] == {"line": 2, "column": "mail", "reason": "The row has 1 cells, not 2."}
