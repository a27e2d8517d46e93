"""The mails that we send to the people who work here."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Invitation


def address(invitation: Invitation) -> str:
    """Where an invited person begins."""
    path = reverse("account_invitation", args=[invitation.link])
    return f"{settings.MODERATORS_ADDRESS}{path}"


def send_invitation(invitation: Invitation) -> None:
    """Mail the link to the person it is for, and to nobody else."""
    told = {
        "site": settings.SITE_NAME,
        "address": address(invitation),
        "ends_at": invitation.ends_at,
    }
    send_mail(
        _("You are invited to %(site)s") % {"site": settings.SITE_NAME},
        render_to_string("account/mail_invitation.txt", told),
        settings.DEFAULT_FROM_EMAIL,
        [invitation.person.email],
    )


def tell_of_a_change(email: str, what: str) -> None:
    """Tell someone that their way in changed, in case it was not they."""
    told = {"what": what, "site": settings.SITE_NAME}
    send_mail(
        _("Your sign-in changed"),
        render_to_string("account/mail_changed.txt", told),
        settings.DEFAULT_FROM_EMAIL,
        [email],
    )
