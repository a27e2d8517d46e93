"""Merging two records of one service: the address of the one leads to the other.

Nothing is lost and nothing is decided by one person: what is taken over is proposed,
and so is taking down the record that goes. Until a second person has approved that,
both stay as they are.
"""

from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.models import plain
from directory.models.edition import Edition
from directory.models.proposal import Proposal
from directory.models.proposal_queryset import NothingToProposeError, Source
from directory.models.service import Service

# What can be done with a list that both have.
BOTH = "both"
THEIRS = "theirs"


class MergedServiceQuerySet(models.QuerySet["MergedService"]):
    """Which record leads where."""

    def leading_from(self, code: str) -> str:
        """The code of the public record to which a withdrawn one leads, or ""."""
        led = self.filter(gone__code=code, gone__status="withdrawn")
        found = led.filter(kept__status="published").values_list("kept__code")
        return next((kept for (kept,) in found), "")

    def merge(
        self, gone: Service, *, into: Service, picks: Mapping[str, str], by
    ) -> "MergedService":
        """Propose that `into` takes over what was picked and that `gone` goes.

        `picks` says of a plain value whether it is taken from `gone` ("theirs") or,
        of a list, joined ("both"); what is not named stays as `into` has it.
        """
        _refuse(gone, into)
        values = taken_over(gone, into, picks)
        because = _("The same as %(name)s (%(code)s): merged.")
        told = because % {"name": into.name, "code": into.code}
        with transaction.atomic():
            made = self.create(gone=gone, kept=into, by=by)
            if values:
                with suppress(NothingToProposeError):
                    Proposal.objects.propose(
                        into,
                        values,
                        by=by,
                        source=Source.MODERATOR,
                        evidence=str(_("Both records are ours.")),
                        note=str(_("Taken over from %s.") % gone.code),
                    )
            if not gone.is_withdrawn:
                Proposal.objects.propose_withdrawing(gone, by=by, because=str(told))
            Edition.objects.raise_for([gone.pk, into.pk])
        return made


class MergedService(models.Model):
    """One record was the same service as another."""

    gone = models.OneToOneField(
        Service,
        models.CASCADE,
        related_name="merged",
        verbose_name=_("record that goes"),
    )
    kept = models.ForeignKey(
        Service,
        models.CASCADE,
        related_name="merged_from",
        verbose_name=_("record that stays"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("merged"), auto_now_add=True)

    objects = MergedServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("merged service")
        verbose_name_plural = _("merged services")
        constraints = [
            models.CheckConstraint(
                condition=~Q(gone=F("kept")), name="merged_with_another"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gone.code} > {self.kept.code}"

    def undo(self, *, by) -> Proposal | None:
        """The two are two again; putting back what was taken down is proposed."""
        gone = self.gone
        with transaction.atomic():
            self.delete()
            Edition.objects.raise_for([gone.pk, self.kept_id])
            gone.refresh_from_db()
            if gone.is_withdrawn:
                return Proposal.objects.propose_putting_back(gone, by=by)
            waiting = Proposal.objects.pending().about(gone).filter(kind="withdraw")
            for proposal in waiting.filter(author=by):
                proposal.take_back(by=by)
        return None


def taken_over(
    gone: Service, into: Service, picks: Mapping[str, str]
) -> dict[str, Any]:
    """The plain values that `into` would have by these picks."""
    theirs, own = plain.values_of(gone), plain.values_of(into)
    values = {}
    for name, pick in picks.items():
        if name not in differing(own, theirs):
            continue
        if pick == BOTH and isinstance(theirs.get(name) or [], list):
            values[name] = _joined(own.get(name) or [], theirs.get(name) or [])
        elif pick == THEIRS:
            values[name] = _free(theirs.get(name))
    return values


def differing(own: Mapping[str, Any], theirs: Mapping[str, Any]) -> Collection[str]:
    """The plain values in which two records differ."""
    names = dict.fromkeys([*own, *theirs])
    return [
        name for name in names if (own.get(name) or None) != (theirs.get(name) or None)
    ]


def _joined(own: list, theirs: list) -> list:
    """The rows of both, each once; a row keeps no code of the other record."""
    return [*own, *(row for row in _free(theirs) if row not in _free(own))]


def _free(value: Any) -> Any:
    """Rows without the codes by which the other record's contacts are known."""
    if not isinstance(value, list):
        return value
    return [
        {name: said for name, said in row.items() if name != "code"}
        if isinstance(row, dict)
        else row
        for row in value
    ]


def _refuse(gone: Service, into: Service) -> None:
    """Raise ValidationError where these two cannot become one."""
    if gone.pk == into.pk:
        raise ValidationError(_("Choose two different services."))
    if gone.side != into.side:
        raise ValidationError(
            _("One stands on the survivors' side and one on the other: they stay two.")
        )
    if into.is_withdrawn:
        raise ValidationError(_("The record that stays must not be withdrawn."))
    if MergedService.objects.filter(Q(gone__in=(gone, into)) | Q(kept=gone)).exists():
        raise ValidationError(_("One of them was merged already: undo that first."))
