"""The words of each public service, as the search index reads them."""

from collections.abc import Collection

from django.apps import apps
from django.db import connections, models
from django.utils.translation import gettext_lazy as _

from directory.search import Matches, Relevance, Terms, schema


class SearchDocumentManager(models.Manager["SearchDocument"]):
    """Asking the words, and keeping them in step with the services."""

    def relevance(self, terms: Terms) -> dict[int, int]:
        """Keys of the services that answer the terms, each with how well."""
        found = self.filter(Matches("pk", terms))
        ranked = found.annotate(relevance=Relevance("pk", terms))
        return dict(ranked.values_list("pk", "relevance"))

    def vocabulary(self, service_ids: Collection[int] | None = None) -> set[str]:
        """Every stem of the index, or of these services' documents."""
        if service_ids is None:
            return schema.vocabulary(connections[self.db])
        rows = self.filter(pk__in=service_ids).values_list("title", "keywords", "body")
        return {stem for row in rows for text in row for stem in text.split()}

    def index(self, service_ids: Collection[int], *, batch: int = 500) -> int:
        """Write the words of those services that are public, drop the others'.

        Takes keys of services; returns how many documents now stand for them.
        """
        ids = sorted(service_ids)
        written = 0
        service_model = apps.get_model("directory", "Service")
        for start in range(0, len(ids), batch):
            chunk = ids[start : start + batch]
            public = list(
                service_model.objects.filter(pk__in=chunk)
                .published()
                .with_indexed_words()
            )
            self.filter(pk__in=set(chunk) - {service.pk for service in public}).delete()
            self.bulk_create(
                [
                    SearchDocument(pk=service.pk, **service.indexed_words())
                    for service in public
                ],
                update_conflicts=True,
                unique_fields=["service"],
                update_fields=["title", "keywords", "body"],
            )
            written += len(public)
        return written


class SearchDocument(models.Model):
    """What can be found of one public service. Holds no phone number."""

    service = models.OneToOneField(
        "directory.Service", models.CASCADE, primary_key=True, related_name="document"
    )
    title = models.TextField(_("names"))
    keywords = models.TextField(_("terms and phrases"))
    body = models.TextField(_("summary and description"))

    objects = SearchDocumentManager()

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")

    def __str__(self) -> str:
        return self.title
