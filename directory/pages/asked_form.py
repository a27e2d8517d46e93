"""The form in which a service's own people say what should change."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from directory.models import AskedChange, Service, Waiting
from directory.pages.telling import LONGEST_TEXT, TellingForm, Words


class AskedChangeForm(TellingForm):
    """The words as they are now; what is changed in them is what is asked for."""

    summary = Words(max_length=160, required=False)
    hours_words = Words(max_length=LONGEST_TEXT, required=False)
    waiting = forms.ChoiceField(required=False)
    waiting_until = forms.DateField(required=False)
    contact_words = Words(max_length=LONGEST_TEXT, required=False)

    def __init__(self, service: Service, data: QueryDict | None = None) -> None:
        self.service = service
        self.now = {
            "summary": service.summary,
            "hours_words": service.hours_words,
            "waiting": service.waiting,
            "waiting_until": service.waiting_until,
            "contact_words": "",
        }
        super().__init__(f"change.{service.code}", data, initial=self.now)
        waiting = cast(forms.ChoiceField, self.fields["waiting"])
        waiting.choices = [("", _("not stated")), *Waiting.choices]
        self.fields["waiting_until"].error_messages["invalid"] = _(
            "Write the day as 2026-12-31."
        )
        for field in self.fields.values():
            field.error_messages["max_length"] = _(
                "Please say it in fewer words: %(limit_value)d letters at most."
            )

    def clean(self) -> dict:
        told = super().clean()
        if not self.errors and not self.asked:
            self.add_error(None, _("Nothing is different from what we show."))
        return told

    @property
    def asked(self) -> dict[str, Any]:
        """What is different from what we show now."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name in self.now and value and value != self.now[name]
        }

    def take(self, **more) -> None:
        AskedChange.objects.take(
            self.service, receipt=self.stamped.receipt, **more, **self.asked
        )
