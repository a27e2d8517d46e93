"""Representatives: an organisation's own people, invited by one of us.

They have no account. A link that expires leads to what we show of their services; they
can say that it is right, or ask for a change, which one of us still decides.
"""

import datetime
import secrets

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.organisation import Organisation

LINK_HOLDS = datetime.timedelta(days=30)
_SALT = "signpost.representative"


def new_key() -> str:
    """What makes the links of one person theirs; a new one ends the old links."""
    return secrets.token_urlsafe(12)


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    """The questions asked about representatives."""

    def active(self):
        """Those whose links work."""
        return self.filter(revoked_at=None)

    def of(self, organisation: Organisation):
        """Those of one organisation."""
        return self.filter(organisation=organisation)

    def invite(self, organisation: Organisation, email: str, *, by) -> "Representative":
        """Let someone speak for an organisation; again, where that was taken back."""
        email = email.strip().lower()
        if not email:
            raise ValidationError(_("Give an email address."))
        known = {"organisation": organisation, "email": email}
        fresh = {"invited_by": by, "revoked_at": None, "revoked_by": None}
        representative, made = self.get_or_create(**known, defaults=fresh)
        if not made and representative.revoked_at:
            fresh |= {"key": new_key(), "invited_at": timezone.now()}
            self.filter(pk=representative.pk).update(**fresh)
            representative.refresh_from_db()
        return representative

    def revoke(self, *, by) -> int:
        """End these people's links at once."""
        return self.active().update(
            revoked_at=timezone.now(), revoked_by=by, key=new_key()
        )

    def by_link(self, signed: str) -> "Representative | None":
        """Whose link this is; None where it is not ours, too old or taken back."""
        try:
            told = signing.loads(signed, salt=_SALT, max_age=LINK_HOLDS)
        except signing.BadSignature:
            return None
        found = self.active().select_related("organisation")
        return found.filter(pk=told["pk"], key=told["key"]).first()


class Representative(models.Model):
    """Someone who may tell us about one organisation's services, by email."""

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="representatives",
        verbose_name=_("organisation"),
    )
    email = models.EmailField(
        _("email address"),
        help_text=_("An address of the organisation, from its own website."),
    )
    key = models.CharField(max_length=40, default=new_key, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("invited by"),
    )
    invited_at = models.DateTimeField(
        _("invited"), default=timezone.now, editable=False
    )
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("ended by"),
    )
    revoked_at = models.DateTimeField(_("ended"), null=True, editable=False)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        constraints = [
            models.UniqueConstraint(
                "organisation", Lower("email"), name="representative_once"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="representative_ended_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.organisation})"

    @property
    def is_active(self) -> bool:
        return self.revoked_at is None

    def link(self, origin: str = "") -> str:
        """The address of their page for the next 30 days."""
        signed = signing.dumps({"pk": self.pk, "key": self.key}, salt=_SALT)
        return origin.rstrip("/") + reverse("provider", args=[signed])


def provider_link(organisation: Organisation, email: str, origin: str = "") -> str:
    """A new link for someone invited; Representative.DoesNotExist for anyone else.

    `origin` is what stands before the path, such as https://signpost.example.
    """
    people = Representative.objects.active().of(organisation)
    return people.get(email=email.strip().lower()).link(origin)
