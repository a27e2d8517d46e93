"""Merging two terms that mean the same: answers move, old links lead on, undo.

The term that goes is retired and replaced, as the contract of addresses wants it. Who a
service is for changes service by service, through proposals, so audiences stay apart.
"""

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.models.service_term import ServiceTerm
from directory.models.taxonomy import Term

THEIRS = "theirs"
WORDS = ("name", "definition")


class MergedTermManager(models.Manager["MergedTerm"]):
    """Merging, and nothing else."""

    def merge(
        self, gone: Term, *, into: Term, picks: Mapping[str, str], by
    ) -> "MergedTerm":
        """Move the answers of `gone` to `into`, join their phrases, retire `gone`.

        `picks` says "theirs" of a name or a definition that is taken from `gone`.
        """
        _refuse(gone, into)
        with transaction.atomic():
            before = {name: getattr(into, name) for name in (*WORDS, "phrases")}
            moved = _move(gone, into)
            for name in WORDS:
                if picks.get(name) == THEIRS:
                    setattr(into, name, getattr(gone, name))
            into.phrases = "\n".join(
                dict.fromkeys([*into.phrases.splitlines(), *gone.phrases.splitlines()])
            )
            into.save()
            gone.is_retired, gone.replaced_by = True, into
            gone.save()
            return self.create(gone=gone, kept=into, moved=moved, before=before, by=by)


class MergedTerm(models.Model):
    """What a merge of two terms did, so that it can be undone."""

    gone = models.OneToOneField(
        Term, models.CASCADE, related_name="merged", verbose_name=_("term that goes")
    )
    kept = models.ForeignKey(
        Term,
        models.CASCADE,
        related_name="merged_from",
        verbose_name=_("term that stays"),
    )
    moved = models.JSONField(_("answers that moved"), default=list)
    before = models.JSONField(_("words of the term that stays, before"), default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("merged"), auto_now_add=True)

    objects = MergedTermManager()

    class Meta:
        verbose_name = _("merged term")
        verbose_name_plural = _("merged terms")
        constraints = [
            models.CheckConstraint(
                condition=~Q(gone=F("kept")), name="term_merged_with_another"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gone} > {self.kept}"

    def undo(self) -> None:
        """The answers that moved go back; the two stand as before."""
        gone, kept = self.gone, self.kept
        with transaction.atomic():
            still = ServiceTerm.objects.filter(pk__in=self.moved, term=kept)
            still.update(term=gone)
            for name, value in self.before.items():
                setattr(kept, name, value)
            kept.save()
            gone.is_retired, gone.replaced_by = False, None
            gone.save()
            self.delete()


def _move(gone: Term, into: Term) -> list[int]:
    """Answers of services that say nothing of `into`; their keys."""
    answered = ServiceTerm.objects.filter(term=into).values("service")
    moving = ServiceTerm.objects.filter(term=gone).exclude(service__in=answered)
    keys = sorted(moving.values_list("pk", flat=True))
    ServiceTerm.objects.filter(pk__in=keys).update(term=into)
    return keys


def _refuse(gone: Term, into: Term) -> None:
    """Raise ValidationError where these two cannot become one."""
    if gone.pk == into.pk or gone.taxonomy_id != into.taxonomy_id:
        raise ValidationError(_("Choose two different terms of one taxonomy."))
    if gone.taxonomy.code == "audience":
        raise ValidationError(
            _("Whom a service is for changes service by service, with a second person.")
        )
    if gone.is_retired or into.is_retired:
        raise ValidationError(_("One of them is retired already."))
    if gone.narrower.exists():
        raise ValidationError(_("Other terms stand below it: move them first."))
    if MergedTerm.objects.filter(kept=gone).exists():
        raise ValidationError(_("Another was merged into it: undo that first."))
