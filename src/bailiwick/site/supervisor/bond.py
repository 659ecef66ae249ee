"""A child that does not outlive its parent, however that one ends."""

import ctypes
import multiprocessing
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def die_with_parent(sign: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel to send `sign` to this process when its parent ends (prctl(2); Linux only).

    Ends the process at once when the parent is gone already: the kernel reports only deaths to come.
    """
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(sign))
    parent = multiprocessing.parent_process()
    if parent is not None and not parent.is_alive():
        os._exit(1)


def end_with(parent_pid: int) -> None:
    """For subprocess's preexec_fn: the child ends when its supervisor does, now if that is gone."""
    die_with_parent()
    if os.getppid() != parent_pid:
        os._exit(1)
