"""The options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[
    Path | None,
    typer.Option(
        "--data", metavar="DIR", envvar="BAILIWICK_DATA", help="The data directory (./var without one)."
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]
OrganizationName = Annotated[
    str | None, typer.Option("--organization", metavar="NAME", help="The organization that is meant.")
]
