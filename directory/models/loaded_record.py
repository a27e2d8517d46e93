"""What the starter directory loaded, to tell our changes from a moderator's."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedRecord(models.Model):
    """The values that a row of the starter data had when it was last loaded."""

    kind = models.CharField(_("kind"), max_length=30)
    key = models.CharField(_("key"), max_length=120)
    values = models.JSONField(_("values"))

    class Meta:
        verbose_name = _("loaded record")
        verbose_name_plural = _("loaded records")
        constraints = [
            models.UniqueConstraint("kind", "key", name="loaded_record_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
