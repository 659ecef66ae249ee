"""`bailiwick conformity`: how the requirements of a clause stand, judged on the records."""

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any

import typer

from bailiwick.site.cli.environment import prepare
from bailiwick.site.cli.options import Data, Json, OrganizationName


def conformity(
    clause: Annotated[str, typer.Option(help="The clause to judge, for example 8.6.1.")] = "8.6.1",
    data: Data = None,
    organization: OrganizationName = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="YYYY-MM-DD", help="First day of the period (UTC).")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="YYYY-MM-DD", help="Last day of the period (UTC).")
    ] = None,
    as_json: Json = False,
) -> None:
    """Judge a clause on the records of a period and keep the result.

    Without --from and --to the period is the last twelve months; when nothing was recorded in them, all that was.
    """
    with prepare(data) as environment:
        environment.open()
        from bailiwick.conformity.clauses import judge_clause
        from bailiwick.site.cli.organizations import the_one

        one = the_one(organization)
        judged = judge_clause(clause, by=one.actor, start=_start(first), end=_end(last))
    answer = {"organization": one.name, **judged}
    typer.echo(json.dumps(answer, default=str) if as_json else _table(answer))


def _start(day: str | None) -> datetime | None:
    return datetime.combine(_day(day), time(), UTC) if day else None


def _end(day: str | None) -> datetime | None:
    return datetime.combine(_day(day) + timedelta(days=1), time(), UTC) if day else None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}” is no day such as 2026-01-31.") from None


def _table(answer: dict[str, Any]) -> str:
    lines = [f"{answer['organization']}: clause {answer['clause']} {answer['title']}, {answer['period']}"]
    for one in answer["requirements"]:
        lines.append(f"{one['id']}  {one['outcome']:<14} {one['title']}")
        lines.append(f"             {one['reason']}")
        lines += [f"             {count:,} × {what}" for what, count in one["faults"].items()]
    return "\n".join(lines)
