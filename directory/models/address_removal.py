"""That an address was removed: who, when, and no word about which."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AddressRemoval(models.Model):
    """A service became confidential, and every trace of its place was erased."""

    service = models.ForeignKey(
        "directory.Service",
        models.CASCADE,
        related_name="address_removals",
        verbose_name=_("service"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("removed"), auto_now_add=True)

    class Meta:
        verbose_name = _("address removed")
        verbose_name_plural = _("addresses removed")

    def __str__(self) -> str:
        return f"{self.service_id}, {self.at:%d %B %Y}"
