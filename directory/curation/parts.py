"""The parts of a service, as rows inside its form."""

from typing import ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.curation.lines import Lines
from directory.models import (
    Accreditation,
    Contact,
    Coverage,
    Disclosure,
    Funding,
    Location,
    OpeningHours,
    Verification,
    dialling,
)


class PartFormSet(forms.BaseInlineFormSet):
    """Rows of which none may stand there twice."""

    # Fields whose values no two rows of one service share.
    once: tuple[str, ...] = ()

    def clean(self) -> None:
        super().clean()
        seen = set()
        for values in self.filled():
            key = tuple(_alike(values.get(name)) for name in self.once)
            if self.once and key in seen:
                raise ValidationError(_("The same row stands here twice: remove one."))
            seen.add(key)

    def filled(self) -> list[dict]:
        """The values of every row that is to stand after saving."""
        return [
            form.cleaned_data
            for form in self.forms
            if hasattr(form, "cleaned_data")
            and (form.has_changed() or form.instance.pk)
            and not form.cleaned_data.get("DELETE")
        ]


def _alike(value):
    return value.strip().casefold() if isinstance(value, str) else value


class ContactForm(forms.ModelForm):
    """A contact: its number is made ready to dial as soon as it is typed."""

    def save(self, commit=True):
        if {"kind", "value"} & set(self.changed_data) or not self.instance.pk:
            number = dialling.read(self.instance.value).dialable
            self.instance.dialable = number if self.instance.is_dialled else ""
        return super().save(commit)


class ContactFormSet(PartFormSet):
    """Shown contacts are saved before held ones, so that one can replace another."""

    once = ("kind", "value")

    def save(self, commit=True):
        return sorted(super().save(commit), key=lambda contact: bool(contact.held))


class LocationFormSet(PartFormSet):
    """Addresses, of which a confidential service has none."""

    once = ("address",)

    def clean(self) -> None:
        super().clean()
        changed = any(form.has_changed() for form in self.forms)
        if self.instance.is_confidential and changed and self.filled():
            raise ValidationError(
                _(
                    "A confidential service keeps no address. Untick “confidential "
                    "place” above if visitors are welcome, or remove the address."
                )
            )

    def save(self, commit=True):
        if not self.instance.is_confidential:
            return super().save(commit)
        # The model erased them all when the service became confidential.
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []
        return []

    def save_m2m(self) -> None:
        """An address has no lists of its own."""


class HoursFormSet(PartFormSet):
    """Hours, which may belong to one contact of the same service."""

    once = ("contact", "weekday", "opens_at")
    _choices: list | None = None

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        contacts = Contact.objects.of(self.instance)
        if self._choices is None:
            rows = [(contact.pk, str(contact)) for contact in contacts]
            self._choices = [("", _("the whole service")), *rows]
        form.fields["contact"].queryset = contacts
        # Read once for all rows; the queryset alone would be asked for each.
        form.fields["contact"].choices = self._choices


class CoverageFormSet(PartFormSet):
    once = ("area",)


class DisclosureFormSet(PartFormSet):
    once = ("to",)


class FundingFormSet(PartFormSet):
    once = ("body",)


class AccreditationFormSet(PartFormSet):
    once = ("name",)


class PartInline:
    """What all parts of a service share: where in the form they stand."""

    section: ClassVar[str]
    extra = 1
    formfield_overrides = {
        models.TextField: {"widget": Lines(1)},
        models.TimeField: {"widget": forms.TimeInput({"type": "time"}, "%H:%M")},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A row only chooses; an area or a contact is changed on its own page."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_add_related = False
            field.widget.can_change_related = False
            field.widget.can_view_related = False
        return field


class ShownUnlessHeld:
    """A contact without a reason to wait is shown; the form says so."""

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "held":
            kwargs["choices"] = db_field.get_choices(
                blank_choice=[("", _("it is shown"))]
            )
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class ContactInline(ShownUnlessHeld, PartInline, admin.StackedInline):
    section = "contacts"
    model = Contact
    form = ContactForm
    formset = ContactFormSet
    readonly_fields = ("dialable",)
    fields = (
        ("kind", "value", "dialable", "label"),
        ("hours_words", "cost_words", "bill_words"),
        ("is_for_professionals", "seen_on", "held", "order"),
    )


class CoverageInline(PartInline, admin.TabularInline):
    section = "where"
    model = Coverage
    formset = CoverageFormSet
    autocomplete_fields = ("area",)


class LocationInline(PartInline, admin.StackedInline):
    section = "where"
    model = Location
    formset = LocationFormSet
    verbose_name = _("address for visitors")
    verbose_name_plural = _("addresses for visitors")
    fields = (("address", "postcode"), ("latitude", "longitude"), "directions")


class HoursInline(PartInline, admin.TabularInline):
    section = "hours"
    model = OpeningHours
    formset = HoursFormSet
    fields = ("weekday", "opens_at", "closes_at", "contact", "on_bank_holidays")


class DisclosureInline(PartInline, admin.TabularInline):
    section = "told"
    model = Disclosure
    formset = DisclosureFormSet


class FundingInline(PartInline, admin.TabularInline):
    section = "money"
    model = Funding
    formset = FundingFormSet


class AccreditationInline(PartInline, admin.TabularInline):
    section = "status"
    model = Accreditation
    formset = AccreditationFormSet


class VerificationInline(PartInline, admin.TabularInline):
    """Checks: added here, and never changed afterwards."""

    section = "status"
    model = Verification
    verbose_name = _("check")
    verbose_name_plural = _("checks by one of us")
    fields = ("what", "how", "outcome", "note", "on", "by")
    readonly_fields = ("on", "by")
    ordering = ("-on", "-pk")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by", "service")

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


INLINES = (
    CoverageInline,
    LocationInline,
    ContactInline,
    HoursInline,
    DisclosureInline,
    FundingInline,
    AccreditationInline,
    VerificationInline,
)
