"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from directory.pages import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    # The public pages: directory/pages/urls.py names each of them.
    path("", include("directory.pages.urls")),
]

handler400 = "directory.pages.errors.bad_request"
handler403 = "directory.pages.errors.refused"
handler404 = "directory.pages.errors.not_found"
handler500 = "directory.pages.errors.broken"
