"""Telling those who decide that something waits for them."""

import logging

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mass_mail
from django.db.models import Q
from django.utils.translation import gettext as _

DECIDE = ("decide_proposal", "directory")
log = logging.getLogger(__name__)


def approvers():
    """Who works here and may decide on proposals."""
    by_group = Q(
        groups__permissions__codename=DECIDE[0],
        groups__permissions__content_type__app_label=DECIDE[1],
    )
    by_right = Q(
        user_permissions__codename=DECIDE[0],
        user_permissions__content_type__app_label=DECIDE[1],
    )
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    chosen = people.filter(by_group | by_right | Q(is_superuser=True))
    return people.filter(pk__in=chosen.values("pk")).order_by("pk")


def tell_approvers(proposal) -> None:
    """One short mail to each approver but the author. Says nothing of what it says.

    A mail server that fails must not keep a proposal from waiting: it stands in the
    admin all the same.
    """
    subject = _("Signpost: a proposal waits (%s)") % proposal.get_kind_display()
    text = _(
        "A proposal waits for a second person.\n\nWhat: %(kind)s\nRecord: %(record)s"
        "\nNumber: %(number)d\n\nPlease open the admin, Proposals. This mail holds "
        "nothing of what is proposed."
    ) % {
        "kind": proposal.get_kind_display(),
        "record": proposal.service.code if proposal.service else proposal.model,
        "number": proposal.pk,
    }
    people = approvers().exclude(pk=proposal.author_id or 0)
    mails = [
        (subject, text, settings.DEFAULT_FROM_EMAIL, [person.email])
        for person in people
    ]
    try:
        send_mass_mail(mails)
    except OSError:
        log.warning("Proposal %d: the approvers could not be told.", proposal.pk)
