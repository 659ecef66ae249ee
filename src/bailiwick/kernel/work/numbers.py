"""Numbers that people call work items by: counted for each organization and kind, never used twice."""

from django.db import connection


def reserve(kind: str, amount: int = 1) -> list[int]:
    """The next numbers of a kind in the current organization; gaps are possible, repetition is not."""
    with connection.cursor() as cursor:
        cursor.execute("select work_next_numbers(%s::text, %s::integer)", [kind, amount])
        return [row[0] for row in cursor.fetchall()]
