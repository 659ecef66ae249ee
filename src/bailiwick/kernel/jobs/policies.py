"""Who may look after the organization's background work."""

from bailiwick.kernel.ledger.policies import register

register("job.read", "See the background work of the whole organization, and how the installation is.")
register("job.retry", "Have background work that failed or stands still done again.")
register("job.abandon", "Give up background work that waits, goes on or failed.")
