"""What the worker clears away at night."""

from procrastinate.contrib.django import app

from bailiwick.kernel.identity.entrances import operations


@app.periodic(cron="43 3 * * *")
@app.task(name="entrances.forget_expired", queue="upkeep", queueing_lock="entrances.forget_expired")
def forget_expired(timestamp: int) -> None:  # noqa: ARG001 - the library's signature
    """Forget sessions and links that open nothing any more."""
    operations.forget_expired()
