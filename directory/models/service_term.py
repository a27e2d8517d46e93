"""What a service says about each term: yes, no, ask, or a limit in words."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models.part import Part, PartQuerySet
from directory.models.service import Service
from directory.models.taxonomy import Side, Term


class TermAnswer(models.TextChoices):
    """What the service says. No row at all means not known."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    ASK = "ask", _("ask them")
    LIMIT = "limit", _("yes, with a limit")


class ServiceTermQuerySet(PartQuerySet):
    """The questions asked about answers."""

    def sensitive(self):
        """Answers about whom a service is for."""
        return self.on("audience")

    def on(self, taxonomy: str):
        """Answers within one taxonomy, by its code."""
        return self.filter(term__taxonomy__code=taxonomy)

    def limits(self, service_ids, term_ids) -> dict[tuple[int, int], str]:
        """Limits in words, by keys of service and term."""
        found = self.filter(service__in=service_ids, term__in=term_ids).exclude(
            limit=""
        )
        rows = found.values_list("service_id", "term_id", "limit")
        return {(service, term): limit for service, term, limit in rows}


class ServiceTerm(Part):
    """One service's answer about one term, and where it says so."""

    service = models.ForeignKey(
        Service, models.CASCADE, related_name="answers", verbose_name=_("service")
    )
    term = models.ForeignKey(
        Term, models.PROTECT, related_name="answers", verbose_name=_("term")
    )
    answer = models.CharField(
        _("answer"), max_length=5, choices=TermAnswer, default=TermAnswer.YES
    )
    limit = models.CharField(
        _("limit"),
        max_length=200,
        blank=True,
        help_text=_("In words: sons up to 14; up to 3 children."),
    )
    source = models.CharField(_("source"), max_length=500, blank=True)

    objects = ServiceTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint("service", "term", name="one_answer_per_term"),
            models.CheckConstraint(
                condition=Q(answer__in=TermAnswer.values), name="answer_known"
            ),
            models.CheckConstraint(
                condition=~Q(answer=TermAnswer.LIMIT) | ~Q(limit=""),
                name="limit_in_words",
                violation_error_message=_("Say in words what the limit is."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term}: {self.limit or self.get_answer_display()}"

    @property
    def is_stated_fit(self) -> bool:
        return self.answer in (TermAnswer.YES, TermAnswer.LIMIT)

    def clean(self) -> None:
        """Nobody is offered the other side's help."""
        wrong = {Side.SURVIVORS: "perpetrator", Side.CHANGE: "survivor"}
        if (
            self.term.taxonomy.code == "audience"
            and self.answer != TermAnswer.NO
            and self.term.code == wrong[Side(self.service.side)]
        ):
            raise ValidationError(
                {"term": _("This audience belongs to a record on the other side.")}
            )

    def save(self, *args, **kwargs) -> None:
        self.clean()
        super().save(*args, **kwargs)
