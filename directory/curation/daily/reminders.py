"""Reminders: providers are asked whether what we say is still right.

One mail for each letter box and run, whatever number of services it is about. A round
begins with the last check and has three mails, two weeks apart; then we stop asking,
and the service stands lower. No address is kept of whom we asked.
"""

import datetime
import logging
import smtplib
from collections import defaultdict

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from directory.curation.alarms import mail_reaches_someone
from directory.curation.confirming import confirm_url
from directory.curation.daily.checks import Run, Told
from directory.models import Reminder, Service

logger = logging.getLogger("signpost.daily")
MOST_MAILS = 3
BETWEEN = datetime.timedelta(days=14)


def check(run: Run) -> Told:
    """Ask about every service that is due and whose organisation left an address."""
    boxes = due_by_letter_box(run.today)
    if boxes and not mail_reaches_someone():
        told = f"no mail goes out: EMAIL_URL is not set ({len(boxes)} to be asked)"
        return Told(words=told)
    sent = failed = 0
    with get_connection() as connection:
        for address, asked in run.watch(boxes.items(), len(boxes), "reminders"):
            try:
                sent += remind(address, asked, run.today, connection)
            except (OSError, smtplib.SMTPException) as error:
                failed += 1
                logger.error("A reminder failed: %s", type(error).__name__)
    return Told(words=f"{sent} mails sent, {failed} failed")


# By service: the day that begins the round, and which mail of the round it is.
Asked = dict[Service, tuple[datetime.date, int]]


def due_by_letter_box(today: datetime.date) -> dict[str, Asked]:
    """Which services each letter box is asked about today."""
    due = Service.objects.due_for_verification(today).asked_by_mail()
    services = list(
        due.with_last_verification()
        .select_related("organisation")
        .prefetch_related("contacts")
        .order_by("name", "pk")
    )
    sent = Reminder.objects.sent_so_far([service.pk for service in services])
    boxes: dict[str, Asked] = defaultdict(dict)
    for service in services:
        begun = round_of(service)
        mails, last = sent.get((service.pk, begun), (0, None))
        is_time = last is None or last <= today - BETWEEN
        if mails < MOST_MAILS and is_time:
            address = service.organisation.reminder_email.lower()
            boxes[address][service] = (begun, mails + 1)
    return boxes


def round_of(service) -> datetime.date:
    """The day of the last check, or of publishing what was never checked."""
    return service.verified_on or timezone.localdate(service.published_at)


def remind(address: str, asked: Asked, today: datetime.date, connection) -> int:
    """One mail. It is claimed first: two runs at once never ask twice.

    Where it cannot be sent the claim is undone, so that the next run tries again.
    """
    number = {service.pk: claim for service, claim in asked.items()}
    try:
        with transaction.atomic():
            claimed = Reminder.objects.claim(list(asked), today, number)
    except IntegrityError:
        return 0
    try:
        return letter(address, asked, connection).send()
    except Exception:
        Reminder.objects.filter(pk__in=[row.pk for row in claimed]).delete()
        raise


def letter(address: str, asked: Asked, connection) -> EmailMessage:
    """What a provider is asked; nothing in it but what everyone may read."""
    services = list(asked)
    context = {
        "services": [
            (one, settings.SITE_URL + one.get_absolute_url()) for one in services
        ],
        "confirm_url": confirm_url(services, address),
        "listing_url": f"{settings.SITE_URL}/about/listing/",
        "is_last": max(mail for _begun, mail in asked.values()) == MOST_MAILS,
        "owner": settings.SITE_OWNER,
    }
    # The letter is in the site's own language, whoever started the run.
    with translation.override(settings.LANGUAGE_CODE):
        body = render_to_string("directory/mail/reminder.txt", context)
        subject = _("Is this still right?")
    reply = [settings.CONTACT_EMAIL] if settings.CONTACT_EMAIL else None
    return EmailMessage(
        f"{settings.SITE_NAME}: {subject}",
        body,
        to=[address],
        reply_to=reply,
        connection=connection,
    )
