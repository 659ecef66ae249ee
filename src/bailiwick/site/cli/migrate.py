"""`bailiwick migrate`: the database's present shape, for those who update step by step."""

import json

import typer

from bailiwick.site.cli.environment import prepare
from bailiwick.site.cli.options import Data, Json


def migrate(data: Data = None, as_json: Json = False) -> None:
    """Apply the migrations and what protects the tables; running it again changes nothing."""
    with prepare(data) as environment:
        environment.start_django()
        from bailiwick.site import schema

        schema.migrate()
    typer.echo(json.dumps({"up_to_date": True}) if as_json else "The database is up to date.")
