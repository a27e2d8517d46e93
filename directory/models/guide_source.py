"""The sources of a guide, numbered as they are cited in its text."""

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models import doors
from directory.models.doors import NeedsProposalError
from directory.models.edition import NewEditionQuerySet, OfAnEdition
from directory.models.guide import Guide


class GuideSourceQuerySet(NewEditionQuerySet):
    """Sources of a public guide are part of its text: they change with it."""

    def in_public(self):
        """Sources of guides that the public may read."""
        return self.filter(guide__status="published")

    def _refuse_undecided(self) -> None:
        owners = Guide.objects.filter(pk__in=self.order_by().values("guide"))
        owners.refuse_undecided(["body"])

    def update(self, **values) -> int:
        with transaction.atomic(using=self.db):
            rows = self.model.objects.filter(
                pk__in=list(self.values_list("pk", flat=True))
            )
            self._refuse_undecided()
            count = super().update(**values)
            rows._refuse_undecided()
        return count

    def delete(self):
        with transaction.atomic(using=self.db):
            self._refuse_undecided()
            return super().delete()

    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        Guide.objects.filter(
            pk__in={source.guide_id for source in objs}
        ).refuse_undecided(["body"])
        if kwargs.get("update_conflicts") and not doors.is_open():
            raise NeedsProposalError(["sources"])
        return super().bulk_create(objs, *args, **kwargs)


DATED = RegexValidator(
    r"^(\d{4}(-\d\d(-\d\d)?)?)?$", _("Write 2020, 2020-12 or 2020-12-10.")
)


class GuideSource(OfAnEdition):
    """Where something in a guide was read: its number, who says it, where, when."""

    part_of = ("guide",)

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
        base_manager_name = "objects"
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

    def save(self, *args, **kwargs) -> None:
        with transaction.atomic():
            stored = type(self).objects.filter(pk=self.pk)
            before = stored.values().first()
            if before is None or any(
                getattr(self, name) != value for name, value in before.items()
            ):
                stored._refuse_undecided()
                Guide.objects.filter(pk=self.guide_id).refuse_undecided(["body"])
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            type(self).objects.filter(pk=self.pk)._refuse_undecided()
            return super().delete(*args, **kwargs)

    def __str__(self) -> str:
        return f"[{self.number}] {self.publisher}"
