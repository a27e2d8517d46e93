"""Those who decide what is true, and how they are told at once."""

import logging
from smtplib import SMTPException

from django.contrib.auth.backends import ModelBackend
from django.core.mail import EmailMessage, get_connection

from accounts.models import User

APPROVE = "directory.decide_proposal"

log = logging.getLogger("signpost.mail")


def approvers() -> list[User]:
    """Everyone who may decide; those who may do everything, where nobody else may."""
    found = ModelBackend().with_perm(APPROVE, include_superusers=False)
    everything = User.objects.filter(is_active=True, is_superuser=True)
    return list(found.order_by("pk")) or list(everything.order_by("pk"))


def tell_approvers(subject: str, body: str) -> int:
    """One mail to each; how many were sent. Mail that fails stops nothing."""
    people = [person.email for person in approvers()]
    return send([EmailMessage(subject, body, to=[email]) for email in people])


def send(mails: list[EmailMessage]) -> int:
    """Send these now; how many went out. What was written stays written."""
    try:
        return get_connection().send_messages(mails) or 0
    except (OSError, SMTPException) as error:
        log.error("mail could not be sent: %s", type(error).__name__)
        return 0
