"""Before a backup: what was recorded gets its place in the ledger, so that the backup holds it sealed."""

from django.conf import settings

from bailiwick.kernel.ledger.sealing import RestoredElsewhere
from bailiwick.site.failures import CannotRun
from bailiwick.site.working.ledgers import Ledgers


def seal_everything() -> None:
    """Seal what is settled; a running worker that seals already is left to it.

    Raises CannotRun for a database that was copied here by other means than `bailiwick restore`.
    """
    ledgers = Ledgers(settings.SEALER_URL, settings.DATA)
    try:
        ledgers.seal()
    except RestoredElsewhere as error:
        raise CannotRun(str(RestoredElsewhere.__doc__)) from error
    finally:
        ledgers.close()
