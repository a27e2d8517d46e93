"""Invitations: how someone gets in for the first time, or again."""

import datetime
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models.user import User

# No time is in it: how long an invitation holds, its row says.
HAND = signing.Signer(salt="accounts.invitation")
HOLDS = datetime.timedelta(days=3)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """The questions asked about invitations."""

    def open(self):
        """Those that still let their person in."""
        since = timezone.now() - HOLDS
        return self.filter(
            closed_at=None, made_at__gt=since, person__is_active=True
        ).select_related("person")

    def under(self, link: str) -> "Invitation | None":
        """The open invitation that a link stands for, if our own hand signed it."""
        try:
            key = HAND.unsign_object(link)
        except signing.BadSignature:
            return None
        return self.open().filter(pk=key).first()

    def invite(self, person: "User", *, by: "User | None") -> "Invitation":
        """Let someone set up their way in, from nothing: what they had is gone.

        The password goes, and with it every session; so do the second factors.
        """
        with transaction.atomic():
            self.filter(person=person, closed_at=None).update(closed_at=timezone.now())
            Authenticator.objects.filter(user=person).delete()
            person.set_unusable_password()
            person.save(update_fields=["password"])
            return self.create(person=person, by=by)


class Invitation(models.Model):
    """A link that lets one person choose a password and a second factor, once."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="invitations",
        verbose_name=_("person"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    closed_at = models.DateTimeField(
        _("closed"), null=True, help_text=_("Used, or replaced by a newer one.")
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.person}, {self.made_at:%Y-%m-%d}"

    @property
    def link(self) -> str:
        """What stands at the end of its address."""
        return HAND.sign_object(self.pk)

    @property
    def ends_at(self) -> datetime.datetime:
        return self.made_at + HOLDS

    def close(self) -> None:
        """It has let its person in; it lets nobody in again."""
        self.closed_at = timezone.now()
        self.save(update_fields=["closed_at"])
