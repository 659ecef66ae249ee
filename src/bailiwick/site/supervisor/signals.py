"""Signals as something to wait for, next to a timeout."""

import contextlib
import select
import signal
import socket
from collections.abc import Iterator

STOPPING = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})


class Signals:
    """Between `caught` and its end, signals are bytes in a socket instead of interruptions."""

    def __init__(self) -> None:
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)

    @contextlib.contextmanager
    def caught(self) -> Iterator[None]:
        """Catch the stopping signals and the end of children; the earlier handlers come back afterwards."""
        previous = {sign: signal.signal(sign, _noted) for sign in (*STOPPING, signal.SIGCHLD)}
        wake_up = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(wake_up)
            for sign, handler in previous.items():
                signal.signal(sign, handler)
            self._reader.close()
            self._writer.close()

    def wait(self, seconds: float) -> bool:
        """Sleep at most `seconds`, less when a signal comes; returns whether one of them asks to stop."""
        select.select([self._reader], [], [], seconds)
        with contextlib.suppress(BlockingIOError):
            return not STOPPING.isdisjoint(self._reader.recv(4096))
        return False


def _noted(_signal: int, _frame: object) -> None:
    """The wake-up descriptor has it already."""
