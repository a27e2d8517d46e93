"""The form of a service: its own fields, and one field for each taxonomy."""

from dataclasses import asdict

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from directory.curation.answers import PREFIX, AnswersField, Stated
from directory.curation.lines import Lines
from directory.models import ServiceTerm, Term, TermAnswer


class ServiceForm(forms.ModelForm):
    """A service as a moderator types it."""

    class Meta:
        widgets = {
            "other_names": Lines(2),
            "summary": Lines(2, maxlength=160),
            "description": Lines(6),
            "eligibility": Lines(3),
            "hours_words": Lines(2),
            "police_words": Lines(3),
            "source_url": Lines(3),
            "notes": Lines(5),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        said: dict[int, dict[int, Stated]] = {}
        if self.instance.pk:
            for row in self.instance.answers.select_related("term"):
                stated = Stated(row.answer, row.limit, row.source)
                said.setdefault(row.term.taxonomy_id, {})[row.term_id] = stated
        for name, field in self._answer_fields():
            self.initial[name] = said.get(field.taxonomy.pk, {})

    def _answer_fields(self) -> list[tuple[str, AnswersField]]:
        return [
            (name, field)
            for name, field in self.fields.items()
            if isinstance(field, AnswersField)
        ]

    def clean_summary(self) -> str:
        summary = self.cleaned_data["summary"]
        if self.instance.is_published and not summary:
            raise ValidationError(_("A public service needs a summary."))
        return summary

    def _post_clean(self) -> None:
        """Each answer must suit the service as it now stands, its side above all."""
        super()._post_clean()
        if "side" not in self.cleaned_data:
            return
        for name, field in self._answer_fields():
            for pk, stated in self.cleaned_data.get(name, {}).items():
                row = self._row(field.terms[pk], stated)
                try:
                    row.clean()
                except ValidationError as error:
                    for sentence in error.messages:
                        self.add_error(name, f"{row.term}: {sentence}")

    def _row(self, term: Term, stated: Stated) -> ServiceTerm:
        return ServiceTerm(service=self.instance, term=term, **asdict(stated))

    def _save_m2m(self) -> None:
        """The answers are saved with the other parts, once the service has a key."""
        super()._save_m2m()
        for name, field in self._answer_fields():
            if name in self.changed_data:
                self._save_answers(field, self.cleaned_data[name])

    def _save_answers(self, field: AnswersField, answers: dict[int, Stated]) -> None:
        """A new yes first and what is taken away last, so no rule breaks on the way."""
        kept = {
            row.term_id: row for row in self.instance.answers.on(field.taxonomy.code)
        }
        before = self.initial[f"{PREFIX}{field.taxonomy.code}"]
        yes_first = sorted(answers, key=lambda pk: answers[pk].answer != TermAnswer.YES)
        for pk in yes_first:
            row = self._row(field.terms[pk], answers[pk])
            if pk in kept:
                row.pk = kept.pop(pk).pk
                row._state.adding = False
            if before.get(pk) != answers[pk]:
                row.save()
        for row in kept.values():
            row.delete()


def service_form(fields: dict[str, AnswersField]) -> type[ServiceForm]:
    """The form with a field for each taxonomy that stands in the database now."""
    return type(ServiceForm)("ServiceForm", (ServiceForm,), dict(fields))
