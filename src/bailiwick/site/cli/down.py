"""`bailiwick down`: stop a running installation."""

import typer

from bailiwick.site.cli.options import Data
from bailiwick.site.failures import CannotRun
from bailiwick.site.installation import Installation
from bailiwick.site.supervisor.lock import stop_holder


def down(data: Data = None) -> None:
    """Stop a running Bailiwick and wait until it has stopped."""
    installation = Installation.at(data)
    if not installation.path.is_dir() or not stop_holder(installation):
        raise CannotRun(f"Bailiwick does not run in {installation.path}.")
    typer.echo("Stopped.")
