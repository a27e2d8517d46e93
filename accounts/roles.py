"""The roles: what each is called, and which two nobody holds together.

Each role is a group of Django's under the same name. An app gives its own permissions
to them after `migrate`; directory/curation says what a role may do there.
"""

from collections.abc import Iterable, Mapping

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What someone does here; the value is the name of a group."""

    EDITOR = "editor", _("Editor: writes and proposes changes")
    APPROVER = "approver", _("Approver: decides what becomes public")
    IMPORTER = "importer", _("Importer: brings in files of services")
    AUDITOR = "auditor", _("Auditor: reads everything, changes nothing")
    USER_ADMIN = "user-admin", _("User admin: invites people and gives them roles")


# Whoever could do both could make an approver of themselves for their own change.
RIVALS = frozenset({Role.EDITOR, Role.USER_ADMIN})
OUR_PEOPLE = {
    Role.USER_ADMIN: {"add_user", "change_user", "view_user"},
    Role.AUDITOR: {"view_user"},
}


def refuse_rivals(names: Iterable[str]) -> None:
    """Raise ValidationError where someone would hold two roles that exclude another."""
    if set(names) >= RIVALS:
        raise ValidationError(
            _("Nobody is both editor and user admin: give these to two people."),
            code="rivals",
        )


def give(app: AppConfig, allowed: Mapping[Role, Iterable[str]]) -> None:
    """Make the roles, and let each hold just these permissions of one app."""
    # This file is read before there are models.
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    # The receiver of auth that makes them may come after ours.
    create_permissions(app, verbosity=0)
    ours = Permission.objects.filter(content_type__app_label=app.label)
    for role in Role:
        group, _made = Group.objects.get_or_create(name=role)
        wanted = set(ours.filter(codename__in=set(allowed.get(role, ()))))
        held = set(group.permissions.filter(content_type__app_label=app.label))
        group.permissions.remove(*held - wanted)
        group.permissions.add(*wanted - held)


def make_roles(sender: AppConfig, **_options) -> None:
    """After `migrate`: the roles, and who may see and invite people."""
    give(sender, OUR_PEOPLE)
