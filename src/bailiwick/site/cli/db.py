"""`bailiwick db url`: how to reach the database with other programs."""

from enum import StrEnum
from typing import Annotated

import typer

from bailiwick.site.cli.environment import prepare
from bailiwick.site.cli.options import Data, Json

app = typer.Typer(
    help="The database's addresses.", no_args_is_help=True, rich_markup_mode=None, add_completion=False
)


class RoleName(StrEnum):
    """Whose rights the connection has."""

    APP = "app"
    OWNER = "owner"
    SEALER = "sealer"
    SUPERUSER = "superuser"


@app.callback()
def _group() -> None:
    """The database's addresses."""


@app.command()
def url(
    data: Data = None,
    role: Annotated[RoleName, typer.Option(help="Whose rights the connection has.")] = RoleName.APP,
    as_json: Json = False,
) -> None:
    """Print the database's address, for psql and other programs. It does not start the database."""
    import json

    with prepare(data, needs_database=False) as environment:
        address = environment.database.url(role.value)
        if as_json:
            typer.echo(json.dumps({"url": address, "running": environment.database.running()}))
        else:
            typer.echo(address)
