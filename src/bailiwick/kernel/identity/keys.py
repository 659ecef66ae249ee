"""Columns that PostgreSQL may search and sort by although row-level security stands before them."""

from django.db import models
from django.db.models.functions import Lower


def lower_key(column: str) -> "models.GeneratedField":
    """A stored lower-case copy of a text column, compared byte by byte (collation "C").

    Under row-level security an index serves only leakproof operators: `lower()` is not one, the comparison of a plain
    column is. So lists are ordered by it, pages continue from it and prefixes are found in it.
    """
    return models.GeneratedField(
        expression=Lower(column), output_field=models.TextField(db_collation="C"), db_persist=True
    )
