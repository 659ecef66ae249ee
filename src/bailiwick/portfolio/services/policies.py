"""Who may change the services (8.2.2); everybody in the organization sees those in use."""

from bailiwick.kernel.ledger.policies import register

register("service.add", "Add a service.")
register("service.revise", "Change a service.")
register("service.retire", "Retire a service.")
