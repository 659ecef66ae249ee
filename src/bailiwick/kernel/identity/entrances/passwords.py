"""Links that let somebody set a password, handed over by an administrator or sent by mail."""

import threading
from smtplib import SMTPException

import structlog
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.db.models.functions import Lower
from django.template.loader import render_to_string
from django.urls import reverse

from bailiwick.kernel.identity.models import Account

logger = structlog.get_logger(__name__)


def password_link(account: Account) -> str:
    """An address where the account's password can be set: once, within a day, and until the next sign-in.

    It begins with the installation's own address, never with one that a request claimed.
    """
    token = default_token_generator.make_token(account)
    return f"{settings.PUBLIC_URL}{reverse('password-set', kwargs={'account': account.pk, 'token': token})}"


def account_of_link(account_id: int, token: str) -> Account | None:
    """The account whose password a link may set, or None when the link is wrong, used or too old."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    return account if account is not None and default_token_generator.check_token(account, token) else None


def is_mail_configured() -> bool:
    """Whether the installation can send mail at all."""
    return bool(settings.EMAIL_HOST) or not settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend")


def mail_password_link(email: str) -> None:
    """Mail the link to the account of an address, if there is one.

    The mail leaves beside the request, so that a known address is not answered later than an unknown one.
    """
    account = Account.objects.alias(key=Lower("email")).filter(key=email.lower(), is_active=True).first()
    if account is None:
        return
    text = render_to_string("identity/mail/password_reset.txt", {"link": password_link(account)})
    message = EmailMessage("Set your Bailiwick password", text, settings.DEFAULT_FROM_EMAIL, [account.email])
    threading.Thread(target=_send, args=(message,), name="mail").start()


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except (OSError, SMTPException) as error:
        logger.error("mail.failed", to=message.to, error=str(error))
