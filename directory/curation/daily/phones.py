"""Phone numbers: can they exist, what kind are they, and how old is a mobile."""

import datetime
import re

from directory.curation.daily.checks import Run, Told
from directory.curation.daily.ofcom import oddity
from directory.models import Contact, Finding
from directory.models.dialling import read
from directory.models.finding_kinds import Kind, Noted

YEARS_A_MOBILE_LASTS = 2
_YEAR_AND_MORE = re.compile(r"^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$")


def check(run: Run) -> Told:
    """Note every shown number of a public service that cannot be right."""
    contacts = Contact.objects.dialled_in_public().select_related("service")
    found = {}
    for contact in contacts.iterator(2000):
        why = wrong_with(contact, run.today)
        if why:
            key = f"{contact.code}|{contact.value}|{why}"
            found[key] = Noted(
                f"{contact.value}: {why}.",
                service=contact.service_id,
                contact=contact.pk,
            )
    return Told(*Finding.objects.note(Kind.NUMBER, found))


def wrong_with(contact: Contact, today: datetime.date) -> str:
    """Why a number cannot be right; "" where nothing speaks against it."""
    # Read anew: ranges are given out and taken back.
    number = read(contact.value)
    if not number.dialable:
        return "this is no number that can be dialled"
    if number.dialable != contact.dialable:
        return f"a phone would dial {contact.dialable or 'nothing'}"
    odd = oddity(number.dialable)
    if odd:
        return odd
    if number.is_mobile and is_old(contact.seen_on, today):
        return "a mobile number not seen for two years may have a new owner"
    return ""


def is_old(seen_on: str, today: datetime.date) -> bool:
    """Whether a number was last seen too long ago, or nobody knows when."""
    found = _YEAR_AND_MORE.match(seen_on)
    if not found:
        return True
    year, month = int(found[1]), int(found[2] or 12)
    return (today.year - year) * 12 + today.month - month > YEARS_A_MOBILE_LASTS * 12
