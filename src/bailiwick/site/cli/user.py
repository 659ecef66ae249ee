"""`bailiwick user`: people who sign in, from the command line of whoever runs the installation."""

import json
import sys
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from bailiwick.site.cli.environment import prepare
from bailiwick.site.cli.options import Data, Json, OrganizationName
from bailiwick.site.installation import Installation
from bailiwick.site.supervisor import lock

app = typer.Typer(
    help="People who sign in.", no_args_is_help=True, rich_markup_mode=None, add_completion=False
)
PublicUrl = Annotated[
    str | None,
    typer.Option(
        envvar="BAILIWICK_PUBLIC_URL", help="The address that people use; while it runs it is known."
    ),
]
Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The address they sign in with.")]


@app.command(name="list")
def list_people(organization: OrganizationName = None, data: Data = None, as_json: Json = False) -> None:
    """Show who can sign in to an organization, and with which roles."""
    with prepare(data) as environment:
        environment.open()
        from bailiwick.site import people

        found = people.with_access(organization)
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found]))
        return
    for one in found:
        state = "disabled" if one.disabled else ", ".join(one.roles) or "no role"
        typer.echo(f"{one.email}\t{one.name}\t{state}")


@app.command()
def add(
    email: Email,
    name: Annotated[str, typer.Option(help="What the person is called.")],
    organization: OrganizationName = None,
    role: Annotated[list[str] | None, typer.Option(help="Code of a role; may be given again.")] = None,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
    public_url: PublicUrl = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Let somebody in. Without a password, prints a link by which they set one."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    with prepare(data, public_url=public_url or _address(data)) as environment:
        environment.open()
        from bailiwick.site import people

        link = people.let_in(email, name, organization=organization, role_codes=role or [], password=password)
    if as_json:
        typer.echo(json.dumps({"email": email, "link": link or None}))
        return
    typer.echo(f"{email} can sign in.")
    if link:
        typer.echo(f"They set a password at this address, once and within a day:\n{link}")


@app.command()
def link(email: Email, public_url: PublicUrl = None, data: Data = None) -> None:
    """Print a link by which somebody sets a new password: once, within a day."""
    with prepare(data, public_url=public_url or _address(data)) as environment:
        environment.open()
        from bailiwick.site import people

        typer.echo(people.link_of(email))


@app.command(name="clear-factors")
def clear_factors(email: Email, data: Data = None, as_json: Json = False) -> None:
    """Clear the second factors of somebody who has lost them, and sign them out; their password then lets them in."""
    with prepare(data) as environment:
        environment.open()
        from bailiwick.site import people

        cleared = people.clear_factors(email)
    told = f"{email} signs in with the password alone now; {cleared} factors and sets of codes are cleared."
    typer.echo(json.dumps({"email": email, "cleared": cleared}) if as_json else told)


@app.command()
def disable(
    email: Email,
    reason: Annotated[str, typer.Option(help="Why, for the ledger.")],
    organization: OrganizationName = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """End somebody's access to an organization at once; their records stay."""
    with prepare(data) as environment:
        environment.open()
        from bailiwick.site import people

        people.shut_out(email, organization=organization, reason=reason)
    typer.echo(
        json.dumps({"email": email, "disabled": True}) if as_json else f"{email} has no access any more."
    )


@app.command()
def token(
    email: Email,
    name: Annotated[str, typer.Option(help="What the token is for.")],
    scope: Annotated[list[str], typer.Option(help="A verb that it may use; may be given again.")],
    days: Annotated[int, typer.Option(min=1, max=400, help="How long it is valid.")] = 90,
    bare: Annotated[bool, typer.Option("--print", help="Print the token alone, for programs.")] = False,
    organization: OrganizationName = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Issue a token for the API in somebody's name. It is shown this once."""
    with prepare(data) as environment:
        environment.open()
        from bailiwick.site import people

        secret = people.give_token(
            email, name, organization=organization, scopes=scope, valid_for=timedelta(days=days)
        )
    if as_json:
        typer.echo(json.dumps({"email": email, "name": name, "token": secret}))
        return
    typer.echo(secret if bare else f"The token, shown this once:\n{secret}")


def _address(data: Path | None) -> str | None:
    return lock.address_of_holder(Installation.at(data))
