"""Other programs, run by list and never through a shell; every word of a command is ours or the operator's."""

import subprocess
from collections.abc import Mapping, Sequence
from typing import Any


def call(
    command: Sequence[str], *, environment: Mapping[str, str] | None = None, **more: Any
) -> "subprocess.CompletedProcess[str]":
    """Run `command` to its end without input; its answer is in `stdout`, `stderr` and `returncode`."""
    return subprocess.run(  # noqa: S603 - see the module
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        env=environment,
        **more,
    )


def launch(
    command: Sequence[str], *, environment: Mapping[str, str], output: int | None, **more: Any
) -> "subprocess.Popen[bytes]":
    """Start `command` in a session of its own, out of reach of the terminal's Ctrl-C; `output` takes its words."""
    return subprocess.Popen(  # noqa: S603 - see the module
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
        **more,
    )
