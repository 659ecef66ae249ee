"""A command opens a database in its present shape, or says what to do."""

import pytest
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from bailiwick.site import schema
from bailiwick.site.failures import CannotRun


@pytest.mark.django_db
def test_a_database_that_is_behind_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    schema.make_ready()
    applied = MigrationRecorder(connections["default"]).applied_migrations()
    behind = {key: value for key, value in applied.items() if key[0] != "search"}
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda _: behind)
    with pytest.raises(CannotRun, match=r"behind\. Run `bailiwick migrate`"):
        schema.make_ready()
