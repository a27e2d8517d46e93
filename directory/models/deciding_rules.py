"""What is asked before a proposal becomes true, and what a decider must see."""

import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from directory.models import doors, plain
from directory.models.place_traces import traces_in
from directory.models.proposal_queryset import Kind, matching_do_not_list, standing


class MovedError(ValidationError):
    """The record is not what it was when this was proposed."""

    def __init__(self, fields) -> None:
        self.fields = sorted(map(str, fields))
        told = _(
            "It has changed since: %(fields)s. Look at what stands there now, and "
            "decide again."
        )
        super().__init__(told, code="moved", params={"fields": ", ".join(self.fields)})


def conflicts(proposal, record=None) -> dict[str, dict[str, Any]]:
    record = record or proposal.record()
    if record is None:
        return {}
    if proposal.stood is not None:
        now = standing(record)
        names = proposal.stood.keys() | now.keys()
        return {
            name: {"old": then, "new": then, "now": plain.old_value(now, name)}
            for name in names
            if (then := plain.old_value(proposal.stood, name))
            != plain.old_value(now, name)
        }
    now = plain.values_of(record) | {"status": getattr(record, "status", "")}
    return {
        name: {**both, "now": plain.old_value(now, name)}
        for name, both in proposal.changes.items()
        if plain.old_value(now, name) not in (both["old"], both["new"])
    }


def place_traces(proposal, record=None) -> set[str]:
    record = record or proposal.record()
    if proposal.model != "service" or proposal.kind == Kind.WITHDRAW:
        return set()
    before = plain.values_of(record) if record is not None else {}
    after = before | proposal.new_values()
    if not after.get("is_confidential", True):
        return set()
    if proposal.kind == Kind.CHANGE:
        return traces_in(proposal.new_values()) - traces_in(before)
    return traces_in(after)


def not_to_list(proposal, record=None):
    record = record or proposal.record()
    values = proposal.new_values()
    if proposal.kind in (Kind.PUBLISH, Kind.PUT_BACK):
        values = (proposal.stood or {}) | values
    return matching_do_not_list(values, record)


def fingerprint(proposal) -> str:
    record = proposal.record()
    now = standing(record) if hasattr(record, "status") else None
    if record is not None and now is None:
        now = plain.values_of(record)
    looked_at = [proposal.changes, proposal.stood, now, proposal.evidence]
    said = json.dumps(looked_at, sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def chosen(proposal, only) -> list[str]:
    chosen = [name for name in proposal.changes if only is None or name in only]
    if not chosen:
        raise ValidationError(_("Choose at least one change."))
    return chosen


def refuse_decider(proposal, by) -> None:
    if proposal.author_id == by.pk:
        raise ValidationError(_("You proposed this: someone else must decide."))
    if proposal.author_id is None and proposal.second_source_by_id is None:
        told = _("Nobody knows who proposed this: record a second source first.")
        raise ValidationError(told)
    if proposal.author_id is None and proposal.second_source_by_id == by.pk:
        told = _("You recorded the second source: someone else must decide.")
        raise ValidationError(told)


def refuse_moved(proposal, record, chosen, seen: str | None) -> None:
    if record is None and proposal.kind != Kind.ADD:
        raise ValidationError(_("The record is no longer there."))
    if seen is not None and seen != fingerprint(proposal):
        raise MovedError([_("what you looked at")])
    found = set(conflicts(proposal, record))
    if proposal.stood is not None and found:
        # Who decides must not be who wrote: it is proposed again as it stands.
        raise MovedError(found)
    if seen is None and found & set(chosen):
        raise MovedError(found & set(chosen))


def refuse_dangers(proposal, record, chosen) -> None:
    proposal.touches_contacts = proposal.touches_contacts and "contacts" in chosen
    if proposal.touches_contacts and not proposal.has_second_source:
        told = _("A contact changes: say what a second source says.")
        raise ValidationError(told)
    found = place_traces(proposal, record)
    if found and proposal.cleared_by_id is None:
        raise doors.NamesAPlaceError(found)
    if proposal.kind != Kind.WITHDRAW:
        for listed in not_to_list(proposal, record)[:1]:
            told = _("Not to be listed again (%(what)s), because: %(why)s")
            raise ValidationError(told, params={"what": listed, "why": listed.because})
