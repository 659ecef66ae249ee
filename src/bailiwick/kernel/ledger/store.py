"""Read an organization's sealed tree from the database, on the sealer's own connection."""

from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from bailiwick.kernel.ledger import merkle


@dataclass(frozen=True, slots=True)
class TreeHead:
    """The size and root of a tree as the database has it."""

    size: int
    root: bytes


class StoredTree:
    """One organization's tree: the Tiles that proofs are made from."""

    def __init__(self, connection: Connection[Any], organization_id: int) -> None:
        self.connection = connection
        self.organization_id = organization_id

    def head(self) -> TreeHead:
        """Size and root; zero and the empty root before anything is sealed."""
        row = self.connection.execute(
            "select size, root from ledger_tree where organization_id = %s", [self.organization_id]
        ).fetchone()
        return TreeHead(row[0], bytes(row[1])) if row else TreeHead(0, merkle.EMPTY_ROOT)

    def read(self, level: int, first: int, count: int) -> list[bytes]:
        """The hashes of `count` complete subtrees of a stored level."""
        if level == 0:
            query = (
                "select hash from ledger_leaf where organization_id = %s and index >= %s and index < %s "
                "order by index"
            )
            parameters = [self.organization_id, first, first + count]
        else:
            query = (
                "select hash from ledger_node where organization_id = %s and level = %s and index >= %s and index < %s "
                "order by index"
            )
            parameters = [self.organization_id, level, first, first + count]
        return [bytes(row[0]) for row in self.connection.execute(query, parameters)]

    def root_at(self, size: int) -> bytes:
        """The root of the first `size` leaves."""
        return merkle.Frontier.at(size, self).root()
