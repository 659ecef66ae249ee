"""Every published vector is judged exactly as published, from the command line's own entry point."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bailiwick.verify import bailiwick_verify
from bailiwick.verify.tests import make_vectors

FOLDER = make_vectors.FOLDER
EXPECTED: list[dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text("utf-8"))
DRILLS = {
    "edited",
    "deleted",
    "inserted",
    "reordered",
    "truncated",
    "forked",
    "swapped-payload",
    "wrong-key",
    "replayed-checkpoint",
    "bad-signature",
    "malformed",
    "clock-set-back",
    "unproven",
}
KEY = (FOLDER / "operator.vkey").read_text("utf-8").strip()


def arguments(vector: dict[str, Any]) -> list[str]:
    key = ["--key", KEY] if vector["key"] else []
    saved = [word for name in vector["saved"] for word in ("--checkpoint", str(FOLDER / name))]
    return [str(FOLDER / vector["pack"]), *key, *saved]


@pytest.mark.parametrize("vector", EXPECTED, ids=lambda vector: vector["pack"])
def test_vector(vector: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    status = bailiwick_verify.main([*arguments(vector), "--json"])
    report = json.loads(capsys.readouterr().out)
    assert sorted(report["counts"]) == vector["codes"]
    assert status == vector["exit"]
    assert report["ok"] == (status == 0)
    assert report["key"] == ("given" if vector["key"] else "pack")


def test_every_code_has_a_vector_and_every_pack_a_row() -> None:
    assert {code for vector in EXPECTED for code in vector["codes"]} == DRILLS
    assert {vector["pack"] for vector in EXPECTED} == {path.name for path in FOLDER.glob("*.zip")}


def test_the_generator_makes_what_is_published(tmp_path: Path) -> None:
    make_vectors.make(tmp_path)
    made = {path.name for path in tmp_path.iterdir()}
    assert made == {path.name for path in FOLDER.iterdir()} - {"README.md"}
    for name in made:
        assert contents(tmp_path / name) == contents(FOLDER / name), name


def contents(path: Path) -> bytes | dict[str, bytes]:
    if path.suffix != ".zip":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("pack", "place"),
    [
        ("edited", [("edited", 4)]),
        ("edited-partial", [("edited", 4)]),
        ("deleted", [("deleted", 6)]),
        ("inserted", [("inserted", None)]),
        ("inserted-at-end", [("inserted", 12)]),
        ("reordered", [("reordered", 4)]),
        ("truncated", [("truncated", 9), ("truncated", 10), ("truncated", 11)]),
        ("swapped-payload", [("swapped-payload", 7)]),
        ("swapped-change", [("swapped-payload", 7)]),
        ("swapped-change-digest", [("swapped-payload", 7)]),
        ("dropped-change", [("swapped-payload", 8)]),
        ("clock-set-back", [("clock-set-back", 6)]),
    ],
)
def test_findings_name_the_event(
    pack: str, place: list[tuple[str, int | None]], capsys: pytest.CaptureFixture[str]
) -> None:
    bailiwick_verify.main([str(FOLDER / f"{pack}.zip"), "--json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [(finding["code"], finding["event"]) for finding in findings] == place


def test_what_is_erased_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert bailiwick_verify.main([str(FOLDER / "erased.zip"), "--key", KEY]) == 0
    assert "1 payloads and 1 row changes" in capsys.readouterr().out


def test_the_report_says_what_a_pack_alone_does_not_prove(capsys: pytest.CaptureFixture[str]) -> None:
    assert bailiwick_verify.main([str(FOLDER / "good-partial.zip")]) == 0
    out = capsys.readouterr().out
    assert "proves only that the pack agrees with itself" in out
    assert "not that none is left out" in out
    assert "RESULT      nothing found\n" in out


def test_a_saved_checkpoint_of_another_ledger_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    command = [str(FOLDER / "wrong-ledger.zip"), "--checkpoint", str(FOLDER / "saved-8.checkpoint")]
    assert bailiwick_verify.main(command) == 1
    line = f"wrong-key           you hold a checkpoint of {make_vectors.ORIGIN}; the pack is of "
    assert line + make_vectors.ELSEWHERE in capsys.readouterr().out


def test_a_warning_is_shown_and_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert bailiwick_verify.main([str(FOLDER / "clock-set-back.zip"), "--key", KEY]) == 0
    out = capsys.readouterr().out
    assert "clock-set-back      event 6: recorded 900 s before" in out
    assert "nothing found, apart from warnings" in out


@pytest.mark.parametrize(
    ("minutes", "warned"),
    [
        ([0, 1, 1000, 3, 4, 5], [3]),
        ([100, 96, 92, 88, 84], [2, 4]),
        ([10, 5, 10, 5], []),
        ([-10, -20, -15], [1]),
    ],
)
def test_the_clock(
    minutes: list[int], warned: list[int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events = [make_vectors.make_event(n, minutes=minute) for n, minute in enumerate(minutes)]
    make_vectors.Vector("clock", "", events, signs=events).write(tmp_path / "clock.zip")
    assert bailiwick_verify.main([str(tmp_path / "clock.zip"), "--json"]) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [(found["code"], found["event"], found["warning"]) for found in findings] == [
        ("clock-set-back", index, True) for index in warned
    ]


def test_the_file_runs_alone_without_the_product(tmp_path: Path) -> None:
    script = tmp_path / "bailiwick_verify.py"
    script.write_bytes(Path(bailiwick_verify.__file__).read_bytes())
    command = [sys.executable, "-I", "-S", str(script), str(FOLDER / "forked.zip"), "--key", KEY]
    command += ["--checkpoint", str(FOLDER / "saved-8.checkpoint")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "forked" in done.stdout
    assert done.stderr == ""
