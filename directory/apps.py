from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from directory.search.schema import create_after_migrate


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = _("Directory")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Not a rule of the domain: SQLite drops triggers when it rebuilds a table.
        post_migrate.connect(create_after_migrate, sender=self)
