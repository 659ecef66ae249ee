"""The data directory: what is made, who may read it, and its secrets."""

import stat
from pathlib import Path

import pytest

from bailiwick.site.failures import DataDirectoryUnusable
from bailiwick.site.installation import Installation, Secrets


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nothing_is_readable_by_others(folder: Path) -> None:
    installation = Installation(folder / "d").create()
    assert installation.secrets.secret_key
    for private in (installation.keys, installation.files, installation.checkpoints, installation.log):
        assert mode(private) == 0o700
    assert mode(installation.secrets_file) == 0o600
    assert mode(installation.path) & 0o066 == 0


def test_secrets_stay_the_same(folder: Path) -> None:
    first = Installation(folder / "d").create().secrets
    second = Installation(folder / "d").create().secrets
    assert first == second
    assert set(first.passwords) == {"bailiwick_owner", "bailiwick_app", "bailiwick_sealer"}
    assert len(set(first.passwords.values())) == 3


def test_of_two_first_starts_at_once_the_earlier_one_s_secrets_hold(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation = Installation(folder / "d").create()
    earlier = Secrets.load_or_make(installation.secrets_file)
    read_text, reads = Path.read_text, iter([FileNotFoundError])

    def not_there_yet(path: Path) -> str:
        if missing := next(reads, None):
            raise missing
        return read_text(path)

    monkeypatch.setattr(Path, "read_text", not_there_yet)
    assert Secrets.load_or_make(installation.secrets_file) == earlier
    assert [path.name for path in installation.path.glob("secrets*")] == ["secrets.json"]


def test_damaged_secrets_are_reported_and_not_replaced(folder: Path) -> None:
    installation = Installation(folder / "d").create()
    installation.secrets_file.write_text("{}")
    with pytest.raises(DataDirectoryUnusable, match=r"secrets\.json"):
        _ = installation.secrets
    assert installation.secrets_file.read_text() == "{}"


def test_the_place_comes_from_the_option_the_environment_or_the_present_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert Installation.at().path == folder / "var"
    monkeypatch.setenv("BAILIWICK_DATA", str(folder / "e"))
    assert Installation.at().path == folder / "e"
    assert Installation.at(folder / "o").path == folder / "o"
