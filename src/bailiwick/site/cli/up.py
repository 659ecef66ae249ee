"""`bailiwick up`: the database, the web server and the worker, until it is told to stop."""

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bailiwick.site.cli.environment import prepare
from bailiwick.site.cli.options import Data
from bailiwick.site.installation import Installation
from bailiwick.site.supervisor import lock
from bailiwick.site.supervisor.child import Child
from bailiwick.site.supervisor.health import address, require_free_port
from bailiwick.site.supervisor.run import PREPARATION, WEB_PROCESSES, Plan, run, web

WORKER = (sys.executable, "-m", "bailiwick.site.worker")
# prometheus-client counts into this folder when it is named.
COUNTED = "PROMETHEUS_MULTIPROC_DIR"


class Part(StrEnum):
    """What one machine of several may run alone."""

    WEB = "web"
    WORKER = "worker"


class Logs(StrEnum):
    """Where the web server and the worker write."""

    FILES = "files"
    TERMINAL = "terminal"


def up(
    data: Data = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Web server processes.")] = WEB_PROCESSES,
    public_url: Annotated[
        str | None,
        typer.Option(envvar="BAILIWICK_PUBLIC_URL", help="The address that people use, behind a proxy."),
    ] = None,
    logs: Annotated[Logs, typer.Option(help="Where the parts log.")] = Logs.FILES,
    only: Annotated[
        Part | None, typer.Option(help="Run this part alone, where several machines share a database.")
    ] = None,
) -> None:
    """Start Bailiwick: database, web server and worker. Ctrl-C stops everything."""
    parts = {Part.WEB: web(host=host, port=port, workers=workers), Part.WORKER: WORKER}
    commands = {part.value: command for part, command in parts.items() if only in (None, part)}
    serve(Installation.at(data), commands, host=host, port=port, public_url=public_url, logs=logs)


def serve(
    installation: Installation,
    commands: Mapping[str, Sequence[str]],
    *,
    host: str,
    port: int,
    public_url: str | None = None,
    logs: Logs = Logs.FILES,
    preparation: Sequence[str] = PREPARATION,
) -> None:
    """Run `commands` over the installation's database until a signal asks to stop.

    Raises CannotRun when it runs already or the port is taken, CommandFailed when the start fails.
    """
    with lock.held(installation.create(), "is being started"):
        if Part.WEB in commands:
            require_free_port(host, port)
        with prepare(installation.path, public_url=public_url or address(host, port)) as surroundings:
            environment = {**os.environ, "PYTHONUNBUFFERED": "1", COUNTED: str(_counted(installation))}
            children = [
                Child(name, command, environment, _log(installation, name, logs))
                for name, command in commands.items()
            ]
            plan = Plan(surroundings.database, host, port, children, environment, typer.echo, preparation)
            plan.on_ready = partial(_note_address, installation)
            run(plan)


def _counted(installation: Installation) -> Path:
    """A new folder in which all processes of the web server count what they answer."""
    folder = installation.run / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _log(installation: Installation, name: str, logs: Logs) -> Path | None:
    return installation.log / f"{name}.log" if logs is Logs.FILES else None


def _note_address(installation: Installation, shown: str) -> None:
    lock.describe(installation, f"runs already at {shown}")
