"""Who may publish processes."""

from bailiwick.kernel.ledger.policies import register

register("process.publish", "Publish a version of a process as controlled documented information.")
