"""The API answers as its document says, whatever it is sent: requests made up for every operation (schemathesis)."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.core import NOT_SET
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.cast import Cast
from tests.routes.programs import PROGRAMS, Program
from tests.routes.test_programs import token

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# How many requests that keep to the document, and that do not, are made up for each operation.
MODES = ((GenerationMode.POSITIVE, 2), (GenerationMode.NEGATIVE, 1))
ADMINISTRATOR = "ada"


@pytest.fixture
def whole() -> Iterator[Any]:
    """The product as a server would call it, but that no request lets go of the test's connection."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.long
@pytest.mark.parametrize("half", [0, 1])
def test_every_operation_answers_as_described(shared: Cast, whole: Any, half: int) -> None:
    # Without a token of its own making, which would only be refused.
    config = schemathesis.Config.from_dict({"generation": {"with-security-parameters": False}})
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", whole, config=config)
    document.validate()
    assert document.specification.version.startswith("3.1")
    programs = {(one.method, one.path): one for one in PROGRAMS}
    tokens = {name: token(shared, name) for name in {ADMINISTRATOR, *(one.as_ for one in PROGRAMS)}}
    failed = []
    for found in list(document.get_all_operations())[half::2]:
        operation = found.ok()
        program = programs.get((operation.method, operation.path))
        if program is None:
            continue  # the table's own test says that the row is missing
        with undone():
            for case, who in cases(operation, program, shared):
                failed += refusals(case, tokens[who])
    assert failed == []


def cases(operation: Any, program: Program, cast: Cast) -> Iterator[tuple[Any, str]]:
    """The row's own request; then made-up ones, in turns for the row's record and for one that is made up too."""
    of_row = {name: str(value) for name, value in program.args(cast).items()}
    body = (
        program.body(cast) if "application/json" in operation.get_request_payload_content_types() else NOT_SET
    )
    yield operation.Case(path_parameters=of_row, body=body, media_type="application/json"), program.as_
    for number, case in enumerate(made_up(operation)):
        if number % 2:
            yield case, ADMINISTRATOR
        else:
            case.path_parameters = of_row
            yield case, program.as_


def made_up(operation: Any) -> list[Any]:
    """Requests that schemathesis makes up from the document, the same ones each time."""
    found: list[Any] = []
    takes_something = bool(len(operation.body) or len(operation.query))
    for mode, examples in MODES[: 1 + takes_something]:
        chosen = settings(
            max_examples=examples, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip

        @seed(1)
        @chosen
        @given(case=operation.as_strategy(generation_mode=mode))
        def keep(case: Any) -> None:
            found.append(case)

        # An operation that takes nothing cannot be asked wrongly.
        with suppress(Unsatisfiable):
            keep()
    return found


def refusals(case: Any, headers: dict[str, str]) -> list[str]:
    """What is wrong with the answer to a request; it changes nothing."""
    try:
        with undone():
            case.call_and_validate(headers=headers, checks=CHECKS)
    except (FailureGroup, Failure) as failure:
        return [f"{case.method} {case.formatted_path}: {failure} {getattr(failure, 'exceptions', '')}"]
    return []


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that is taken back."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
