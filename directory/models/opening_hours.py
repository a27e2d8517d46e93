"""Opening hours that are certain enough to say: open now."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from directory.models.contact import Contact
from directory.models.part import Part
from directory.models.service import Service


class Weekday(models.IntegerChoices):
    """As Python counts them, and bank holidays apart."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class OpeningHours(Part):
    """From one time to another on one day of the week, in Europe/London.

    A closing time at or before the opening time falls on the next day, so midnight
    to midnight is all day. Hours without a contact are those of the service.
    """

    service = models.ForeignKey(
        Service, models.CASCADE, related_name="hours", verbose_name=_("service")
    )
    contact = models.ForeignKey(
        Contact,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="hours",
        verbose_name=_("contact"),
        help_text=_("Empty: the hours of the whole service."),
    )
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    opens_at = models.TimeField(_("opens at"))
    closes_at = models.TimeField(_("closes at"))
    on_bank_holidays = models.BooleanField(
        _("also on bank holidays"),
        null=True,
        blank=True,
        help_text=_("Empty: not known."),
    )

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["weekday", "opens_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6), name="weekday_of_a_week"
            ),
            models.UniqueConstraint(
                "service",
                Coalesce("contact", 0),
                "weekday",
                "opens_at",
                name="opening_once",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.get_weekday_display()} {self.opens_at:%H:%M} to "
            f"{self.closes_at:%H:%M}"
        )
