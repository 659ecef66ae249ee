"""The ledger as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "bailiwick.kernel.ledger"
    label = "ledger"

    def ready(self) -> None:
        from bailiwick.kernel.ledger.policies import register

        register("ledger.read", "Read every entry of the ledger.")
        register("ledger.erase", "Erase the content of entries that may no longer be kept.")
        register("ledger.declare_fork", "Declare that entries which were signed are gone, and why.")
