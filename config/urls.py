"""Every address of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from directory.pages import health
from directory.pages.urls import for_programs

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("account/", include("accounts.urls")),
    *for_programs,
    path("", include("directory.api.urls")),
    # The public pages: directory/pages/urls.py names each of them.
    *i18n_patterns(
        path("", include("directory.pages.urls")), prefix_default_language=False
    ),
]

handler400 = "directory.pages.errors.bad_request"
handler403 = "directory.pages.errors.refused"
handler404 = "directory.pages.errors.not_found"
handler500 = "directory.pages.errors.broken"
