"""What was taken down and must not come in again by another way."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models.dialling import national_digits


class DoNotListQuerySet(models.QuerySet):
    """Remembering what was taken down, and asking about it. Never kept in memory."""

    def remember(self, services, *, because: str, by=None) -> None:
        """Note the names, numbers and domains by which these would come again.

        A number or a domain that another public service shows stays usable.
        """
        rows = []
        for service in services.select_related("organisation"):
            for what, value in _known_by(service):
                rows.append(
                    DoNotList(
                        what=what, value=value, service=service, because=because, by=by
                    )
                )
        DoNotList.objects.bulk_create(rows, ignore_conflicts=True)

    def matching(self, values: dict[str, Any]):
        """What of these plain values of a service must not be listed again."""
        named = Q(what=DoNotList.What.NAME, value=_folded(values.get("name") or ""))
        contacts = values.get("contacts") or ()
        numbers = {national_digits(str(one.get("value", ""))) for one in contacts}
        domains = {_domain(str(one.get("value", ""))) for one in contacts}
        domains.add(_domain(str(values.get("website") or "")))
        return self.filter(
            named
            | Q(what=DoNotList.What.NUMBER, value__in=numbers - {""})
            | Q(what=DoNotList.What.DOMAIN, value__in=domains - {""})
        )

    def about(self, service):
        """What was remembered when this service was taken down."""
        return self.filter(service=service)

    def not_about(self, service):
        """What was remembered of others."""
        return self.exclude(service=service) if service else self


class DoNotList(models.Model):
    """A name, a number or a domain of something that was taken down."""

    class What(models.TextChoices):
        NAME = "name", _("name")
        NUMBER = "number", _("number")
        DOMAIN = "domain", _("website or email domain")

    what = models.CharField(_("what"), max_length=6, choices=What)
    value = models.CharField(_("as compared"), max_length=300)
    service = models.ForeignKey(
        "directory.Service",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="not_to_list",
        verbose_name=_("service that was taken down"),
    )
    because = models.TextField(_("why"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    added_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = DoNotListQuerySet.as_manager()

    class Meta:
        verbose_name = _("not to be listed again")
        verbose_name_plural = _("not to be listed again")
        constraints = [
            models.UniqueConstraint(
                "what", "value", "service", name="not_to_list_once"
            ),
            models.CheckConstraint(
                condition=~Q(value="") & ~Q(because=""), name="not_to_list_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.value}"


def _known_by(service) -> Iterable[tuple[str, str]]:
    """The name, numbers and domains that are this service's alone."""
    yield DoNotList.What.NAME, _folded(service.name)
    others = type(service).objects.published().exclude(pk=service.pk)
    for contact in service.contacts.all():
        if contact.dialable:
            digits = national_digits(contact.value)
            is_shared = others.filter(contacts__dialable=contact.dialable).exists()
            what, value = DoNotList.What.NUMBER, digits
        else:
            what, value = DoNotList.What.DOMAIN, _domain(contact.value)
            is_shared = others.filter(contacts__value__icontains=value).exists()
        if value and not is_shared:
            yield what, value


def _folded(name: str) -> str:
    """A name without case and signs, as it is compared."""
    return " ".join("".join(c if c.isalnum() else " " for c in name).casefold().split())


def _domain(value: str) -> str:
    """The host of a web or email address, without www; "" of anything else."""
    if "@" in value and "/" not in value:
        return value.rpartition("@")[2].strip().casefold()
    value = value.strip()
    if "." not in value or " " in value or not any(sign.isalpha() for sign in value):
        return ""
    host = urlsplit(value if "//" in value else f"//{value}").hostname or ""
    return host.removeprefix("www.")
