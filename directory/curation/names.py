"""Other spellings under which an area or a place is found."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from directory.models import PlaceName
from directory.search.text import place_key


class NameForm(forms.ModelForm):
    """A name as typed; the key under which it is looked up follows from it."""

    class Meta:
        model = PlaceName
        fields = ("text", "language", "is_former", "weight")

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        self.instance.key = place_key(text)
        if not self.instance.key:
            raise ValidationError(_("Write a name with letters or digits."))
        return text


class NameFormSet(forms.BaseInlineFormSet):
    """Names, none of them twice, however it is spelt."""

    def clean(self) -> None:
        super().clean()
        keys = [
            form.instance.key
            for form in self.forms
            if form.instance.key and not self._should_delete_form(form)
        ]
        if len(keys) != len(set(keys)):
            raise ValidationError(_("The same name stands here twice: remove one."))


class NameInline(admin.TabularInline):
    """The names of one area or place."""

    model = PlaceName
    form = NameForm
    formset = NameFormSet
    extra = 1
    verbose_name = _("name people type")
    verbose_name_plural = _("names people type")
