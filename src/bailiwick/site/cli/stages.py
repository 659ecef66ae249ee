"""Where a long command stands, for whoever watches a terminal; programs and logs see nothing of it."""

import sys

import typer


def stage(text: str) -> None:
    """Say on standard error what begins now."""
    if sys.stderr.isatty():
        typer.echo(f"{text} …", err=True)
