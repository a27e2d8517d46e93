"""Proposals: every change that is not yet true, until a second person decides.

Nobody decides on their own. Where the author is not known, one person records what a
second source says and another decides. The database refuses anything else.
"""

import secrets
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.models import deciding
from directory.models.deciding import MovedError
from directory.models.proposal_queryset import (
    IN_FORCE,
    PENDING,
    Kind,
    ProposalQuerySet,
    Source,
    State,
)
from directory.models.risk import BY_FIELD, risk_of
from directory.models.service import Service

# From here on all approvers are told by mail.
SENSITIVE_FROM = 50


class Proposal(models.Model):
    """What should change, from what to what, says who, and what came of it."""

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    model = models.CharField(_("sort of record"), max_length=30)
    key = models.CharField(_("key of the record"), max_length=120)
    name = models.CharField(_("record"), max_length=200, blank=True)
    service = models.ForeignKey(
        Service,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("service"),
    )
    # For each field: {"old": …, "new": …}, as plain values.
    changes = models.JSONField(_("changes"), default=dict)
    # The whole record, where all of it would become public.
    stood = models.JSONField(_("as it stood"), null=True, blank=True)
    # What was written when it was approved, to be taken back in one action.
    applied = models.JSONField(_("written"), default=dict, blank=True)
    source = models.CharField(_("from"), max_length=10, choices=Source)
    origin = models.CharField(_("file, feed or form"), max_length=300, blank=True)
    from_whom = models.CharField(max_length=330, editable=False)
    evidence = models.TextField(_("evidence"), blank=True)
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.WAITING, db_index=True
    )
    risk = models.PositiveSmallIntegerField(_("risk"), default=0)
    touches_contacts = models.BooleanField(_("changes public contacts"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("proposed by"),
    )
    second_source = models.TextField(_("second source"), blank=True)
    second_source_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("second source recorded by"),
    )
    cleared_because = models.TextField(_("why this names no place"), blank=True)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("looked at for places by"),
    )
    question = models.TextField(_("question"), blank=True)
    answer_text = models.TextField(_("answer"), blank=True)
    because = models.TextField(_("why not"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decided_proposals",
        verbose_name=_("decided by"),
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("undone by"),
    )
    proposed_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        permissions = [("decide_proposal", "Can approve and reject proposals")]
        indexes = [
            models.Index(fields=["model", "key"], name="proposals_of_a_record"),
            models.Index(fields=["state", "-risk"], name="proposals_by_risk"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "key", "kind", "from_whom"],
                condition=Q(state__in=PENDING),
                name="one_pending_proposal_each",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[*IN_FORCE, State.UNDONE])
                | Q(decided_by__isnull=False, author__isnull=False)
                & ~Q(author=F("decided_by"))
                | Q(
                    decided_by__isnull=False,
                    author__isnull=True,
                    second_source_by__isnull=False,
                )
                & ~Q(second_source_by=F("decided_by")),
                name="author_and_decider_differ",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.REJECTED)
                | ~Q(because="") & Q(decided_by__isnull=False),
                name="rejected_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=IN_FORCE)
                | Q(touches_contacts=False)
                | ~Q(second_source="")
                | Q(source=Source.MODERATOR) & ~Q(evidence=""),
                name="contacts_need_a_second_source",
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=True)
                | Q(cleared_by__isnull=True)
                | ~Q(author=F("cleared_by")),
                name="author_clears_no_place",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values)
                & Q(state__in=State.values)
                & Q(source__in=Source.values),
                name="proposal_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"

    @property
    def is_pending(self) -> bool:
        return self.state in PENDING

    @property
    def is_in_force(self) -> bool:
        return self.state in IN_FORCE

    @property
    def is_sensitive(self) -> bool:
        return self.risk >= SENSITIVE_FROM

    @property
    def has_second_source(self) -> bool:
        """Whether the change was held against more than the suggestion itself."""
        told_by_us = self.source == Source.MODERATOR and self.evidence
        return bool(self.second_source or told_by_us)

    def whose(self) -> str:
        """By what the next word of the same author is known to be theirs."""
        if self.author_id:
            return f"user:{self.author_id}"
        return f"{self.source}:{self.origin or secrets.token_hex(8)}"

    def record(self, *, locked: bool = False):
        """The record that this is about, or None where it is not there (yet)."""
        found = apps.get_model("directory", self.model).objects
        if not self.key.isdigit():
            return None
        rows = found.select_for_update(of=("self",)) if locked else found
        return rows.filter(pk=int(self.key)).first()

    def new_values(self) -> dict[str, Any]:
        """What is proposed, field by field."""
        return {name: both["new"] for name, both in self.changes.items()}

    def join(self, changes, named=(), *, stood=None, evidence="", note="") -> None:
        """Take up what the author says now; what was looked at must be looked at."""
        kept = {name: both for name, both in self.changes.items() if name not in named}
        if kept | changes != self.changes or stood != self.stood:
            self.second_source, self.second_source_by = "", None
            self.cleared_because, self.cleared_by = "", None
        self.changes, self.stood = kept | changes, stood
        self.evidence = evidence or self.evidence
        self.note = note or self.note
        self.state = State.WAITING if self.changes else State.OVERTAKEN
        record = self.record()
        self.name = str(record or self.new_values().get("name") or "")[:200]
        self.risk, self.touches_contacts = risk_of(self, record)
        if self.place_traces():
            self.risk = max(self.risk, BY_FIELD["locations"])

    # What people do with one; each says no by raising ValidationError.

    def approve(self, *, by, only=None, seen: str | None = None) -> None:
        """Make it true, or some of its fields; `seen` is what the decider looked at."""
        deciding.approve(self, by=by, only=only, seen=seen)

    def reject(self, *, by, because: str) -> None:
        """Say no, with the reason that the author will read."""
        deciding.reject(self, by=by, because=because)

    def take_back(self, *, by) -> None:
        """The author no longer wants it."""
        deciding.take_back(self, by=by)

    def ask_back(self, *, by, question: str) -> None:
        """Ask the author something before deciding."""
        deciding.ask_back(self, by=by, question=question)

    def answer(self, *, by=None, text: str) -> None:
        """What the author, or whoever found out, says to the question."""
        deciding.answer(self, by=by, text=text)

    def record_second_source(self, *, by, evidence: str) -> None:
        """What a source other than the suggestion itself says."""
        deciding.record_second_source(self, by=by, evidence=evidence)

    def clear_places(self, *, by, because: str) -> None:
        """A second person has looked: what seems to be a place gives nobody away."""
        deciding.clear_places(self, by=by, because=because)

    def revert(self, *, by) -> "Proposal | None":
        """Take back what was approved: at once, or as a proposal that it returns."""
        return deciding.revert(self, by=by)

    # What a decider must see

    def conflicts(self) -> dict[str, dict[str, Any]]:
        """Fields that the record changed since: old, new and what stands there now."""
        return deciding.conflicts(self)

    def place_traces(self) -> set[str]:
        """What in a confidential service's new text seems to say where it is."""
        return deciding.place_traces(self)

    def not_to_list(self):
        """What was taken down and would come in again by this."""
        return deciding.not_to_list(self)

    def fingerprint(self) -> str:
        """Of what a decider looks at: the proposal, and the record as it stands."""
        return deciding.fingerprint(self)


__all__ = ["Kind", "MovedError", "Proposal", "Source", "State"]
