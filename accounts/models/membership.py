"""Who holds which role; the one table through which every door goes."""

from collections import defaultdict

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import refuse_rivals


class MembershipQuerySet(models.QuerySet["Membership"]):
    """`groups.add()`, `groups.set()` and `user_set.add()` all end in bulk_create()."""

    def names_of(self, person_id: int) -> set[str]:
        """The roles that someone holds."""
        held = self.filter(user=person_id).values_list("group__name", flat=True)
        return set(held)

    def bulk_create(self, objs, *args, **kwargs):
        """As Django's, but nobody gets two roles that exclude each other."""
        objs = list(objs)
        added = defaultdict(set)
        for row in objs:
            added[row.user_id].add(row.group.name)
        for person_id, names in added.items():
            refuse_rivals(names | Membership.objects.names_of(person_id))
        return super().bulk_create(objs, *args, **kwargs)

    def update(self, **values) -> int:
        """A role is given or taken, never turned into another."""
        raise ValidationError(_("Take the role away and give another."))


class Membership(models.Model):
    """Someone holds a role."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        # Django's own table for a user's groups: older versions of the site made it.
        db_table = "accounts_user_groups"
        unique_together = [("user", "group")]

    def __str__(self) -> str:
        return f"{self.user}: {self.group}"

    def save(self, *args, **kwargs) -> None:
        others = Membership.objects.exclude(pk=self.pk).names_of(self.user_id)
        refuse_rivals(others | {self.group.name})
        super().save(*args, **kwargs)
