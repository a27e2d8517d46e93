"""The form of a guide, and what of it can be previewed before it is saved."""

import datetime
from contextlib import suppress

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from directory.curation.lines import Lines
from directory.guides.drafts import Draft, SourceDraft
from directory.models import Guide, Status, Term

MOST_ROWS = 99


class GuideForm(forms.ModelForm):
    """A guide; its day of review moves the day on which it is due."""

    class Meta:
        widgets = {
            "summary": Lines(2, maxlength=160),
            "body": Lines(36),
            "easy_read": Lines(16),
        }

    def clean(self) -> None:
        super().clean()
        values = self.cleaned_data
        if "reviewed_on" in self.changed_data and "due_on" not in self.changed_data:
            values["due_on"] = None
        status = values.get("status")
        if status == Status.WITHDRAWN and not values.get("withdrawn_because"):
            told = _("Say why: others who work here will ask.")
            self.add_error("withdrawn_because", ValidationError(told))
        if status == Status.PUBLISHED:
            for field in ("summary", "body", "reviewed_on"):
                if not values.get(field) and field not in self.errors:
                    told = _("A public guide needs this.")
                    self.add_error(field, ValidationError(told))


def posted_draft(data: QueryDict) -> Draft:
    """The guide in a form as it was sent, however unfinished."""
    needs = [value for value in _rows(data, "need_links", "term") if value.isdigit()]
    chosen = Term.objects.filter(pk__in=needs).values_list("code", "side")
    return Draft(
        slug=data.get("slug", "preview"),
        title=data.get("title", ""),
        heading=data.get("heading", ""),
        summary=data.get("summary", ""),
        audience=data.get("audience", Guide.For.SURVIVORS),
        body=_lines(data.get("body", "")),
        easy_read=_lines(data.get("easy_read", "")),
        sources=tuple(_sources(data)),
        needs=tuple(chosen),
        reviewed_on=_day(data.get("reviewed_on", "")),
    )


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")


def _day(text: str) -> datetime.date | None:
    with suppress(ValueError):
        return datetime.date.fromisoformat(text)
    return None


def _total(data: QueryDict, prefix: str) -> int:
    total = data.get(f"{prefix}-TOTAL_FORMS", "0")
    return min(int(total), MOST_ROWS) if total.isascii() and total.isdigit() else 0


def _rows(data: QueryDict, prefix: str, field: str) -> list[str]:
    return [
        data.get(f"{prefix}-{row}-{field}", "")
        for row in range(_total(data, prefix))
        if not data.get(f"{prefix}-{row}-DELETE")
    ]


def _sources(data: QueryDict) -> list[SourceDraft]:
    """Every source that is filled in, in the order of their numbers."""
    fields = ("number", "publisher", "title", "url", "dated", "note")
    columns = [_rows(data, "sources", field) for field in fields]
    found = [
        SourceDraft(int(number), *rest)
        for number, *rest in zip(*columns, strict=True)
        if number.isascii() and number.isdigit()
    ]
    return sorted(found, key=lambda source: source.number)
