"""Export of what a list of services shows, in our own columns."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy

from directory.exchange.importing.areas import KnownAreas
from directory.exchange.services_csv.writing import lines
from directory.find.held import fresh


def may_export(user) -> bool:
    """Whoever may take services out as a file."""
    return user.is_active and user.has_perm("directory.export_service")


class Exporting:
    """The chosen services, or all that the filters show, as one CSV file."""

    change_list_template = "admin/directory/service/change_list.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.export_view)
        return [
            path("export/", view, name="directory_service_export"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        may = {"may_export": may_export(request.user)}
        return super().changelist_view(request, {**may, **(extra_context or {})})

    def export_view(self, request):
        """All that the filters of this address show, whatever the page."""
        if not may_export(request.user):
            raise PermissionDenied
        shown = self.get_changelist_instance(request).get_queryset(request)
        return self._file(shown)

    @admin.action(description=gettext_lazy("Export as CSV"), permissions=["export"])
    def export_csv(self, request, queryset):
        """The chosen ones."""
        return self._file(queryset)

    def has_export_permission(self, request) -> bool:
        return may_export(request.user)

    def _file(self, services) -> StreamingHttpResponse:
        fresh()
        keys = services.order_by().values("pk")
        chosen = self.model.objects.filter(pk__in=keys)
        response = StreamingHttpResponse(
            lines(chosen, KnownAreas().written), content_type="text/csv; charset=utf-8"
        )
        name = f"services-{timezone.localdate():%Y-%m-%d}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "no-store"
        return response
