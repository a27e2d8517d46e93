"""Django's admin with our own front page; INSTALLED_APPS names this class."""

from django.apps import apps
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate

from directory.curation.roles import let_roles_work


class CurationConfig(AdminConfig):
    """Every `admin.site` in the project is the moderators' site."""

    default_site = "directory.curation.site.SignpostAdminSite"

    def ready(self) -> None:
        super().ready()
        directory = apps.get_app_config("directory")
        post_migrate.connect(let_roles_work, sender=directory)
