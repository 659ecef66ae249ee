"""The ledger around backups: sealed before one is taken, and continued in a new epoch after one came back."""

import os

import typer
from django.conf import settings

from bailiwick.kernel.ledger.epochs import begin_epoch_at
from bailiwick.kernel.ledger.sealing import AnotherSequencer, RestoredElsewhere, Sequencer
from bailiwick.site.failures import CannotRun
from bailiwick.site.working.ledgers import Ledgers


def seal_everything() -> None:
    """Seal what is settled; a running worker that seals already is left to it.

    Raises CannotRun for a database that was copied here by other means than `bailiwick restore`.
    """
    ledgers = Ledgers(settings.SEALER_URL, settings.DATA)
    try:
        ledgers.seal()
    finally:
        ledgers.close()


def is_at_home() -> bool:
    """Whether the database is in the cluster where its ledgers were sealed last."""
    try:
        Sequencer(settings.SEALER_URL).close()
    except AnotherSequencer:
        return True
    except RestoredElsewhere:
        return False
    return True


def go_on_here() -> None:
    """Seal what came unsealed, begin a new epoch, and say what newer checkpoints show to be missing."""
    try:
        begin_epoch_at(os.environ["BAILIWICK_OWNER_URL"], settings.SEALER_URL)
    except AnotherSequencer as error:
        raise CannotRun("A worker seals this database. Stop Bailiwick everywhere, then try again.") from error
    ledgers = Ledgers(settings.SEALER_URL, settings.DATA)
    try:
        for one in ledgers.organizations(None):
            ledgers.take_back(one)
            if finding := ledgers.fork(one):
                typer.echo(
                    f"{one.name}: {finding} Nothing is signed until it is explained: "
                    "bailiwick ledger checkpoint --declare-fork REASON",
                    err=True,
                )
    finally:
        ledgers.close()
