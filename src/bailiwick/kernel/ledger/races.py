"""Two people write the same thing at the same moment: the database lets one in, the other is told so."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import IntegrityError

from bailiwick.kernel.base.errors import BailiwickError


@contextmanager
def lost_to(constraint: str, refusal: BailiwickError) -> Iterator[None]:
    """Raise `refusal` when what is written inside is already there by the unique constraint of that name.

    Checking first is still right, for the better message; this is for who came between the check and the write.
    The refusal has to leave the operation, which undoes the rest.
    """
    try:
        yield
    except IntegrityError as error:
        if _violated(error) != constraint:
            raise
        raise refusal from None


def _violated(error: IntegrityError) -> str:
    cause = error.__cause__
    return (cause.diag.constraint_name or "") if isinstance(cause, psycopg.Error) else ""
