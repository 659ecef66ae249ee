"""No room forgets what it keeps of people: each table that could hold something of a person is spoken of.

A table with a reference to a person or an account, or with free text, is named by a trace that its room declares
(`kernel/identity/traces`), or stands here with the reason why an erasure need not touch it.
"""

from typing import Any

from django.apps import apps
from django.db import models

from bailiwick.kernel.identity import traces
from bailiwick.kernel.identity.models import Account, Person

OWN = "It is the person's own: the erasure itself empties it."
ARRANGED = "It says how the organization is arranged, not what somebody is or did."
PRODUCT = "The product writes it, from words of its own."
TRANSIENT = "It holds no name, and is gone when its time is over."
PART = "It is part of the work, whose texts stay; who wrote it has no name any more."
WITH_WORK = "It belongs to the work, which its own trace speaks of."
EXEMPT = {
    "account_emailaddress": "It goes with the account.",
    "account_emailconfirmation": "It goes with the account.",
    "agreements_agreement": ARRANGED,
    "auth_group": "Nothing uses it.",
    "auth_permission": PRODUCT,
    "calendar_calendarversion": ARRANGED,
    "calendar_feedstate": ARRANGED,
    "calendar_servicecalendar": ARRANGED,
    "django_content_type": PRODUCT,
    "entrances_counter": TRANSIENT,
    "entrances_receivedanswer": "What a provider said waits there for minutes, and is gone within a day.",
    "evidence_result": PRODUCT,
    "federation_directorygroup": ARRANGED,
    "federation_groupmapping": ARRANGED,
    "federation_identityprovider": ARRANGED,
    "figures_staleday": PRODUCT,
    "figures_tally": PRODUCT,
    "identity_account": OWN,
    "identity_grant": ARRANGED,
    "identity_organization": ARRANGED,
    "identity_party": "Customers and suppliers are organizations; rename one that is called like a person.",
    "identity_person": OWN,
    "identity_role": ARRANGED,
    "identity_roleassignment": OWN,
    "identity_team": ARRANGED,
    "identity_teammembership": OWN,
    "ledger_follower": PRODUCT,
    "notifications_notificationarrangement": ARRANGED,
    "portfolio_service": "Its owner has no name any more; the rest is the service's.",
    "procrastinate_periodic_defers": PRODUCT,
    "process_processversion": "Who published it has no name any more; the rest is the process's.",
    "resolution_category": ARRANGED,
    "resolution_incident": WITH_WORK,
    "resolution_majorcriterion": ARRANGED,
    "resolution_majorcriterionversion": "With whom it was agreed says a text: look through it by hand.",
    "resolution_majorprocedure": "Who approved it says a text: look through it by hand.",
    "resolution_prioritymatrix": ARRANGED,
    "retention_retentionrule": ARRANGED,
    "work_clock": PRODUCT,
    "work_link": PRODUCT,
    "work_merge": PRODUCT,
    "work_tasklist": ARRANGED,
    "work_transition": PART,
}


def could_hold_a_person(model: type[models.Model]) -> bool:
    return any(_leads_to_people(field) or _is_free_text(field) for field in model._meta.local_fields)


def _leads_to_people(field: Any) -> bool:
    return field.is_relation and field.related_model in (Person, Account)


def _is_free_text(field: Any) -> bool:
    if isinstance(field, models.SlugField) or field.choices:
        return False
    return isinstance(field, (models.TextField, models.CharField, models.JSONField))


def asked() -> set[str]:
    """The tables that the ledger does not keep itself: its content is erased by entry."""
    kept = {model._meta.db_table for model in apps.get_models() if could_hold_a_person(model)}
    return kept - {"ledger_event", "ledger_change"}


def test_every_table_that_could_hold_a_person_is_spoken_of() -> None:
    forgotten = asked() - traces.tables() - set(EXEMPT)
    assert forgotten == set(), "declare a trace in the room's app, or say here why none is needed"


def test_nothing_is_exempt_that_is_spoken_of_or_gone() -> None:
    assert set(EXEMPT) - asked() == set()
    assert set(EXEMPT) & traces.tables() == set()


def test_what_is_spoken_of_is_there() -> None:
    assert traces.tables() - {model._meta.db_table for model in apps.get_models()} == set()
    columns = {
        model._meta.db_table: {field.column for field in model._meta.local_fields}
        for model in apps.get_models()
    }
    assert [rows for rows in traces.remembered_rows() if rows.column not in columns[rows.table]] == []
