"""`bailiwick demo`: an invented organization with a year of incidents, to look around in."""

import json
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bailiwick.site.cli.environment import prepare
from bailiwick.site.cli.options import Data, Json, Yes
from bailiwick.site.failures import CannotRun

if TYPE_CHECKING:
    from bailiwick.site.demo.building import Built

NAME, ZONE = "Kestrel Sound Ferries", "Europe/Dublin"
END_OF_DAY = time(17, 0)


def demo(
    data: Data = None,
    organization: Annotated[
        str, typer.Option("--organization", metavar="NAME", help="What it is called.")
    ] = NAME,
    seed: Annotated[int, typer.Option(help="The same seed and day make the same history.")] = 1,
    incidents: Annotated[int, typer.Option(min=1, max=20_000, help="How many incidents.")] = 1500,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="The history's last day (today).")
    ] = None,
    password: Annotated[
        str | None, typer.Option(help="What its people sign in with; random without it.")
    ] = None,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Build a demonstration organization: people, services, agreements and a year of incidents."""
    until, chosen = last_instant(as_of), password or secrets.token_urlsafe(12)
    with prepare(data) as environment:
        environment.start_django()
        from bailiwick.site import schema
        from bailiwick.site.cli.sealing import seal_everything
        from bailiwick.site.demo.building import build_demonstration

        schema.migrate()
        refuse_used(is_meant=yes)
        with _bar(is_quiet=as_json) as progress:
            built = build_demonstration(
                organization, seed=seed, incidents=incidents, as_of=until, password=chosen, progress=progress
            )
        seal_everything()
    typer.echo(json.dumps(facts(built, chosen)) if as_json else table(built, chosen))


def last_instant(day: str | None) -> datetime:
    """The end of the working day on the history's last day, or now if that is still to come."""
    from zoneinfo import ZoneInfo

    now, zone = datetime.now(UTC), ZoneInfo(ZONE)
    try:
        last = date.fromisoformat(day) if day else now.astimezone(zone).date()
    except ValueError:
        raise typer.BadParameter(f"“{day}” is no day such as 2026-01-31.") from None
    if last > now.astimezone(zone).date():
        raise typer.BadParameter(f"“{day}” is still to come.")
    return min(datetime.combine(last, END_OF_DAY, zone).astimezone(UTC), now)


def refuse_used(*, is_meant: bool) -> None:
    """Raise CannotRun for an installation that is in use, unless that is meant."""
    from bailiwick.kernel.identity.actors import organizations

    if not is_meant and (found := [name for *_, name in organizations()]):
        raise CannotRun(
            f"This installation has organizations already ({', '.join(found)}). Use another data directory, or --yes "
            "to put the demonstration beside them; an organization cannot be removed again."
        )


def facts(built: "Built", password: str) -> dict[str, Any]:
    """What was built, for programs."""
    return {
        "organization": built.name,
        "short_name": built.slug,
        "incidents": built.incidents,
        "people": built.people,
        "entries": built.entries,
        "notifications": built.notifications,
        "password": password,
        "logins": {member.login: member.mailbox for member in built.logins},
    }


def table(built: "Built", password: str) -> str:
    """What was built, for people."""
    lines = [
        f"{built.name}: {built.people} people, {built.incidents:,} incidents, {built.entries:,} entries in the ledger.",
        "Sign in with one of these addresses:",
        *(f"  {member.login:<17} {member.mailbox}" for member in built.logins),
        f"  password          {password}",
    ]
    return "\n".join(lines)


@contextmanager
def _bar(*, is_quiet: bool) -> Iterator[Callable[[int, int], None]]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(file=sys.stderr), disable=is_quiet, transient=True) as bar:
        task = bar.add_task("A year goes by", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
