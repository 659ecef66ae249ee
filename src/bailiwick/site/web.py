"""The web server: `python -m bailiwick.site.web`. Its processes are forked from one that has imported everything.

What they only read they share; by the server's own command line each would import, and hold, all of it for itself.
"""

import argparse
import gc
import importlib
import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass

APPLICATION = "bailiwick.site.asgi:application"
KILL_AFTER, START_AGAIN_AFTER = 3, 0.5
CONNECTIONS = 20_000


@dataclass(frozen=True)
class Wanted:
    """Where to listen, in how many processes, and for which application."""

    host: str
    port: int
    workers: int
    application: str


def main(words: Sequence[str] | None = None) -> None:
    """Serve until told to stop; a process that dies is forked anew while others serve on."""
    wanted = _wanted(words)
    prepare(wanted.application.partition(":")[0])
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces

    multiprocessing.set_start_method("fork")
    Granian(
        wanted.application,
        address=wanted.host,
        port=wanted.port,
        workers=wanted.workers,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        websockets=False,
        backpressure=CONNECTIONS,
        workers_kill_timeout=KILL_AFTER,
        respawn_failed_workers=wanted.workers > 1,
        respawn_interval=START_AGAIN_AFTER,
    ).serve()


def prepare(module: str) -> None:
    """Import what all processes will need, and keep the collector's hands off it, as it would write to every page."""
    gc.disable()
    load = getattr(importlib.import_module(module), "load", None)
    if load is not None:
        load()
    gc.collect()
    gc.freeze()


def _wanted(words: Sequence[str] | None) -> Wanted:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("application", nargs="?", default=APPLICATION)
    return Wanted(**vars(parser.parse_args(words)))


if __name__ == "__main__":
    main()
