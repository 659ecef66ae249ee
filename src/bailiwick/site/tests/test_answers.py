"""What commands answer to programs, and with which exit codes they end."""

import json
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bailiwick.kernel.base import tenant
from bailiwick.kernel.ledger.models import LedgerChange, LedgerEvent
from bailiwick.kernel.ledger.sealing import Sequencer
from bailiwick.site.cli import ledger, user
from bailiwick.site.cli.organizations import the_one
from bailiwick.site.cli.outcome import REFUSED, WRONG_USAGE, exit_code_of
from bailiwick.site.cli.stages import stage
from bailiwick.site.failures import CannotRun, WrongUsage
from tests.cast import Cast

HARBOUR = ("--organization", "harbour")


@pytest.fixture(autouse=True)
def prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands work in the test's own database."""

    @contextmanager
    def prepare(*_: object, **__: object) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(open=lambda: None)

    for module in (user, ledger):
        monkeypatch.setattr(module, "prepare", prepare)


def run(app: Any, *words: str) -> Result:
    result = CliRunner().invoke(app, [*words, *HARBOUR])
    assert result.exit_code == 0, (result.output, result.exception)
    return result


def test_who_can_sign_in_is_listed(cast: Cast) -> None:
    run(user.app, "disable", "rui@harbour.example", "--reason", "Left")
    found = {one["email"]: one for one in json.loads(run(user.app, "list", "--json").stdout)}
    assert found["sam@harbour.example"] == {
        "email": "sam@harbour.example", "name": "Sam", "roles": ["SD"], "disabled": False,
    }  # fmt: skip
    assert found["rui@harbour.example"]["disabled"]
    assert "zoe@far.example" not in found
    shown = run(user.app, "list").stdout
    assert "sam@harbour.example\tSam\tSD\n" in shown
    assert "rui@harbour.example\tRui\tdisabled\n" in shown


def test_people_commands_answer_in_json(cast: Cast) -> None:
    added = run(user.app, "add", "nora@harbour.example", "--name", "Nora", "--role", "SD", "--json")
    answer = json.loads(added.stdout)
    assert answer["email"] == "nora@harbour.example"
    assert answer["link"].startswith("http")
    issued = run(
        user.app, "token", "sam@harbour.example", "--name", "x", "--scope", "incident.read", "--json"
    )
    assert json.loads(issued.stdout)["token"].startswith("bw_")
    gone = run(user.app, "disable", "nora@harbour.example", "--reason", "Left", "--json")
    assert json.loads(gone.stdout) == {"email": "nora@harbour.example", "disabled": True}


@pytest.mark.parametrize("name", ["nowhere", None])
def test_an_organization_that_cannot_be_meant_is_wrong_usage(cast: Cast, name: str | None) -> None:
    with pytest.raises(WrongUsage, match="Harbour Lights") as refusal:
        the_one(name)
    assert exit_code_of(refusal.value) == WRONG_USAGE


def test_a_pack_that_exists_is_not_replaced_unasked(tmp_path: Path) -> None:
    file = tmp_path / "pack.zip"
    file.write_text("kept")
    result = CliRunner().invoke(ledger.app, ["prove", str(file)])
    assert isinstance(result.exception, CannotRun)
    assert exit_code_of(result.exception) == REFUSED
    assert file.read_text() == "kept"


def test_an_entry_loses_its_content_when_that_is_confirmed(cast: Cast) -> None:
    with tenant.scope(cast.organization.id):
        event = LedgerChange.objects.latest("event_id").event_id
    words = ["erase", "--event", str(event), "--reason", "Asked to be forgotten"]
    refused = CliRunner().invoke(ledger.app, [*words, *HARBOUR])
    assert isinstance(refused.exception, CannotRun)
    with tenant.scope(cast.organization.id):
        assert LedgerEvent.objects.get(pk=event).payload is not None
    answer = json.loads(run(ledger.app, *words, "--yes", "--json").stdout)
    assert answer["payloads"] == 1
    with tenant.scope(cast.organization.id):
        assert LedgerEvent.objects.get(pk=event).payload is None
        changes = LedgerChange.objects.filter(event_id=event)
        assert answer["changes"] == len(changes) > 0
        assert all(change.before is None and change.after is None for change in changes)
        assert LedgerEvent.objects.get(pk=answer["entry"]).verb == "ledger.erase"


@pytest.mark.parametrize(("is_watched", "said"), [(True, "Loading …\n"), (False, "")])
def test_stages_are_told_to_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], is_watched: bool, said: str
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: is_watched)
    stage("Loading")
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", said)


def test_what_is_found_good_is_signed(cast: Cast, committed: None) -> None:
    # The command waits for transactions in other databases of a shared server; here nobody else writes.
    with closing(Sequencer(os.environ["BAILIWICK_SEALER_URL"])) as sequencer:
        sequencer.seal_all(quiet=True)
    counts = [json.loads(run(ledger.app, "verify", "--json").stdout)[0]["checkpoints"] for _ in range(2)]
    assert counts == [0, 1]
