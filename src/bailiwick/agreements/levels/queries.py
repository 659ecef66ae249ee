"""Read agreements."""

from datetime import datetime

from django.db import connection

from bailiwick.agreements.levels.types import TargetTerms, Terms

# The most specific agreement wins: service and customer, service, customer, general; then the latest.
_TERMS = """
select a.id, a.name, a.version, c.current_id, t.metric, t.priority, t.within_minutes, t.warn_percent
from (select * from agreements_agreement
      where (service_id = %(service)s or service_id is null) and (party_id = %(party)s or party_id is null)
        and valid_from <= %(day)s and (valid_to is null or valid_to >= %(day)s)
      order by (service_id is not null) desc, (party_id is not null) desc, valid_from desc, id desc limit 1) a
join calendar_servicecalendar c on c.id = a.calendar_id
left join agreements_serviceleveltarget t on t.agreement_id = a.id
"""


def agreement_for(service_id: int | None, party_id: int | None, at: datetime) -> Terms | None:
    """The agreement that holds for a service and a customer at an instant, or None; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_TERMS, {"service": service_id, "party": party_id, "day": at.date()})
        rows = cursor.fetchall()
    if not rows:
        return None
    agreement_id, name, version, calendar_version_id = rows[0][:4]
    targets = {(row[4], row[5]): TargetTerms(row[6], row[7]) for row in rows if row[4] is not None}
    return Terms(agreement_id, name, version, calendar_version_id, targets)
