"""The admin of contacts: finding a number, and confirming one that waits."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from directory.curation.filters import ContactShownFilter
from directory.curation.history import ReadableHistory
from directory.curation.parts import ShownUnlessHeld
from directory.curation.proposing import Proposes
from directory.curation.publishing import log
from directory.curation.refusals import TellsRefusals, tell_refusal
from directory.models import Contact, Held, Proposal, Service, Source
from directory.models.dialling import national_digits


@admin.register(Contact)
class ContactAdmin(
    ShownUnlessHeld, ReadableHistory, TellsRefusals, Proposes, admin.ModelAdmin
):
    """Every number and address in one list; a service's form is where one is added."""

    list_display = ("value", "kind", "service", "side", "held", "seen_on")
    list_display_links = ("value",)
    list_select_related = ("service",)
    list_filter = (ContactShownFilter, "held", "kind", "is_for_professionals")
    list_per_page = 100
    show_full_result_count = False
    ordering = ("service__name", "service_id", "order", "pk")
    search_fields = ("value", "service__name")
    search_help_text = gettext_lazy(
        "A number typed in any way, an address or a service."
    )
    actions = ("show", "hold")
    autocomplete_fields = ("service",)
    readonly_fields = ("service", "kind", "value", "dialable")
    fields = (
        "service",
        ("kind", "value", "dialable"),
        "label",
        ("hours_words", "cost_words", "bill_words"),
        ("is_for_professionals", "seen_on", "held", "order"),
    )

    def proposed_record(self, row):
        return row.service

    def get_search_results(self, request, queryset, search_term):
        typed = search_term.replace("\0", "")
        found, may_repeat = super().get_search_results(request, queryset, typed)
        digits = national_digits(typed)
        if len(digits) >= 4 and not any(sign.isalpha() for sign in typed):
            found |= queryset.numbered(digits)
        return found, may_repeat

    class Media:
        css = {"all": ("admin-ours/curation.css",)}

    @admin.display(description=gettext_lazy("side"), ordering="service__side")
    def side(self, contact) -> str:
        return contact.service.side

    @admin.action(
        description=gettext_lazy("Show this contact (confirmed)"),
        permissions=["change"],
    )
    def show(self, request, queryset):
        """Let visitors see contacts that waited, once a second person agrees."""
        waiting = queryset.held_back().select_related("service")
        shown = proposed = 0
        with transaction.atomic():
            for contact in waiting:
                if contact.service.is_published:
                    Proposal.objects.propose(
                        contact, {"held": ""}, by=request.user, source=Source.MODERATOR
                    )
                    proposed += 1
                else:
                    chosen = Contact.objects.filter(pk=contact.pk)
                    shown += self._hold(request, chosen, "", _("Contact confirmed."))
        if shown:
            told = ngettext(
                "%d contact is shown now.", "%d contacts are shown now.", shown
            )
            messages.success(request, told % shown)
        if proposed:
            told = ngettext(
                "%d contact waits: a second person looks where it is printed.",
                "%d contacts wait: a second person looks where they are printed.",
                proposed,
            )
            messages.warning(request, told % proposed)

    @admin.action(
        description=gettext_lazy("Stop showing this contact (in doubt)"),
        permissions=["change"],
    )
    def hold(self, request, queryset):
        """Take contacts out of the public pages until someone confirms them."""
        why = _("Contact in doubt.")
        try:
            count = self._hold(request, queryset.shown(), Held.DOUBT, why)
        except ValidationError as error:
            tell_refusal(request, error, _("Nothing was changed."))
            return
        told = ngettext(
            "%d contact is no longer shown.", "%d contacts are no longer shown.", count
        )
        messages.success(request, told % count)

    def _hold(self, request, contacts, held: str, told: str) -> int:
        """Write the same into each contact, its log and its service's log."""
        chosen = Contact.objects.filter(
            pk__in=list(contacts.values_list("pk", flat=True))
        )
        with transaction.atomic():
            count = chosen.update(held=held)
            log(request, chosen, told)
            owners = chosen.values("service")
            log(request, Service.objects.filter(pk__in=owners), told)
        return count

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        """Only together with a draft that was never public."""
        return bool(obj and obj.service.is_only_a_draft)
