"""Crisis lines: the free lines that stand on every page of a nation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.area import Area
from directory.models.contact import Contact
from directory.models.edition import NewEditionQuerySet, OfAnEdition
from directory.models.taxonomy import Side


class CrisisLineQuerySet(NewEditionQuerySet):
    """The questions asked about crisis lines."""

    def showable(self):
        """Lines whose contact and service the public may see."""
        return self.filter(contact__held="", contact__service__status="published")


class CrisisLine(OfAnEdition):
    """A contact that is shown first to some people of a nation."""

    class For(models.TextChoices):
        ANYONE = "survivor", _("anyone who has been hurt")
        MEN = "men", _("men")
        LGBT = "lgbt", _("LGBT+ people")
        CHILD = "child", _("under 18s")
        DEAF = "deaf", _("deaf people")
        CHANGE = "perpetrator", _("people who hurt someone")

    nation = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="crisis_lines",
        limit_choices_to={"kind__in": ["nation", "country"]},
        verbose_name=_("nation"),
        help_text=_("A nation, or the United Kingdom for all of them."),
    )
    audience = models.CharField(
        _("for whom"), max_length=12, choices=For, default=For.ANYONE
    )
    contact = models.ForeignKey(
        Contact,
        models.PROTECT,
        related_name="crisis_lines",
        verbose_name=_("contact"),
        help_text=_("The number comes from here; nobody types one twice."),
    )
    words = models.CharField(
        _("in a few words"), max_length=160, blank=True, help_text=_("Free, 24 hours.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = CrisisLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("crisis line")
        verbose_name_plural = _("crisis lines")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                "nation", "audience", "contact", name="crisis_line_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.nation.name}: {self.contact.value}"

    @property
    def side(self) -> str:
        return Side.CHANGE if self.audience == self.For.CHANGE else Side.SURVIVORS
