"""Reminders: a provider was asked whether a service is still right; no address kept."""

import datetime

from django.db import models
from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from directory.models.service import Service


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """Reading and recording reminders."""

    def sent_so_far(self, services) -> dict[tuple[int, datetime.date], tuple]:
        """By service and round: how many were sent, and when the last one was."""
        rows = self.filter(service__in=services).order_by()
        counted = rows.values_list("service_id", "round").annotate(
            sent=Count("pk"), last=Max("sent_on")
        )
        return {(pk, begun): (sent, last) for pk, begun, sent, last in counted}

    def claim(self, services, day: datetime.date, number):
        """Note that these are being asked today, before the mail goes out.

        `number` says for each key of a service which round and which mail it is.
        Two who run at once cannot both have it: the second is refused.
        """
        return self.bulk_create(
            [
                self.model(
                    service=service,
                    round=number[service.pk][0],
                    number=number[service.pk][1],
                    sent_on=day,
                )
                for service in services
            ]
        )

    def sent_before(self, day: datetime.date):
        """Reminders sent before a day."""
        return self.filter(sent_on__lt=day)


class Reminder(models.Model):
    """One of the mails of a round: a round begins with the last check."""

    service = models.ForeignKey(
        Service, models.CASCADE, related_name="reminders", verbose_name=_("service")
    )
    round = models.DateField(_("last check before it"))
    number = models.PositiveSmallIntegerField(_("which one"))
    sent_on = models.DateField(_("sent on"))

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint("service", "round", "number", name="reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.service}, {self.number}"
