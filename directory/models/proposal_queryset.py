"""The questions asked about proposals, and how one comes to be."""

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from directory.models import plain, telling
from directory.models.do_not_list import DoNotList
from directory.models.service import Service


class Kind(models.TextChoices):
    """What is proposed."""

    CHANGE = "change", _("change")
    ADD = "add", _("new record")
    PUBLISH = "publish", _("make public")
    PUT_BACK = "put-back", _("put back")
    WITHDRAW = "withdraw", _("withdraw")


class State(models.TextChoices):
    """Where a proposal stands."""

    WAITING = "waiting", _("waiting")
    ASKED = "asked", _("asked back")
    APPROVED = "approved", _("approved")
    IN_PART = "in-part", _("approved in part")
    REJECTED = "rejected", _("rejected")
    OVERTAKEN = "overtaken", _("overtaken")
    UNDONE = "undone", _("undone")


class Source(models.TextChoices):
    """Where a proposal comes from."""

    MODERATOR = "moderator", _("one of us")
    IMPORT = "import", _("an import")
    FEED = "feed", _("a feed")
    PROVIDER = "provider", _("the provider")
    PUBLIC = "public", _("someone who visits")
    HISTORY = "history", _("an earlier state of the record")
    STARTER = "starter", _("the starter data")


PENDING = (State.WAITING, State.ASKED)
IN_FORCE = (State.APPROVED, State.IN_PART)


class NothingToProposeError(ValidationError):
    """The record says so already."""

    def __init__(self) -> None:
        super().__init__(_("The record says so already."), code="nothing-to-propose")


class ProposalQuerySet(models.QuerySet["Any"]):
    """Proposals: those that wait, whose they are, and how one is made."""

    def pending(self):
        """Those that nobody has decided yet."""
        return self.filter(state__in=PENDING)

    def about(self, record):
        """Those about one record."""
        name = record._meta.model_name
        return self.filter(model=name, key=str(record.pk))

    def for_decision_by(self, user):
        """Those that this person may decide: nobody decides on their own."""
        return (
            self.pending()
            .exclude(author=user)
            .exclude(author=None, second_source_by=user)
        )

    def riskiest_first(self):
        """What touches the public most first; among equals, what waits longest."""
        return self.order_by("-risk", "proposed_at", "pk")

    def overtake_publishing(self, service_ids) -> int:
        """What was taken down is not put back by what waited before."""
        return (
            self.pending()
            .filter(service__in=list(service_ids))
            .filter(kind__in=(Kind.PUBLISH, Kind.PUT_BACK))
            .update(state=State.OVERTAKEN)
        )

    def propose(
        self,
        record,
        values: dict[str, Any],
        *,
        by=None,
        source: str,
        evidence: str = "",
        note: str = "",
        origin: str = "",
        tell: bool = True,
    ):
        """A change of a record; only what differs is kept. Joins what waits already.

        `record` may be a part of a service: then its service's list is what changes.
        `origin` names the feed, file or form, so that its next word joins the last.
        """
        mine = self.pending().filter(
            kind=Kind.CHANGE, service=getattr(record, "service", None), author=by
        )
        waiting = mine.first() if by else None
        record, values = plain.whole(
            record, values, waiting.new_values() if waiting else {}
        )
        values = plain.cleaned(type(record), values, record)
        return self._keep(
            kind=Kind.CHANGE,
            record=record,
            changes=plain.differences(record, values),
            named=set(values),
            by=by,
            source=source,
            evidence=evidence,
            note=note,
            origin=origin,
            tell=tell,
        )

    def propose_new(
        self,
        model,
        values: dict[str, Any],
        *,
        by=None,
        source: str,
        evidence: str = "",
        note: str = "",
        origin: str = "",
        identity: str = "",
        publish: bool = False,
        tell: bool = True,
    ):
        """A record that does not exist yet; `publish` asks to make it public at once.

        `identity` is what the source calls it: proposed again, it joins the last.
        """
        found = plain.cleaned(model, values)
        changes = {name: {"old": None, "new": value} for name, value in found.items()}
        if publish:
            changes["status"] = {"old": None, "new": "published"}
        return self._keep(
            kind=Kind.ADD,
            record=model(),
            key=f"new:{identity or secrets.token_hex(8)}"[:120],
            changes=changes,
            by=by,
            source=source,
            evidence=evidence,
            note=note,
            origin=origin,
            tell=tell,
        )

    def propose_publishing(self, record, *, by=None, source="moderator", **said):
        """To make a draft public, as it stands now."""
        return self._propose_status(Kind.PUBLISH, record, "published", by, source, said)

    def propose_putting_back(self, record, *, by=None, source="moderator", **said):
        """To make public again what was taken down, as it stands now."""
        return self._propose_status(
            Kind.PUT_BACK, record, "published", by, source, said
        )

    def propose_withdrawing(
        self, record, *, by=None, source="moderator", because, **said
    ):
        """To take down, for who may not do so at once."""
        said["note"] = because
        return self._propose_status(
            Kind.WITHDRAW, record, "withdrawn", by, source, said
        )

    def _propose_status(self, kind, record, status, by, source, said):
        record = type(record).objects.get(pk=record.pk)
        if (kind == Kind.PUT_BACK) != (
            record.status == "withdrawn"
        ) and kind != Kind.WITHDRAW:
            told = _("This does not suit where it stands: %s.")
            raise ValidationError(told % record.get_status_display())
        if kind != Kind.WITHDRAW and isinstance(record, Service):
            Service.objects.filter(pk=record.pk).refuse_incomplete()
        changes = {}
        if record.status != status:
            changes = {"status": {"old": record.status, "new": status}}
        stood = None if kind == Kind.WITHDRAW else standing(record)
        return self._keep(
            kind=kind,
            record=record,
            changes=changes,
            stood=stood,
            by=by,
            source=source,
            **said,
        )

    def _keep(
        self,
        *,
        kind,
        record,
        changes,
        by,
        source,
        key="",
        stood=None,
        named=frozenset(),
        evidence="",
        note="",
        origin="",
        tell=True,
    ):
        """Write the proposal, or join it to what the same author has waiting."""
        model = type(record)
        key = key or str(record.pk)
        with transaction.atomic():
            mine = self.model(
                kind=kind,
                model=model._meta.model_name,
                key=key,
                author=by,
                source=source,
                origin=origin[:300],
                changes={},
                service=record if isinstance(record, Service) and record.pk else None,
            )
            mine.from_whom = mine.whose()
            waiting = (
                self.pending()
                .select_for_update(of=("self",))
                .filter(model=mine.model, key=key, kind=kind, from_whom=mine.from_whom)
                .first()
            )
            proposal = waiting or mine
            if not changes and not (waiting and kind == Kind.CHANGE):
                raise NothingToProposeError
            proposal.join(changes, named, stood=stood, evidence=evidence, note=note)
            proposal.save()
        if tell and proposal.is_sensitive:
            transaction.on_commit(lambda: telling.tell_approvers(proposal))
        return proposal


def standing(record) -> dict[str, Any]:
    """Everything that becomes public with a record, and where it stands."""
    since = getattr(record, "withdrawn_at", None)
    return plain.values_of(record) | {
        "status": record.status,
        "withdrawn_at": since.isoformat() if since else "",
    }


def matching_do_not_list(values: dict[str, Any], record=None):
    """What was taken down and would come in again with these values."""
    found = DoNotList.objects.matching(values)
    is_there = isinstance(record, Service) and record.pk
    return found.not_about(record) if is_there else found
