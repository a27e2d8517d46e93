"""Contacts: the ways to reach a service, as printed and as dialled."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models import doors
from directory.models.dialling import national_digits, read
from directory.models.part import Part, PartQuerySet
from directory.models.service import Service


class ContactKind(models.TextChoices):
    """The ways of getting in touch."""

    PHONE = "phone", _("Phone")
    TEXT = "text", _("Text message")
    WHATSAPP = "whatsapp", _("WhatsApp")
    WEBCHAT = "webchat", _("Online chat")
    EMAIL = "email", _("Email")
    WEB_FORM = "web-form", _("Online form")
    BSL_VIDEO = "bsl-video", _("BSL video")
    RELAY = "relay", _("Relay UK")
    CALL_BACK = "call-back", _("Call-back")
    WEBSITE = "website", _("Website")


DIALLED = (
    ContactKind.PHONE,
    ContactKind.TEXT,
    ContactKind.WHATSAPP,
    ContactKind.RELAY,
    ContactKind.CALL_BACK,
)
# No call to these is charged, from any phone in the UK (Ofcom, since 1 July 2015).
FREEPHONE = ("+44800", "+44808", "+44116", "116")
ADDRESSED = (
    ContactKind.WEBCHAT,
    ContactKind.WEB_FORM,
    ContactKind.BSL_VIDEO,
    ContactKind.WEBSITE,
)


class Held(models.TextChoices):
    """Why a contact is kept but not shown."""

    OLD_MOBILE = "old-mobile", _("a mobile number not seen for two years")
    BOTH_SIDES = "both-sides", _("printed for both sides; not confirmed for this one")
    DOUBT = "doubt", _("a moderator doubts it")
    UNSAFE = "unsafe", _("it may lead to someone else now")


class ContactQuerySet(PartQuerySet):
    """The questions asked about contacts."""

    def of(self, service: Service):
        """Contacts of one service; none of one that is not saved yet."""
        return self.filter(service=service) if service.pk else self.none()

    def shown(self):
        """Contacts that a visitor sees."""
        return self.filter(held="")

    def for_everyone(self):
        """Contacts that any page may name: shown, of a public service, for anyone."""
        public = self.filter(held="", service__status="published")
        return public.filter(is_for_professionals=False)

    def held_back(self):
        """Contacts that wait for someone to confirm them."""
        return self.exclude(held="")

    def hidden_for_safety(self):
        """Contacts hidden because they may lead to someone else now."""
        return self.filter(held=Held.UNSAFE)

    def hide_for_safety(self) -> int:
        """Take contacts that may lead to someone else out of every page, at once.

        Also the last one of a public service: its page then says so.
        """
        return self.shown().update(held=Held.UNSAFE)

    def show_again(self) -> int:
        """Put back what a program hid: someone who decides says that it is safe.

        They were public before, and nothing else about them changes.
        """
        with doors.opened(because="a person looked where a hidden link leads"):
            return self.hidden_for_safety().update(held="")

    def dialled_in_public(self):
        """Numbers that a visitor can dial, of services that are public."""
        public = self.shown().filter(service__status="published")
        return public.filter(kind__in=DIALLED)

    def linking_in_public(self):
        """Pages on the web that belong to services that are public, hidden ones too."""
        public = self.filter(service__status="published", held__in=("", Held.UNSAFE))
        return public.filter(kind__in=ADDRESSED)

    def owned_by(self, organisations):
        """Contacts of the services of these organisations."""
        return self.filter(service__organisation__in=organisations)

    def written_to(self):
        """Addresses for mail."""
        return self.filter(kind=ContactKind.EMAIL)

    def numbered(self, typed: str):
        """Contacts under a number, however it is typed; for the admin only."""
        digits = national_digits(typed)
        return self.filter(dialable__contains=digits) if digits else self.none()

    def dialled_as(self, number: str):
        """Contacts under one number, written +44…; for the admin only."""
        return self.filter(dialable=number)


class Contact(Part):
    """One number, address or page by which a service can be reached."""

    service = models.ForeignKey(
        Service, models.CASCADE, related_name="contacts", verbose_name=_("service")
    )
    code = models.CharField(
        _("code"),
        max_length=20,
        unique=True,
        editable=False,
        help_text=_("Pages, guides and translations name a number by this code."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ContactKind)
    value = models.CharField(
        _("as printed"),
        max_length=500,
        help_text=_("The number or address exactly as the service prints it."),
    )
    dialable = models.CharField(
        _("as dialled"),
        max_length=40,
        blank=True,
        db_index=True,
        editable=False,
        help_text=_("With country code, for the phone: +44…"),
    )
    label = models.CharField(
        _("label"), max_length=160, blank=True, help_text=_("24 hours; from abroad ...")
    )
    hours_words = models.CharField(_("hours in words"), max_length=300, blank=True)
    cost_words = models.CharField(_("cost in words"), max_length=200, blank=True)
    bill_words = models.CharField(
        _("about phone bills"),
        max_length=200,
        blank=True,
        help_text=_("Only what the source says. Never promise that it stays hidden."),
    )
    is_for_professionals = models.BooleanField(
        _("for professionals only"),
        default=False,
        help_text=_("Shown only to people who work with others; never given away."),
    )
    seen_on = models.CharField(
        _("date seen"),
        max_length=10,
        blank=True,
        help_text=_("When its source was dated: 2025, 2025-04 or 2025-04-30."),
    )
    held = models.CharField(
        _("not shown because"), max_length=12, choices=Held, blank=True
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    is_sensitive = True

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(value=""), name="contact_has_a_value"),
            models.CheckConstraint(
                condition=Q(kind__in=ContactKind.values), name="contact_kind_known"
            ),
            models.UniqueConstraint(
                "service", "kind", "value", name="contact_once_per_service"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"

    @classmethod
    def hides(cls, values) -> bool:
        """Whoever doubts a number takes it down at once; showing it takes two.

        The order of numbers that are shown already may change too.
        """
        hidden = values.get("held", Held.DOUBT) in Held.values
        return hidden and set(values) <= {"held", "order"}

    @property
    def is_shown(self) -> bool:
        return not self.held

    @property
    def is_dialled(self) -> bool:
        return self.kind in DIALLED

    @property
    def is_freephone(self) -> bool:
        """Whether no call to it is charged, from any phone in the UK."""
        return self.kind == ContactKind.PHONE and self.dialable.startswith(FREEPHONE)

    def save(self, *args, **kwargs) -> None:
        if not self.code:
            self.code = self.next_code()
        self.dialable = read(self.value).dialable if self.is_dialled else ""
        super().save(*args, **kwargs)

    def next_code(self) -> str:
        """The service's code and the next free number, such as k7qm4x-2."""
        taken = [
            int(code.rpartition("-")[2])
            for code in self.service.contacts.values_list("code", flat=True)
        ]
        return f"{self.service.code}-{max(taken, default=0) + 1}"
