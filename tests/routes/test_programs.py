"""Every method of every address of the API is tried by the wrong programs; one without a row fails."""

from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity import operations as identity
from bailiwick.site.api import api
from tests.cast import Cast
from tests.routes.major_programs import MAJOR_INCIDENTS
from tests.routes.programs import PROGRAMS as OTHERS
from tests.routes.programs import Program

PROGRAMS = (*OTHERS, *MAJOR_INCIDENTS)
METHODS = {"get", "post", "put", "patch", "delete"}


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document, which takes a second to make."""
    return dict(api.get_openapi_schema())


def documented() -> set[tuple[str, str]]:
    """(method, address) of everything in the OpenAPI document."""
    paths = document()["paths"]
    return {(method, path) for path, item in paths.items() for method in item if method in METHODS}


def token(cast: Cast, name: str, *scopes: str) -> dict[str, str]:
    actor = cast.actor(name)
    expires_at = clock.now() + timedelta(days=1)
    issued = identity.issue_token(
        "rows", by=actor, scopes=scopes or sorted(actor.grants), expires_at=expires_at
    )
    return {"Authorization": f"Bearer {issued.secret}"}


def ask(program: Program, cast: Cast, address: str, headers: dict[str, str]) -> int:
    call = getattr(Client(headers=headers), program.method)
    given = (
        {} if program.method == "get" else {"data": program.body(cast), "content_type": "application/json"}
    )
    with transaction.atomic():
        status = int(call(address, **given).status_code)
        transaction.set_rollback(True)
    return status


def either(expected: int | tuple[int, ...]) -> tuple[int, ...]:
    return expected if isinstance(expected, tuple) else (expected,)


def test_every_route_has_a_row() -> None:
    assert documented() - {(one.method, one.path) for one in PROGRAMS} == set()


def test_every_row_is_of_a_route() -> None:
    assert {(one.method, one.path) for one in PROGRAMS} - documented() == set()


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda one: f"{one.method} {one.path}")
def test_program(program: Program, there: Cast) -> None:
    address = program.path.format(**program.args(there))
    assert ask(program, there, address, {}) == 401
    assert ask(program, there, address, token(there, "zoe")) in either(program.stranger)
    assert ask(program, there, address, token(there, "ada", program.only)) in either(program.without)
    assert ask(program, there, address, token(there, program.as_)) == program.granted
