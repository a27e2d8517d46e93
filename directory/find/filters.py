"""The public parameters and their form, declared by django-filter.

Choices come from the vocabulary held in memory, not from a query each; matching and
counting happen in one place, `directory.find.facets`.
"""

import django_filters
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from directory.find.criteria import OLDEST, Criteria
from directory.find.facets import match
from directory.find.held import holding
from directory.models import Service


class ServiceFilter(django_filters.FilterSet):
    """Narrows published services to what a visitor asked for."""

    age = django_filters.NumberFilter(
        label=_("Age of the person who needs help"), min_value=0, max_value=OLDEST
    )
    q = django_filters.CharFilter(label=_("Words"), max_length=200)

    class Meta:
        model = Service
        fields: list[str] = []

    def __init__(self, criteria: Criteria) -> None:
        self.criteria = criteria
        super().__init__(_as_query(criteria), Service.objects.published())
        for group in holding().vocabulary.public_filters():
            chosen = django_filters.MultipleChoiceFilter(
                label=group.question,
                choices=[
                    (term.slug, term.name)
                    for term in group.terms
                    if term.is_offered_on(criteria.side)
                ],
                widget=forms.CheckboxSelectMultiple,
            )
            chosen.parent, chosen.model = self, Service
            self.filters[group.parameter] = chosen

    def filter_queryset(self, queryset):
        """The services that match; the order is `directory.find.ranking`'s."""
        found = match(self.criteria)
        return queryset.filter(pk__in=found.index.services(found.matches))


def _as_query(criteria: Criteria) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in criteria.pairs():
        query.appendlist(name, value)
    return query
