"""Putting back what a field said before: a proposal, which a second person decides."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.curation import rights
from directory.curation.proposing import tell_waiting
from directory.curation.refusals import tell_refusal
from directory.curation.telling import model_of
from directory.models import (
    HistoryRow,
    Organisation,
    Proposal,
    Recorded,
    Service,
    Source,
    plain,
)
from directory.models.part import Part


def can_be_put_back(row: HistoryRow) -> bool:
    """Whether a row tells of a change that a proposal could undo; asks no query."""
    return bool(_old_values(row))


def propose_old_values(row: HistoryRow) -> tuple[Recorded, dict[str, Any]] | None:
    """The record and the values that a proposal would put back, as it wants them.

    None where nothing can be put back into its place: what was added or deleted, a
    record that is gone, an address that was erased, a status.
    """
    values = _old_values(row)
    model = model_of(row.kind)
    if not values or model is None:
        return None
    record = model._default_manager.filter(pk=row.key).first()
    if "organisation" in values:
        owner = Organisation.objects.filter(pk=values["organisation"]).first()
        values["organisation"] = owner.name if owner else ""
    return (record, values) if record else None


def _old_values(row: HistoryRow) -> dict[str, Any]:
    """What stood there before, of those fields that people decide on."""
    model = model_of(row.kind)
    if row.what != HistoryRow.What.CHANGED or model is None:
        return {}
    names = _decided(model)
    return {name: old for name, (old, _new) in row.changes.items() if name in names}


def _decided(model) -> set[str]:
    if issubclass(model, Part):
        lists = (rows for rows in plain.lists_of(Service) if rows.model is model)
        # Whatever points to another record says which part it is.
        return {
            name
            for rows in lists
            for name in set(rows.fields) - {*rows.points_to, *rows.left_to_save}
        }
    has_page = issubclass(model, Recorded) and admin.site.is_registered(model)
    return set(plain.own_fields(model)) if has_page and not model.part_of else set()


def put_back(request: HttpRequest, row_id: int) -> HttpResponse:
    """Propose what stood there before one change, and lead to where it is read."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    user: Any = request.user
    if not rights.may_propose(user) or not user.has_perm("directory.view_historyrow"):
        raise PermissionDenied
    row = get_object_or_404(HistoryRow, pk=row_id)
    try:
        found = propose_old_values(row)
        if found is None:
            raise ValidationError(_("What stood there before cannot be put back."))
        record, values = found
        proposal = Proposal.objects.propose(
            record, values, by=user, source=Source.HISTORY, origin=f"history {row.pk}"
        )
    except ValidationError as error:
        tell_refusal(request, error, _("Nothing was proposed."))
    else:
        tell_waiting(request, proposal)
    return redirect(history_url(row))


def history_url(row: HistoryRow) -> str:
    """The page that tells of the record, or the list where there is none."""
    model = model_of(row.owner_kind)
    if model is None or not admin.site.is_registered(model):
        return reverse("admin:directory_historyrow_changelist")
    name = f"admin:directory_{row.owner_kind}_history"
    return reverse(name, args=[row.owner_key])
