"""The worker: seals the ledger, delivers events, runs jobs. `python -m bailiwick.site.worker`."""

import asyncio
import os
import signal
import sys
import threading

import django
from django.conf import settings


def main() -> None:
    """Run until told to stop, or until a thread fails (exit code 1); two threads beside the job runner."""
    django.setup()
    from bailiwick.site.working.delivering import Deliverer
    from bailiwick.site.working.lasting import LastingThread
    from bailiwick.site.working.sealing import Sealer

    stop, failed = threading.Event(), threading.Event()

    def fail() -> None:
        failed.set()
        os.kill(os.getpid(), signal.SIGTERM)

    deliverer = Deliverer(stop)
    sealer = Sealer(settings.SEALER_URL, settings.DATA, stop, sealed=deliverer.wake)
    threads = [
        LastingThread(part.run, name, stop, fail=fail)
        for part, name in ((sealer, "sealer"), (deliverer, "deliverer"))
    ]
    for thread in threads:
        thread.start()
    try:
        asyncio.run(_run_jobs())
    finally:
        stop.set()
        deliverer.wake(())
        for thread in threads:
            thread.join(timeout=10)
    if failed.is_set():
        sys.exit(1)


async def _run_jobs() -> None:
    from procrastinate import PsycopgConnector
    from procrastinate.contrib.django import app

    connector = PsycopgConnector(conninfo=settings.WORKER_URL, min_size=1, max_size=4)
    with app.replace_connector(connector) as running:
        async with running.open_async():
            await running.run_worker_async(
                concurrency=4, install_signal_handlers=True, shutdown_graceful_timeout=20
            )


if __name__ == "__main__":
    main()
