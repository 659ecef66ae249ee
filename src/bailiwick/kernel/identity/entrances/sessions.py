"""Sessions in the database: one query brings the session with its account."""

import hashlib
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db import DEFAULT_DB_ALIAS, connection

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.entrances.models import Session
from bailiwick.kernel.identity.models import Account

BROWSER = "browser"
_SESSION = [field.attname for field in Session._meta.concrete_fields]
_ACCOUNT = [field.attname for field in Account._meta.concrete_fields]
# Every request asks this, so that it is written once and not by the ORM each time.
_QUESTION = f"""
select {", ".join(f"s.{name}" for name in _SESSION)}, {", ".join(f"a.{name}" for name in _ACCOUNT)}
from entrances_session s left join identity_account a on a.id = s.account_id
where s.session_key = %s and s.expire_date > %s
"""  # noqa: S608 - names of columns


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
        with connection.cursor() as cursor:
            cursor.execute(_QUESTION, [stored_key(session_key), clock.now()])
            row = cursor.fetchone()
        if row is None:
            return None
        session = Session.from_db(DEFAULT_DB_ALIAS, _SESSION, row[: len(_SESSION)])
        if session.account_id is not None:
            session.account = Account.from_db(DEFAULT_DB_ALIAS, _ACCOUNT, row[len(_SESSION) :])
        return session
