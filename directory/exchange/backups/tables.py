"""Which tables a backup holds, and which version of the site they belong to."""

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from directory.models import Edition, EditionChange

# What `migrate` fills by itself: a database with only this in it is empty.
FILLED_BY_MIGRATE = {
    "django_content_type",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
}
COUNTERS = {Edition._meta.db_table, EditionChange._meta.db_table}
SESSIONS = Session._meta.db_table


def kept_models() -> list[type[Model]]:
    """Every model with a table, sessions left out."""
    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.db_table != SESSIONS
    ]
    return sorted(models, key=lambda model: model._meta.db_table)


def columns(model: type[Model]) -> list[str]:
    """The columns that hold what was written; what an engine computes is left out."""
    return [str(field.column) for field in model._meta.local_concrete_fields]


def version(connection) -> list[str]:
    """The migrations that made the database what it is, in order of their names."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)
