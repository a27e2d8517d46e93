"""Lets the first person in, who then invites the others."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from accounts import mails
from accounts.models import Invitation, User
from accounts.roles import Role

FIRST = (Role.USER_ADMIN, Role.APPROVER)
CONSOLE = "django.core.mail.backends.console.EmailBackend"


class Command(BaseCommand):
    """Invite the first user admin, who is an approver too."""

    help = (
        "Invites the first person who may open the admin: a user admin and approver."
        " Writes the link here, and mails it where EMAIL_URL is set."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("email", help="the email address of that person")
        parser.add_argument(
            "--again",
            action="store_true",
            help="also where there is a user admin already, who lost their way in",
        )

    def handle(self, **options) -> None:
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an email address.") from error
        there = User.objects.at_work().in_role(Role.USER_ADMIN).order_by("pk").first()
        if there and not options["again"]:
            raise CommandError(
                f"There is a user admin already, who can invite others: {there.email}."
                " If they have lost their way in: --again."
            )
        invitation = invite_first(email)
        if settings.EMAIL_BACKEND != CONSOLE:
            mails.send_invitation(invitation)
        ends = timezone.localtime(invitation.ends_at)
        self.stdout.write(
            f"\n  {email} opens this address, before {ends:%d %B %Y, %H:%M}:\n\n"
            f"  {mails.address(invitation)}\n\n"
            "  It lets one person in, once. It asks for a password and a second factor."
        )


def invite_first(email: str) -> Invitation:
    """A user admin and approver, made or found again, and invited."""
    with transaction.atomic():
        person = User.objects.filter(email=email).first()
        if person is None:
            person = User.objects.create_user(email)
        person.is_staff = person.is_active = True
        person.save()
        person.hold({*FIRST, *person.roles()} - {Role.EDITOR})
        return Invitation.objects.invite(person, by=None)
