"""Sending mail without letting it stop anything."""

import logging

from django.core.mail import EmailMessage, get_connection

log = logging.getLogger("signpost.mail")


def send(mails: list[EmailMessage]) -> int:
    """Send these now; how many went out. A mail server that is away is only noted."""
    try:
        return get_connection().send_messages(mails) or 0
    # What smtplib raises is one of these too.
    except OSError as error:
        log.error("mail could not be sent: %s", type(error).__name__)
        return 0
