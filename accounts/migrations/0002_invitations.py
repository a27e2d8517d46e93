"""Invitations, roles held through a table of ours, and a place for failed tries."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.core.management import call_command
from django.db import migrations, models

ATTEMPTS = "accounts_attempts"


def make_table_of_attempts(apps, schema_editor) -> None:
    """Django's cache makes its own table; there is no model for it."""
    database = schema_editor.connection.alias
    call_command("createcachetable", ATTEMPTS, database=database, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="is_active",
            field=models.BooleanField(
                default=True,
                help_text="Untick when someone leaves: they are out at once, everywhere. Their past work stays named. To come back they are invited again.",
                verbose_name="active",
            ),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="made"
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        help_text="Used, or replaced by a newer one.",
                        null=True,
                        verbose_name="closed",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="invited by",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
            },
        ),
        # The table is there: Django made it for `groups`, with these very columns.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Membership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="auth.group",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "accounts_user_groups",
                        "unique_together": {("user", "group")},
                    },
                ),
                migrations.AlterField(
                    model_name="user",
                    name="groups",
                    field=models.ManyToManyField(
                        blank=True,
                        related_name="user_set",
                        related_query_name="user",
                        through="accounts.Membership",
                        to="auth.group",
                        verbose_name="roles",
                    ),
                ),
            ]
        ),
        migrations.RunPython(make_table_of_attempts, migrations.RunPython.noop),
    ]
