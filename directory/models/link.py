"""Links to other sites: when we last looked, and which we no longer show."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models.edition import NewEditionQuerySet, OfAnEdition


class LinkQuerySet(models.QuerySet["Link"]):
    """The questions asked about links."""

    def at(self, addresses) -> dict[str, "Link"]:
        """What was seen at these addresses, by address."""
        wanted = set(addresses)
        return {row.address: row for row in self if row.address in wanted}

    def looked_at_since(self, moment: datetime.datetime):
        """Links that a program has looked at since a moment."""
        return self.filter(looked_at__gte=moment)

    def not_looked_at_since(self, moment: datetime.datetime):
        """Links that no page of ours has printed for a while."""
        return self.filter(looked_at__lt=moment)


class Link(models.Model):
    """What a program saw when it last followed a link that we print."""

    address = models.CharField(_("web address"), max_length=500, unique=True)
    looked_at = models.DateTimeField(_("looked at"))
    outcome = models.CharField(_("outcome"), max_length=20)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    led_to = models.CharField(_("led to"), max_length=500, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    names_owner = models.BooleanField(_("names whose page it is"), default=False)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.address


class HiddenLinkQuerySet(NewEditionQuerySet):
    """Reading and writing which links are hidden."""

    def addresses(self) -> frozenset[str]:
        """Every address that no page links to."""
        return frozenset(self.values_list("address", flat=True))

    def leading_to(self, addresses):
        """The rows of these addresses."""
        return self.filter(address__in=addresses)

    def hide(self, addresses) -> int:
        """Link to these no more, on any page; the new ones."""
        known = set(self.leading_to(addresses).values_list("address", flat=True))
        new = sorted(set(addresses) - known)
        if new:
            self.bulk_create([self.model(address=address) for address in new])
        return len(new)


class HiddenLink(OfAnEdition):
    """An address of a website or a source that may lead to someone else now.

    Contacts say so themselves; this holds what is printed as plain text: the sites of
    organisations, the sources of services and guides.
    """

    address = models.CharField(_("web address"), max_length=500, unique=True)
    hidden_at = models.DateTimeField(_("hidden"), auto_now_add=True)

    objects = HiddenLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("hidden link")
        verbose_name_plural = _("hidden links")
        constraints = [
            models.CheckConstraint(condition=~Q(address=""), name="hidden_link_leads")
        ]

    def __str__(self) -> str:
        return self.address


def printed(lines: str) -> list[str]:
    """The web addresses in a text that holds one a line."""
    words = lines.replace(";", "\n").split()
    return [word for word in words if word.startswith(("http://", "https://"))]


def web_address(value: str) -> str:
    """An address on the web as a link; nothing else ever becomes one."""
    value = value.strip()
    if value.lower().startswith(("http://", "https://")):
        return value
    return f"https://{value.lstrip('/')}"
