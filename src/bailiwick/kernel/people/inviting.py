"""Tell somebody by mail that they can sign in, with a link that lets them choose a password."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from bailiwick.kernel.identity.entrances.passwords import is_mail_configured, password_link
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.identity.queries import organization_name
from bailiwick.kernel.jobs.tenancy import job


@job("people.invite", queue="mail")
def invite(person_id: int) -> None:
    """Mail one person; nothing when no mail server is set up, or they have a password or no access by now."""
    person = Person.objects.select_related("account").filter(pk=person_id, disabled_at=None).first()
    if person is None or person.account is None or not is_mail_configured():
        return
    if person.account.has_usable_password():
        return
    context = {
        "link": password_link(person.account),
        "name": person.name,
        "organization": organization_name(),
    }
    text = render_to_string("people/mail/invitation.txt", context)
    EmailMessage(f"[{organization_name()}] You can sign in", text, to=[person.account.email]).send()
