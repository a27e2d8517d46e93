"""Deciding on proposals: what is asked before one becomes true, and how it does."""

import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from directory.models import deciding_rules as rules
from directory.models import doors, erasing, plain
from directory.models.history import Door, recorded_as
from directory.models.proposal_queryset import (
    Kind,
    Source,
    State,
    matching_do_not_list,
)

# For so long what was approved is taken back at once; later it is a proposal.
REVERT_AT_ONCE = datetime.timedelta(days=7)
NEEDED = _("Something else needs what would go, such as a crisis line.")


class AlreadyDecidedError(ValidationError):
    """Someone else was first."""

    def __init__(self, proposal) -> None:
        told = _("Decided already: %(state)s, by %(who)s, %(when)s.")
        when = proposal.decided_at or proposal.changed_at
        params = {
            "state": proposal.get_state_display(),
            "who": proposal.decided_by or "-",
            "when": date_format(timezone.localtime(when), "j F Y H:i"),
        }
        super().__init__(told, code="already-decided", params=params)


def approve(proposal, *, by, only=None, seen: str | None = None) -> None:
    """Everything or nothing: the proposal is decided and the record written at once."""
    try:
        with _recorded(proposal, by):
            _approve(proposal, by, only, seen)
    except ProtectedError as error:
        raise ValidationError(NEEDED) from error
    except IntegrityError as error:
        raise ValidationError(_("The database refuses this: %s") % error) from error


def _recorded(proposal, by):
    """History names the proposal, and whoever decided: not the author."""
    return recorded_as(door=Door.PROPOSAL, by=by, through=f"proposal {proposal.pk}")


def _approve(proposal, by, only, seen: str | None) -> None:
    with transaction.atomic():
        _hold(proposal)
        record = proposal.record(locked=True)
        chosen = rules.chosen(proposal, only)
        rules.refuse_decider(proposal, by)
        rules.refuse_moved(proposal, record, chosen, seen)
        rules.refuse_dangers(proposal, record, chosen)
        turns_secret = proposal.new_values().get("is_confidential") is True
        addresses = erasing.addresses_of(record) if record and turns_secret else set()
        proposal.applied = _write(proposal, record, chosen, by)
        whole = set(chosen) == set(proposal.changes)
        _settle(proposal, State.APPROVED if whole else State.IN_PART, by)
        _overtake_others(proposal)
        if record and "is_confidential" in chosen and turns_secret:
            # What was just decided named the address as well.
            erasing.erase_from_proposals(record, erasing.Eraser(addresses))
            proposal.refresh_from_db()


def reject(proposal, *, by, because: str) -> None:
    with transaction.atomic():
        _hold(proposal)
        if not because.strip():
            raise ValidationError(_("Say why: the author will read it."))
        proposal.because = because.strip()
        _settle(proposal, State.REJECTED, by)


def take_back(proposal, *, by) -> None:
    with transaction.atomic():
        _hold(proposal)
        if proposal.author_id != by.pk:
            raise ValidationError(_("Only who proposed it takes it back."))
        proposal.state = State.OVERTAKEN
        proposal.save()


def ask_back(proposal, *, by, question: str) -> None:
    with transaction.atomic():
        _hold(proposal)
        if not question.strip():
            raise ValidationError(_("Write your question."))
        proposal.question = f"{question.strip()} ({by})"
        proposal.answer_text = ""
        proposal.state = State.ASKED
        proposal.save()


def answer(proposal, *, by, text: str) -> None:
    with transaction.atomic():
        _hold(proposal)
        if not text.strip():
            raise ValidationError(_("Write your answer."))
        proposal.answer_text = f"{text.strip()} ({by})" if by else text.strip()
        proposal.state = State.WAITING
        proposal.save()


def record_second_source(proposal, *, by, evidence: str) -> None:
    with transaction.atomic():
        _hold(proposal)
        if not evidence.strip():
            raise ValidationError(_("Say which source, and what it says."))
        proposal.second_source = evidence.strip()
        proposal.second_source_by = by
        proposal.save()


def clear_places(proposal, *, by, because: str) -> None:
    with transaction.atomic():
        _hold(proposal)
        if proposal.author_id == by.pk:
            raise ValidationError(_("A second person must look, not the author."))
        if not because.strip():
            raise ValidationError(_("Say why this gives nobody away."))
        proposal.cleared_because, proposal.cleared_by = because.strip(), by
        proposal.save()


def revert(proposal, *, by):
    """At once while it is new and nothing moved on; else as a proposal, returned."""
    model = type(proposal)
    with _recorded(proposal, by), transaction.atomic():
        _hold(proposal, State.APPROVED, State.IN_PART)
        record = proposal.record(locked=True)
        olds = {name: both["old"] for name, both in proposal.applied.items()}
        news = {name: both["new"] for name, both in proposal.applied.items()}
        said = {"by": by, "source": Source.HISTORY, "origin": f"proposal {proposal.pk}"}
        if proposal.kind == Kind.WITHDRAW:
            return model.objects.propose_putting_back(record, **said)
        if proposal.kind == Kind.CHANGE:
            is_new = timezone.now() - proposal.decided_at < REVERT_AT_ONCE
            now = plain.values_of(record)
            stands = all(plain.old_value(now, name) == news[name] for name in news)
            danger = matching_do_not_list(olds, record).exists()
            if not is_new or not stands or danger or "is_confidential" in olds:
                return model.objects.propose(record, olds, **said)
            with doors.opened(because=f"proposal {proposal.pk} is taken back"):
                plain.apply(record, olds)
        elif hasattr(record, "withdraw"):
            record.withdraw(because=str(_("Its approval was taken back.")), by=by)
        else:
            _delete_unused(record)
        proposal.undone_by, proposal.undone_at = by, timezone.now()
        proposal.state = State.UNDONE
        proposal.save()
    return None


def _delete_unused(record) -> None:
    """What was never public by itself goes, unless others lean on it by now."""
    try:
        record.delete()
    except ProtectedError:
        told = _("%s stays: other records need it by now.")
        raise ValidationError(told % record) from None


def _hold(proposal, *states) -> None:
    """Nobody else decides on it until we are done; someone may have been first."""
    rows = type(proposal).objects.select_for_update(of=("self",))
    held = rows.get(pk=proposal.pk)
    proposal.__dict__.update(held.__dict__)
    if not (proposal.state in states if states else proposal.is_pending):
        raise AlreadyDecidedError(proposal)


def _write(proposal, record, chosen, by) -> dict[str, Any]:
    """Make it true; returns what was written, old and new."""
    with doors.opened(because=f"proposal {proposal.pk} is approved"):
        values = {n: v for n, v in proposal.new_values().items() if n in chosen}
        status = values.pop("status", None)
        if proposal.kind == Kind.ADD:
            record = plain.make(apps.get_model("directory", proposal.model), values)
            proposal.key = str(record.pk)
            proposal.service = record if proposal.model == "service" else None
            before: dict[str, Any] = {}
        else:
            before = plain.values_of(record)
            plain.apply(record, values)
        _write_status(proposal, record, status, by)
    if proposal.kind == Kind.ADD:
        return {name: {"old": None, "new": value} for name, value in values.items()}
    after = plain.values_of(type(record).objects.get(pk=record.pk))
    return {
        name: {
            "old": plain.old_value(before, name),
            "new": plain.old_value(after, name),
        }
        for name in values
    }


def _write_status(proposal, record, status: str | None, by) -> None:
    if status == "withdrawn":
        record.withdraw(because=proposal.note or str(_("As proposed.")), by=by)
    elif status == "published":
        record.publish()
        if proposal.kind == Kind.PUT_BACK and proposal.model == "service":
            record.not_to_list.all().delete()


def _settle(proposal, state: str, by) -> None:
    proposal.state, proposal.decided_by = state, by
    proposal.decided_at = timezone.now()
    proposal.save()


def _overtake_others(proposal) -> None:
    """Others who wanted the same, and only that, have it now."""
    record = proposal.record()
    others = type(proposal).objects.pending().about(record).exclude(pk=proposal.pk)
    now = plain.values_of(record) | {"status": getattr(record, "status", "")}
    for other in others:
        wanted = other.new_values()
        if other.kind == Kind.CHANGE:
            wanted = plain.cleaned(type(record), wanted, record)
        if all(plain.old_value(now, name) == wanted[name] for name in wanted):
            other.state = State.OVERTAKEN
            other.save()
