"""One form field for each taxonomy: its terms, and what a service says about each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.find.understanding import DANGER
from directory.models import Taxonomy, Term, TermAnswer

PREFIX = "answers_"
# A short list of terms stands open; a long one is folded until it is needed.
MOST_UNFOLDED = 8
CHOICES = [("", gettext_lazy("not known")), *TermAnswer.choices]


@dataclass(frozen=True)
class Stated:
    """What a service says about one term, and where it says so."""

    answer: str = ""
    limit: str = ""
    source: str = ""


Answers = Mapping[int, Stated]
UNKNOWN = Stated()


class AnswersWidget(forms.Widget):
    """A row for each term: the answers that are stated first, the unknown folded."""

    template_name = "admin/directory/service/answers.html"
    use_fieldset = True

    def __init__(self, terms: list[Term]) -> None:
        super().__init__()
        self.terms = terms

    def __deepcopy__(self, memo):
        return type(self)(self.terms)

    def render(self, name, value, attrs=None, renderer=None):
        # The forms' own renderer does not look into the project's templates.
        return render_to_string(
            self.template_name, self.get_context(name, value, attrs)
        )

    def value_from_datadict(self, data, files, name) -> dict[int, Stated]:
        """What was typed; a row left alone says nothing.

        Words beside a term that had no answer yet mean a limit. Where there was one,
        choosing "not known" takes the answer away, words and all.
        """
        found = {}
        for term in self.terms:
            row = f"{name}-{term.code}"
            answer, limit, new_limit, source = (
                data.get(f"{row}-{part}", "").strip()
                for part in ("answer", "limit", "new", "source")
            )
            if new_limit and not answer:
                answer = TermAnswer.LIMIT
            if answer:
                found[term.pk] = Stated(answer, limit or new_limit, source)
        return found

    def value_omitted_from_data(self, data, files, name) -> bool:
        return not any(f"{name}-{term.code}-answer" in data for term in self.terms)

    def get_context(self, name, value, attrs):
        value = value or {}
        rows = [
            {
                "name": f"{name}-{term.code}",
                "term": term,
                "stated": value.get(term.pk, UNKNOWN),
                "is_known": term.pk in value,
            }
            for term in self.terms
            if term.pk in value or not term.is_retired
        ]
        return {
            **super().get_context(name, value, attrs),
            "stated": [row for row in rows if row["is_known"]],
            "unknown": [row for row in rows if not row["is_known"]],
            "is_folded": len(rows) > MOST_UNFOLDED,
            "choices": CHOICES,
        }

    def id_for_label(self, id_) -> str:
        return ""


class AnswersField(forms.Field):
    """What a service says about the terms of one taxonomy; silence is not known."""

    widget: type[forms.Widget] = AnswersWidget

    def __init__(self, taxonomy: Taxonomy, terms: list[Term]) -> None:
        self.taxonomy = taxonomy
        self.terms = {term.pk: term for term in terms}
        super().__init__(
            required=False,
            label=taxonomy.name,
            help_text=taxonomy.question if taxonomy.question != taxonomy.name else "",
            widget=AnswersWidget(terms),
        )

    def clean(self, value: Answers) -> Answers:
        """Each answer is one we know, and each limit says what it is."""
        wrong = []
        for pk, stated in value.items():
            term = self.terms[pk]
            if stated.answer not in TermAnswer.values:
                wrong.append(_("%s: choose an answer from the list.") % term)
            if stated.answer == TermAnswer.LIMIT and not stated.limit:
                wrong.append(_("%s: say in words what the limit is.") % term)
            if len(stated.limit) > 200 or len(stated.source) > 500:
                wrong.append(_("%s: use fewer words.") % term)
        if wrong:
            raise ValidationError(wrong)
        return value

    def has_changed(self, initial: Answers | None, data: Answers | None) -> bool:
        return dict(initial or {}) != dict(data or {})


def field_name(taxonomy: Taxonomy) -> str:
    """The name under which a taxonomy's answers stand in the form."""
    return f"{PREFIX}{taxonomy.code}"


def answer_fields() -> dict[str, AnswersField]:
    """A field for each taxonomy, in their order; two queries.

    Words of danger are understood when a visitor types them; no service answers them.
    """
    terms = list(Term.objects.in_order().select_related("taxonomy"))
    return {
        field_name(taxonomy): AnswersField(taxonomy, _of(taxonomy, terms))
        for taxonomy in Taxonomy.objects.order_by("order", "pk")
        if taxonomy.code not in DANGER
    }


def _of(taxonomy: Taxonomy, terms: Iterable[Term]) -> list[Term]:
    return [term for term in terms if term.taxonomy_id == taxonomy.pk]
