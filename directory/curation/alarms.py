"""Mail to those who decide, at once, where something may put someone in danger."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.curation.site import CONSOLE
from directory.models.telling import approvers

logger = logging.getLogger("signpost.curation")
# Whoever may do this decides what the public sees.
DECIDES = "directory.decide_proposal"


def mail_reaches_someone() -> bool:
    """Whether this site sends mail at all; the console is nobody's letter box."""
    return settings.EMAIL_BACKEND != CONSOLE


def people_who_decide() -> list[str]:
    """The addresses of everyone who may hide a contact or show it again."""
    return sorted(approvers().values_list("email", flat=True))


def tell_of_hidden_link(address: str, why: str, *, is_hidden: bool) -> int:
    """A link may lead to someone else: what was seen, and what was done about it."""
    done = (
        _("Nobody is led there any more, nor to their other links and mail addresses.")
        if is_hidden
        else _("It is still shown: please look at once.")
    )
    lines = [
        _("A link that we print may belong to someone else now:"),
        "",
        # Not to be followed by a click on it.
        address.replace("://", "[:]//"),
        "",
        _("What was seen: %(why)s.") % {"why": why},
        done,
        "",
        _("Please look at it, without following the link on a phone of your own:"),
        settings.SITE_URL + reverse("admin:directory_finding_changelist"),
    ]
    return _send(_("Please look at once: a link"), "\n".join(lines))


def _send(subject: str, body: str) -> int:
    """One mail for each person, so that none sees the others; the mails sent."""
    if not mail_reaches_someone():
        return 0
    sent = 0
    for address in people_who_decide():
        try:
            sent += EmailMessage(
                f"{settings.SITE_NAME}: {subject}", body, to=[address]
            ).send()
        except OSError as error:
            logger.error("A mail to a moderator failed: %s", type(error).__name__)
    return sent
