"""Feeds of others: their records as we know them, and their words for ours."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models.imported import Import
from directory.models.proposal import Proposal
from directory.models.service import Service
from directory.models.taxonomy import Term


class FeedSource(models.Model):
    """Someone whose records we bring in, by the name that we give them."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    address = models.CharField(_("address"), max_length=500, blank=True)
    added_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")

    def __str__(self) -> str:
        return self.name


class FeedRecord(models.Model):
    """One record of a feed, by their id: what it became here, and what it said last.

    Of what it said only short hashes are kept: enough to see what has changed.
    """

    source = models.ForeignKey(
        FeedSource, models.CASCADE, related_name="records", verbose_name=_("feed")
    )
    model = models.CharField(_("sort of record"), max_length=30, default="service")
    key = models.CharField(_("their id"), max_length=300)
    service = models.ForeignKey(
        Service,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="feed_records",
        verbose_name=_("service"),
    )
    proposal = models.ForeignKey(
        Proposal,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="feed_records",
        verbose_name=_("proposal"),
    )
    said = models.JSONField(_("what it said, hashed"), default=dict, blank=True)
    seen_in = models.ForeignKey(
        Import,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="feed_records",
        verbose_name=_("last seen in"),
    )
    gone_on = models.DateField(_("gone on"), null=True, blank=True)

    class Meta:
        verbose_name = _("record of a feed")
        verbose_name_plural = _("records of feeds")
        constraints = [
            models.UniqueConstraint("source", "model", "key", name="feed_record_once")
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.key}"

    @property
    def service_now(self) -> int | None:
        """The service that it became: known from the start, or since an approval."""
        if self.service_id or self.proposal is None:
            return self.service_id
        return self.proposal.service_id


class TheirTermQuerySet(models.QuerySet["TheirTerm"]):
    """The questions asked about the words of others."""

    def waiting(self):
        """Those that nobody has given a meaning yet."""
        return self.filter(term=None, is_ignored=False)

    def decided(self):
        """Those whose meaning is known, or known to be none."""
        return self.exclude(term=None, is_ignored=False)


class TheirTerm(models.Model):
    """A word that others use for what services are; mapped once and for all."""

    # Their address of it, or vocabulary and code, or only the phrase; folded.
    key = models.CharField(_("as compared"), max_length=400, unique=True)
    uri = models.CharField(_("their address of it"), max_length=400, blank=True)
    vocabulary = models.CharField(_("their vocabulary"), max_length=200, blank=True)
    code = models.CharField(_("their code"), max_length=200, blank=True)
    name = models.CharField(_("their word"), max_length=200, blank=True)
    term = models.ForeignKey(
        Term,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="their_terms",
        verbose_name=_("means"),
    )
    is_ignored = models.BooleanField(
        _("means nothing to us"),
        default=False,
        help_text=_("Ticked: it is not asked about again."),
    )
    first_seen_in = models.ForeignKey(
        FeedSource,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("first seen in"),
    )

    objects = TheirTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("word of others")
        verbose_name_plural = _("words of others")
        constraints = [
            models.CheckConstraint(
                condition=Q(term=None) | Q(is_ignored=False),
                name="their_term_means_one_thing",
                violation_error_message=_(
                    "It either means one of our terms, or nothing to us."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.code or self.uri
