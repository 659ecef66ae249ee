"""The worker: seals the ledger, delivers events, runs jobs. `python -m bailiwick.site.worker`."""

import asyncio
import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import django
from django.conf import settings

CONCURRENCY = 4


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

    from bailiwick.kernel.webhooks.later import QUEUE

    connector = PsycopgConnector(conninfo=settings.WORKER_URL, min_size=1, max_size=4)
    with app.replace_connector(connector) as running:
        async with running.open_async():
            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(2 * CONCURRENCY + 4))
            own = {task.queue for task in running.tasks.values()} - {QUEUE}
            async with asyncio.TaskGroup() as group:
                # Receivers that hang take the places of webhooks only.
                webhooks = group.create_task(
                    running.run_worker_async(
                        queues=[QUEUE], name="webhooks", concurrency=CONCURRENCY, install_signal_handlers=False,
                        shutdown_graceful_timeout=20,
                    )
                )  # fmt: skip
                await running.run_worker_async(
                    queues=sorted(own),
                    concurrency=CONCURRENCY,
                    install_signal_handlers=True,
                    shutdown_graceful_timeout=20,
                )
                webhooks.cancel()


if __name__ == "__main__":
    main()
