from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from accounts.roles import make_roles


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People who work here")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Roles are groups, and their permissions are only there after `migrate`.
        post_migrate.connect(make_roles, sender=self)
