"""The people who keep the directory. Visitors never have an account."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    Group,
    PermissionsMixin,
)
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.membership import Membership
from accounts.roles import Role, refuse_rivals

# Recovery codes only stand in for one of these.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class UserQuerySet(models.QuerySet["User"]):
    """The questions asked about the people who work here."""

    def at_work(self):
        """People who may open the admin."""
        return self.filter(is_active=True, is_staff=True)

    def in_role(self, role: Role):
        """People who hold a role; whoever may do everything holds each."""
        held = Membership.objects.filter(group__name=role).values("user")
        return self.filter(Q(pk__in=held) | Q(is_superuser=True))

    def with_second_factor(self):
        """People who have set up a second factor."""
        factors = Authenticator.objects.filter(type__in=FACTORS)
        return self.filter(pk__in=factors.values("user"))

    def update(self, **values) -> int:
        """As Django's; whoever leaves keeps no password, as in save()."""
        if values.get("is_active") is False:
            values["password"] = make_password(None)
        return super().update(**values)

    def able_to_approve(self):
        """Approvers who can sign in today; publishing needs two of them."""
        return self.at_work().in_role(Role.APPROVER).with_second_factor()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def _create(self, email: str, password: str | None, **fields) -> "User":
        if not email:
            raise ValidationError(_("Give an email address."))
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """A person without any right; `password` None means none can be used."""
        return self._create(email, password, **fields)

    def create_superuser(
        self, email: str, password: str | None = None, **fields
    ) -> "User":
        """The person who sets a site up; not for daily work."""
        return self._create(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Sign-in forgives capitals in an email address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who works on the directory; the email address is the name."""

    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    is_staff = models.BooleanField(
        _("may open the admin"),
        default=False,
        help_text=_("People without this cannot sign in to the admin."),
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_(
            "Untick when someone leaves: they are out at once, everywhere. Their past "
            "work stays named. To come back they are invited again."
        ),
    )
    # As Django's, but through a table of ours, which refuses rival roles.
    groups = models.ManyToManyField(  # type: ignore[assignment]
        Group,
        through=Membership,
        verbose_name=_("roles"),
        blank=True,
        related_name="user_set",
        related_query_name="user",
    )
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_email_once")]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args, **kwargs) -> None:
        """Whoever leaves keeps no password, so that no session of theirs comes back."""
        if not self.is_active and self.has_usable_password():
            self.set_unusable_password()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "password"}
        super().save(*args, **kwargs)

    def hold(self, roles: Iterable[Role]) -> None:
        """Hold just these roles."""
        names = [Role(role) for role in roles]
        refuse_rivals(names)
        self.groups.set(Group.objects.filter(name__in=names))

    def roles(self) -> set[Role]:
        """The roles that someone holds."""
        names = Membership.objects.names_of(self.pk)
        return {role for role in Role if role.value in names}

    def has_factor(self) -> bool:
        """Whether a second factor has been set up, a recovery code apart."""
        return Authenticator.objects.filter(user=self.pk, type__in=FACTORS).exists()

    def clean(self) -> None:
        """An email address is kept in small letters, however it was typed."""
        super().clean()
        self.email = self.email.lower()

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name or self.email
