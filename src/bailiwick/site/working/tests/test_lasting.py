"""Threads of the worker: a full disk or a database that is away is waited for, anything else ends the worker."""

import errno
import signal
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import OperationalError

from bailiwick.kernel.ledger.sealing import Sealed
from bailiwick.site import worker
from bailiwick.site.working import delivering, lasting, sealing

FULL = OSError(errno.ENOSPC, "No space left on device")


class Pauses(threading.Event):
    """A stop signal that notes how long it was waited for, and does not wait."""

    def __init__(self, most: int = 100) -> None:
        super().__init__()
        self.waited: list[float] = []
        self.most = most

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout or 0.0)
        if len(self.waited) >= self.most:
            self.set()
        return self.is_set()


def run(part: Callable[[], None], stop: threading.Event) -> list[str]:
    """What `fail` was told, after the thread has ended."""
    told: list[str] = []
    thread = lasting.LastingThread(part, "part", stop, fail=lambda: told.append("failed"))
    thread.start()
    thread.join(timeout=10)
    assert not thread.is_alive()
    return told


def failing(*problems: Exception) -> tuple[Callable[[], None], list[int]]:
    left, calls = list(problems), [0]

    def part() -> None:
        calls[0] += 1
        if left:
            raise left.pop(0)

    return part, calls


@pytest.mark.parametrize("problem", [FULL, psycopg.DatabaseError("full"), OperationalError("away")])
def test_what_passes_is_tried_again(problem: Exception) -> None:
    part, calls = failing(problem, problem)
    assert run(part, Pauses()) == []
    assert calls == [3]


def test_the_pauses_grow_to_half_a_minute() -> None:
    stop = Pauses()
    part, _ = failing(*[FULL] * 7)
    run(part, stop)
    assert stop.waited == [1, 2, 4, 8, 16, 30, 30]


def test_stopping_ends_the_waiting() -> None:
    part, calls = failing(*[FULL] * 9)
    assert run(part, Pauses(most=2)) == []
    assert calls == [2]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_what_nobody_foresaw_ends_the_worker_with_a_line_in_the_log(
    capsys: pytest.CaptureFixture[str],
) -> None:
    part, calls = failing(ZeroDivisionError("a defect"))
    assert run(part, Pauses()) == ["failed"]
    assert calls == [1]
    shown = capsys.readouterr()
    assert "a part of the worker failed" in shown.out + shown.err


class FakeSequencer:
    """Seals one event of organization 7, then nothing."""

    connection: Any = None

    def __init__(self, _url: str) -> None:
        self.left = [Sealed(1, {7: {}})]

    def ledgers(self) -> list[int]:
        return [7]

    def seal(self) -> Sealed:
        return self.left.pop() if self.left else Sealed()

    def seal_all(self) -> int:
        return 0

    def close(self) -> None:
        pass


def test_a_full_disk_does_not_end_sealing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stop = Pauses(most=6)
    monkeypatch.setattr(sealing, "Sequencer", FakeSequencer)
    signed: list[int] = []

    def sign(self: sealing.Sealer, _sequencer: object) -> None:
        signed.append(1)
        if len(signed) < 3:
            raise FULL

    monkeypatch.setattr(sealing.Sealer, "_sign", sign)
    woken: list[Iterable[int]] = []
    sealer = sealing.Sealer("", tmp_path, stop, sealed=woken.append)
    assert run(sealer.run, stop) == []
    assert len(signed) > 2
    assert len(woken) > 2


def test_delivering_begins_with_everybody_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, delivered = Pauses(), []
    deliverer = delivering.Deliverer(stop)
    monkeypatch.setattr(delivering, "organizations", lambda: [(7, "seven", "Seven")])

    def deliver(_self: object, organization_ids: set[int]) -> None:
        delivered.append(organization_ids)
        if len(delivered) == 1:
            raise OperationalError("away")
        stop.set()
        deliverer.awake.set()

    monkeypatch.setattr(delivering.Deliverer, "_deliver", deliver)
    assert run(deliverer.run, stop) == []
    assert delivered == [{7}, {7}]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_the_worker_ends_with_exit_code_1_when_a_thread_fails(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA = tmp_path
    told = threading.Event()

    async def until_told() -> None:
        assert told.wait(10)

    def breaks(_self: object) -> None:
        raise ZeroDivisionError("a defect")

    monkeypatch.setattr(sealing.Sealer, "run", breaks)
    monkeypatch.setattr(delivering.Deliverer, "run", lambda _self: None)
    monkeypatch.setattr(worker, "_run_jobs", until_told)
    monkeypatch.setattr("os.kill", lambda _pid, number: told.set() if number == signal.SIGTERM else None)
    with pytest.raises(SystemExit) as ended:
        worker.main()
    assert ended.value.code == 1
