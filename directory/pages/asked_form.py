"""The form in which a service's own people say what should change."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.http import QueryDict
from django.utils.translation import gettext as _

from directory.models import (
    Contact,
    ContactKind,
    Proposal,
    Reason,
    Report,
    Representative,
    Service,
    Source,
    Waiting,
    plain,
)
from directory.models.dialling import read
from directory.pages.telling import LONGEST_TEXT, TellingForm, Words

OWN = ("summary", "hours_words", "waiting", "waiting_until")


class AskedChangeForm(TellingForm):
    """The words as they are now; what is different when they come back is asked for."""

    summary = Words(max_length=160, keeps_postcodes=True)
    hours_words = Words(max_length=2000, required=False, keeps_postcodes=True)
    waiting = forms.ChoiceField(required=False)
    waiting_until = forms.DateField(required=False)
    text = Words(max_length=LONGEST_TEXT, required=False)

    def __init__(self, service: Service, data: QueryDict | None = None) -> None:
        self.service = service
        contacts = [one for one in service.contacts.all() if one.is_shown]
        self.by_field = {f"contact-{one.code}": one for one in contacts}
        now = {name: getattr(service, name) for name in OWN}
        now |= {name: contact.value for name, contact in self.by_field.items()}
        super().__init__(f"change.{service.code}", data, initial=now)
        for name in self.by_field:
            self.fields[name] = Words(
                max_length=500, required=False, keeps_postcodes=True
            )
        waiting = cast(forms.ChoiceField, self.fields["waiting"])
        waiting.choices = [("", _("not stated")), *Waiting.choices]
        self._say_what_is_wrong()

    def _say_what_is_wrong(self) -> None:
        self.fields["summary"].error_messages["required"] = _(
            "Say in one sentence whom it helps and how."
        )
        self.fields["waiting_until"].error_messages["invalid"] = _(
            "Write the day as 2026-12-31."
        )
        for field in self.fields.values():
            field.error_messages["max_length"] = _(
                "Please say it in fewer words: %(limit_value)d letters at most."
            )

    @property
    def contacts(self) -> list[tuple[Contact, forms.BoundField]]:
        """Each number or address that we show, and its field."""
        return [(contact, self[name]) for name, contact in self.by_field.items()]

    def clean(self) -> dict:
        told = super().clean()
        for name, contact in self.by_field.items():
            value = told.get(name, "")
            if value and value != contact.value and not _is_good(contact.kind, value):
                self.add_error(name, _("We cannot read this. Please write it in full."))
        if not self.errors and not self.asked and not told.get("text"):
            self.add_error(None, _("Nothing is different from what we show."))
        return told

    @property
    def asked(self) -> dict[str, Any]:
        """What is different from what we show now, as a proposal says it."""
        told = self.cleaned_data
        found = {
            name: told[name]
            for name in OWN
            if (told[name] or None) != (getattr(self.service, name) or None)
        }
        given = {one.code: told[name] for name, one in self.by_field.items()}
        rows = plain.values_of(self.service)["contacts"]
        new = [row | {"value": given.get(row["code"], row["value"])} for row in rows]
        new = [row for row in new if row["value"]]
        return found | ({"contacts": new} if new != rows else {})

    def take(self, **more) -> None:
        """Propose it in their name; words alone are looked at like any report."""
        told_by: Representative = more["told_by"]
        text, asked = self.cleaned_data["text"], self.asked
        if asked:
            Proposal.objects.propose(
                self.service,
                asked,
                source=Source.PROVIDER,
                origin=told_by.email,
                note=text,
            )
        else:
            Report.objects.take(
                self.service,
                reason=Reason.OTHER,
                text=f"From the service's own people: {text}",
                receipt=self.stamped.receipt,
            )


def _is_good(kind: str, value: str) -> bool:
    """Whether a number can be rung, and an address be opened or written to."""
    contact = Contact(kind=kind, value=value)
    if contact.is_dialled:
        return bool(read(value).dialable)
    try:
        if kind == ContactKind.EMAIL:
            validate_email(value)
        else:
            URLValidator(schemes=["https", "http"])(value)
    except ValidationError:
        return False
    return True
