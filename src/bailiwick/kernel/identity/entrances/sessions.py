"""Sessions in the database: one query brings the session with its account."""

import hashlib
from contextlib import suppress
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.entrances.models import Session

BROWSER = "browser"


def stored_key(session_key: str) -> str:
    """The name under which a session is kept; the key itself is in the browser only."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:40]


class SessionStore(DatabaseSessions):
    """Django's store with hashed keys; `row` is the session as loaded, with its account."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        row = self._row_of(self.session_key) if self.session_key else None
        if row is None:
            self._session_key = None
            return {}
        self.row = row
        data: dict[str, Any] = self.decode(row.session_data)
        return data

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=stored_key(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        key = stored_key(self._get_or_create_session_key())  # type: ignore[attr-defined]
        made = self.row.created_at if self.row is not None and self.row.session_key == key else clock.now()
        return Session(
            session_key=key,
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            account_id=data.get(SESSION_KEY),
            created_at=made,
            browser=data.get(BROWSER, ""),
        )

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            Session.objects.filter(session_key=stored_key(key)).delete()

    def _row_of(self, session_key: str) -> Session | None:
        with suppress(Session.DoesNotExist):
            return Session.objects.select_related("account").get(
                session_key=stored_key(session_key), expire_date__gt=clock.now()
            )
        return None
