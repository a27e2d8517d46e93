"""Translations: what a text says in another language, and who has checked it.

A row with no text is room for one: it shows moderators what is missing. The words of
buttons and headings stand in `locale/`; a row of kind `interface` says whether anyone
has checked those.
"""

import datetime
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.edition import NewEditionQuerySet, OfAnEdition


class TranslationKind(models.TextChoices):
    """What is translated."""

    CRISIS = "crisis", _("text for an emergency")
    LINE = "line", _("words beside a free line")
    TERM = "term", _("term")
    TAXONOMY = "taxonomy", _("question that terms answer")
    AREA = "area", _("area")
    GUIDE = "guide", _("guide")
    SAY = "say", _("words to show or read out")
    INTERFACE = "interface", _("buttons and headings of the pages")


@dataclass(frozen=True)
class Original:
    """An English text, and the languages in which it should be said."""

    kind: str
    key: str
    field: str
    english: str
    languages: tuple[str, ...]


class TranslationQuerySet(NewEditionQuerySet):
    """The questions asked about translations."""

    def in_language(self, code: str):
        """Texts of one language."""
        return self.filter(language=code)

    def of_kind(self, kind: str):
        """Texts of one kind."""
        return self.filter(kind=kind)

    def missing(self):
        """Texts that nobody has translated yet."""
        return self.filter(text="")

    def told(self):
        """Texts that are there."""
        return self.exclude(text="")

    def unchecked(self):
        """Texts that no native reader has checked as they stand now."""
        return self.told().filter(Q(checked_on=None) | Q(is_outdated=True))

    def outdated(self):
        """Texts whose English has changed since."""
        return self.told().filter(is_outdated=True)

    def checked(self):
        """Texts that a native reader has checked."""
        return self.told().filter(checked_on__isnull=False, is_outdated=False)

    def mark_checked(self, *, by, on: datetime.date | None = None) -> int:
        """Note that `by` has read these as a native reader, today if not said."""
        return self.told().update(
            checked_by=by, checked_on=on or timezone.localdate(), is_outdated=False
        )

    def mark_unchecked(self) -> int:
        """Take that back."""
        return self.update(checked_by=None, checked_on=None)

    def mark_outdated(self, row: "Translation") -> int:
        """Note that a text was made from older English."""
        return self.filter(pk=row.pk).update(is_outdated=True)

    def make_room(self, originals: Iterable[Original]) -> int:
        """Rows for all that should be said, and a mark where the English changed.

        Safe to repeat; returns how many rows were made or marked.
        """
        wanted = {
            (one.kind, one.key, one.field, language): one.english
            for one in originals
            for language in one.languages
        }
        made = changed = 0
        with transaction.atomic():
            there = {row.identity: row for row in self.all()}
            fresh = [
                Translation(**dict(zip(IDENTITY, key, strict=True)), english=english)
                for key, english in wanted.items()
                if key not in there
            ]
            if fresh:
                made = len(self.bulk_create(fresh, batch_size=500))
            for key, row in there.items():
                english = wanted.get(key, row.english)
                if row.english != english:
                    outdated = bool(row.text)
                    self.filter(pk=row.pk).update(english=english, is_outdated=outdated)
                    changed += 1
        return made + changed


IDENTITY = ("kind", "key", "field", "language")


class Translation(OfAnEdition):
    """What one field of one record says in one language."""

    # It follows the English text, whose own history tells of it.
    unrecorded = frozenset({"english"})

    kind = models.CharField(_("kind"), max_length=12, choices=TranslationKind)
    key = models.CharField(
        _("which one"),
        max_length=120,
        help_text=_("A term's need/safe-place-to-stay, a guide's short address ..."),
    )
    field = models.CharField(_("part"), max_length=20, default="text")
    language = models.CharField(
        _("language"), max_length=10, help_text=_("Its code, such as cy.")
    )
    english = models.TextField(
        _("in English"),
        blank=True,
        help_text=_("What it is translated from. It follows the English text."),
    )
    text = models.TextField(_("translation"), blank=True)
    is_outdated = models.BooleanField(_("the English has changed since"), default=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
        help_text=_("Someone who grew up with the language."),
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["kind", "key", "field", "language"]
        constraints = [
            models.UniqueConstraint(*IDENTITY, name="translation_once"),
            models.CheckConstraint(
                condition=Q(kind__in=TranslationKind.values),
                name="translation_kind_known",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(checked_on=None),
                name="only_a_text_is_checked",
                violation_error_message=_("There is no text to check."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key} ({self.language})"

    @property
    def identity(self) -> tuple[str, str, str, str]:
        return self.kind, self.key, self.field, self.language

    @property
    def is_checked(self) -> bool:
        """Whether a native reader has checked the text as it stands now."""
        return self.checked_on is not None and not self.is_outdated

    def is_news(self) -> bool:
        """Room for a text says nothing yet."""
        return bool(self.text)

    def clean(self) -> None:
        """A translation holds the numbers of the English text, and no others."""
        if not (self.text and self.english) or self.field == "phrases":
            return
        ours, theirs = numbers_in(self.text), numbers_in(self.english)
        if ours != theirs:
            told = _("The numbers must be those of the English text: %s")
            shown = ", ".join(theirs) or _("none")
            raise ValidationError({"text": told % shown})

    def save(self, *args, **kwargs) -> None:
        """Save; a text that was changed is one that nobody has checked."""
        if self.pk:
            before = type(self).objects.filter(pk=self.pk).first()
            if before and before.text != self.text:
                self.is_outdated = False
                if before.checked_on == self.checked_on:
                    self.checked_by = self.checked_on = None
        super().save(*args, **kwargs)


def line_key(words: str) -> str:
    """By what the words beside a free line are named: themselves."""
    return words[:90]


def numbers_in(text: str) -> list[str]:
    """Every number of a text, in whatever digits, sorted."""
    plain = "".join(
        str(unicodedata.digit(sign)) if sign.isdigit() else " " for sign in text
    )
    return sorted(plain.split())
