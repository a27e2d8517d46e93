"""Guides: advice to read, with numbered sources, reviewed on a day, due on another."""

import datetime
import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from directory.models import doors
from directory.models.doors import NeedsProposalError
from directory.models.edition import NewEditionQuerySet, OfAnEdition
from directory.models.guide_queryset import SENSITIVE, GuideQuerySet, due_after
from directory.models.service_questions import Status
from directory.models.taxonomy import SLUG, Side, Term

# Words that tell someone who looks over a shoulder, or through a history.
TELLING = re.compile(
    r"\b(?:abus|violen|rape|refuge|victim|survivor|perpetrat|assault|helpline|domestic"
    r"|police|stalk|safe|hurt|hit|harm|leav|escap|attack|arrest|asylum|immigra|visa"
    r"|sex|danger|crime|divorc|control|threat)",
    re.IGNORECASE,
)
VIDEO = RegexValidator(
    r"^[a-z0-9-]+(/[a-z0-9-]+)*\.(mp4|webm)$",
    _("A file of ours, such as films/now.mp4"),
)


def discreet(value: str) -> None:
    """Refuse a word that stands in a browser's history and gives the reader away."""
    found = TELLING.search(value)
    if found:
        told = _("“%(word)s” gives the reader away: others may see this in a history.")
        raise ValidationError(told % {"word": found[0]})


class Guide(OfAnEdition):
    """One guide: what to know and do, for one kind of reader."""

    unrecorded = frozenset({"created_at", "changed_at"})

    class For(models.TextChoices):
        SURVIVORS = "survivors", _("someone hurts or controls me")
        SOMEONE = "someone", _("I want to help someone else")
        CHANGE = "change", _("I hurt someone, or fear that I will")
        WORK = "work", _("I work or campaign in this field")

    slug = models.CharField(
        _("short address"),
        max_length=20,
        unique=True,
        validators=[SLUG, discreet],
        help_text=_(
            "Stands after /guides/ for ever. Short, and tells nobody anything."
        ),
    )
    title = models.CharField(
        _("discreet title"),
        max_length=30,
        validators=[discreet],
        help_text=_("For the browser's tab and history. Tells nobody anything."),
    )
    heading = models.CharField(
        _("heading"), max_length=120, help_text=_("The true name, as on the page.")
    )
    summary = models.CharField(
        _("summary"),
        max_length=160,
        blank=True,
        help_text=_("One plain sentence: what a reader finds here."),
    )
    audience = models.CharField(
        _("for whom"), max_length=10, choices=For, default=For.SURVIVORS
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    body = models.TextField(_("text"), blank=True)
    easy_read = models.TextField(
        _("Easy Read text"),
        blank=True,
        help_text=_("The same in short sentences. Written with people who use it."),
    )
    bsl_video = models.CharField(
        _("BSL video"),
        max_length=80,
        blank=True,
        validators=[VIDEO],
        help_text=_(
            "A file of this site with captions beside it: now.mp4 and now.vtt. See "
            "docs/guides.md."
        ),
    )
    needs: "models.ManyToManyField[Term, GuideNeed]" = models.ManyToManyField(
        Term, through="GuideNeed", related_name="guides", verbose_name=_("needs")
    )
    reviewed_on = models.DateField(
        _("reviewed on"),
        null=True,
        blank=True,
        help_text=_("When someone last read the text against its sources."),
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reviewed_guides",
        verbose_name=_("reviewed by"),
    )
    due_on = models.DateField(
        _("due for review on"),
        null=True,
        blank=True,
        help_text=_("Empty: half a year after the review."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT
    )
    withdrawn_because = models.CharField(
        _("withdrawn because"), max_length=300, blank=True
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = GuideQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
        ordering = ["order", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="guide_status_known"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=["survivors", "someone", "change", "work"]),
                name="guide_audience_known",
            ),
            models.CheckConstraint(
                condition=~Q(slug="") & ~Q(title="") & ~Q(heading=""),
                name="guide_has_slug_title_heading",
            ),
            models.CheckConstraint(
                condition=~Q(status="published")
                | (~Q(summary="") & ~Q(body="") & Q(reviewed_on__isnull=False)),
                name="public_guide_is_whole_and_reviewed",
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | ~Q(withdrawn_because=""),
                name="guide_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("reviewed_on")),
                name="guide_due_after_its_review",
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    def get_absolute_url(self) -> str:
        return reverse("guide", args=[self.slug])

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED

    @property
    def is_for_change(self) -> bool:
        """Whether it stands on the side of people who hurt someone."""
        return self.audience == self.For.CHANGE

    def publish(self) -> None:
        """Make it public: a decision of two people, see Proposal."""
        self.status, self.withdrawn_because = Status.PUBLISHED, ""
        self.save()

    def withdraw(self, *, because: str, by=None) -> None:
        """Take it out of everything public, at once, with a reason."""
        if not because.strip():
            raise ValidationError(_("Say why the guide is withdrawn."))
        self.status, self.withdrawn_because = Status.WITHDRAWN, because.strip()[:300]
        self.save()

    def is_overdue(self, today: datetime.date) -> bool:
        """Whether it should have been read again by now."""
        return self.due_on is not None and self.due_on <= today

    def save(self, *args, **kwargs) -> None:
        discreet(self.slug)
        discreet(self.title)
        if self.reviewed_on and not self.due_on:
            self.due_on = due_after(self.reviewed_on)
        with transaction.atomic():
            self._refuse_undecided(kwargs.get("update_fields"))
            super().save(*args, **kwargs)

    def _refuse_undecided(self, update_fields) -> None:
        """Raise where this save would do what a second person must decide."""
        if doors.is_open():
            return
        stored = type(self).objects.filter(pk=self.pk)
        before = stored.first()
        written = update_fields or {"status", *SENSITIVE}
        changed = {
            name
            for name in {"status", *SENSITIVE} & set(written)
            if before is None or getattr(self, name) != getattr(before, name)
        }
        if "status" in changed and self.status == Status.PUBLISHED:
            raise NeedsProposalError(["status"])
        stored.refuse_undecided(changed)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            type(self).objects.filter(pk=self.pk).refuse_undecided(SENSITIVE)
            return super().delete(*args, **kwargs)


def sides_of(audience: str) -> tuple[str, ...]:
    """The sides to which a guide for these readers may lead."""
    if audience == Guide.For.CHANGE:
        return (Side.CHANGE,)
    if audience == Guide.For.SURVIVORS:
        return (Side.SURVIVORS,)
    return (Side.SURVIVORS, Side.CHANGE)


class GuideNeed(OfAnEdition):
    """A need on whose lists a guide is offered."""

    part_of = ("guide",)

    guide = models.ForeignKey(
        Guide, models.CASCADE, related_name="need_links", verbose_name=_("guide")
    )
    term = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="guide_links",
        limit_choices_to={"taxonomy__code": "need"},
        verbose_name=_("need"),
    )

    objects = NewEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("need on whose lists it is offered")
        verbose_name_plural = _("needs on whose lists it is offered")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("guide", "term", name="guide_need_once")]

    def __str__(self) -> str:
        return str(self.term)
