"""Taxonomies and terms: the words by which services are described and found."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.models.edition import NewEditionQuerySet, OfAnEdition
from directory.models.search_document import SearchDocument

SLUG = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Use small letters, digits and single hyphens.")
)


class Side(models.TextChoices):
    """The two sides of the directory, which never mix in one list."""

    SURVIVORS = "survivors", _("people who have been hurt")
    CHANGE = "change", _("people who want to stop hurting someone")


class Taxonomy(OfAnEdition):
    """A group of terms that answers one question, such as need or gender."""

    class Within(models.TextChoices):
        ANY = "any", _("any of the chosen")
        ALL = "all", _("all of the chosen")

    class Unknown(models.TextChoices):
        MISFIT = "misfit", _("only services that say so")
        ASK = "ask", _("also services that do not say, marked so")

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=60)
    question = models.CharField(
        _("label for visitors"), max_length=120, help_text=_("In plain words.")
    )
    parameter = models.CharField(
        _("address parameter"),
        max_length=20,
        blank=True,
        help_text=_("The word before = in an address. It can never change."),
    )
    is_closed = models.BooleanField(
        _("closed"),
        default=False,
        help_text=_(
            "In a closed group, what a service does not list does not fit. In an "
            "open one, it is not known."
        ),
    )
    within = models.CharField(
        _("several choices mean"), max_length=3, choices=Within, default=Within.ANY
    )
    unknown = models.CharField(
        _("results hold"), max_length=6, choices=Unknown, default=Unknown.ASK
    )
    is_public_filter = models.BooleanField(_("visitors can filter by it"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = NewEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("taxonomy")
        verbose_name_plural = _("taxonomies")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                "parameter",
                condition=~Q(parameter=""),
                name="taxonomy_parameter_once",
            ),
            models.CheckConstraint(
                condition=Q(is_public_filter=False) | ~Q(parameter=""),
                name="public_filter_has_parameter",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TermQuerySet(NewEditionQuerySet):
    """The questions asked about terms."""

    def current(self):
        """Terms that may still be chosen."""
        return self.filter(is_retired=False)

    def of(self, taxonomy: str):
        """Terms of one taxonomy, by its code."""
        return self.filter(taxonomy__code=taxonomy)

    def in_order(self):
        """As visitors see them."""
        return self.order_by("taxonomy__order", "order", "name", "pk")


class Term(OfAnEdition):
    """One word of a taxonomy: somewhere safe to stay, women, Polish ..."""

    taxonomy = models.ForeignKey(
        Taxonomy, models.PROTECT, related_name="terms", verbose_name=_("taxonomy")
    )
    code = models.SlugField(
        _("code"), max_length=60, help_text=_("Used in exchange with others.")
    )
    slug = models.CharField(
        _("short address"),
        max_length=30,
        validators=[SLUG],
        help_text=_(
            "Stands in addresses that someone else may see: short and discreet."
        ),
    )
    name = models.CharField(
        _("name"), max_length=80, help_text=_("In the words a visitor would use.")
    )
    definition = models.CharField(_("definition"), max_length=300, blank=True)
    phrases = models.TextField(
        _("phrases"),
        blank=True,
        help_text=_("What people really type, one phrase a line, in small letters."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        verbose_name=_("wider term"),
    )
    side = models.CharField(
        _("offered on side"),
        max_length=10,
        choices=Side,
        blank=True,
        help_text=_("Empty: on both."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_retired = models.BooleanField(_("retired"), default=False)
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
        help_text=_("Old links to a retired term lead here."),
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.UniqueConstraint("taxonomy", "code", name="term_code_once"),
            models.UniqueConstraint("taxonomy", "slug", name="term_slug_once"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="term_not_its_own_parent",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | Q(is_retired=True),
                name="only_a_retired_term_is_replaced",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        """Save; services that state the term are found by its new words at once."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            keys = list(self.answers.values_list("service_id", flat=True))
            SearchDocument.objects.index(keys)

    def clean(self) -> None:
        """Wider and replacing terms stand in the same taxonomy, and never in a ring."""
        for field in ("parent", "replaced_by"):
            other = getattr(self, field)
            if other and other.taxonomy_id != self.taxonomy_id:
                raise ValidationError({field: _("Choose a term of the same taxonomy.")})
            seen = {self.pk} if self.pk else set()
            while other is not None:
                if other.pk in seen:
                    raise ValidationError({field: _("This would lead in a circle.")})
                seen.add(other.pk)
                other = getattr(other, field)

    def phrase_list(self) -> list[str]:
        """The phrases, one by one, without blanks."""
        return [line.strip() for line in self.phrases.splitlines() if line.strip()]
