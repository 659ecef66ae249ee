"""Put texts into the index, and find them again."""

from collections.abc import Sequence

from django.db import connection

from bailiwick.kernel.ledger.writing import Call


def putting(kind: str, item_id: int, *, title: str, body: str, party_id: int | None = None) -> Call:
    """The call that indexes an item of the current organization, for the statement that inserts it."""
    return Call(
        "search_put",
        (("text", kind), ("bigint", item_id), ("bigint", party_id), ("text", title), ("text", body)),
    )


def put(kind: str, item_id: int, *, title: str, body: str, party_id: int | None = None) -> None:
    """Index (or re-index) one item of the current organization, in the present transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select search_put(%s::text, %s::bigint, %s::bigint, %s::text, %s::text)",
            [kind, item_id, party_id, title, body],
        )


def put_many(kind: str, rows: Sequence[tuple[int, int | None, str, str]]) -> None:
    """Index many items: (item id, party id, title, body)."""
    columns: tuple[list[object], ...] = ([], [], [], [])
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    with connection.cursor() as cursor:
        cursor.execute(
            "select search_put_many(%s::text, %b::bigint[], %b::bigint[], %b::text[], %b::text[])",
            [kind, *columns],
        )


def find(
    query: str, kind: str, *, party_id: int | None = None, before: int | None = None, limit: int = 50
) -> list[int]:
    """Ids of the newest items of a kind that match a web-style query ("printer -paper", quotes), newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from search_find(%s::text, %s::text, %s::bigint, %s::bigint, %s::integer)",
            [query[:1000].replace("\0", ""), kind, party_id, before, limit],
        )
        return [row[0] for row in cursor.fetchall()]


def similar(
    title: str, kind: str, *, party_id: int | None = None, besides: int | None = None, limit: int = 5
) -> list[int]:
    """Ids of recent items whose text is most like a title, most alike first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select item_id from search_similar(%s::text, %s::text, %s::bigint, %s::bigint, %s::integer)",
            [title[:300].replace("\0", ""), kind, party_id, besides, limit],
        )
        return [row[0] for row in cursor.fetchall()]
