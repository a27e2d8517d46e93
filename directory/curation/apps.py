"""Django's admin with our own front page; INSTALLED_APPS names this class."""

from django.contrib.admin.apps import AdminConfig


class CurationConfig(AdminConfig):
    """Every `admin.site` in the project is the moderators' site."""

    default_site = "directory.curation.site.SignpostAdminSite"
