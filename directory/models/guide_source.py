"""The sources of a guide, numbered as they are cited in its text."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models.edition import NewEditionQuerySet, OfAnEdition
from directory.models.guide import Guide

DATED = RegexValidator(
    r"^(\d{4}(-\d\d(-\d\d)?)?)?$", _("Write 2020, 2020-12 or 2020-12-10.")
)


class GuideSourceQuerySet(NewEditionQuerySet):
    """The questions asked about sources."""

    def in_public(self):
        """Sources of guides that the public may read."""
        return self.filter(guide__status="published")


class GuideSource(OfAnEdition):
    """Where something in a guide was read: its number, who says it, where, when."""

    guide = models.ForeignKey(
        Guide, models.CASCADE, related_name="sources", verbose_name=_("guide")
    )
    number = models.PositiveSmallIntegerField(
        _("number"), help_text=_("As it is cited in the text: [1].")
    )
    publisher = models.CharField(_("who says it"), max_length=120)
    title = models.CharField(_("title"), max_length=250)
    url = models.URLField(_("web address"), max_length=500)
    dated = models.CharField(
        _("date of the page"),
        max_length=10,
        blank=True,
        validators=[DATED],
        help_text=_("2020, 2020-12 or 2020-12-10. Needed where a figure is cited."),
    )
    note = models.CharField(
        _("note"),
        max_length=300,
        blank=True,
        help_text=_("What the figure counts, for which years and which place."),
    )

    objects = GuideSourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint("guide", "number", name="guide_source_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=99),
                name="guide_source_number_1_to_99",
            ),
            models.CheckConstraint(
                condition=~Q(publisher="") & ~Q(title=""),
                name="guide_source_is_named",
            ),
            models.CheckConstraint(
                condition=Q(url__startswith="https://") | Q(url__startswith="http://"),
                name="guide_source_is_on_the_web",
            ),
        ]

    def __str__(self) -> str:
        return f"[{self.number}] {self.publisher}"
