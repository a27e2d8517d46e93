"""Reports: someone outside says that something about a service is wrong.

A report hides nothing. Three on one number put it first and say beside it that we are
checking; a report that someone is in danger goes to every approver at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.db.models import Case, Count, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from directory.models.contact import Contact
from directory.models.edition import Edition
from directory.models.from_outside import (
    AlreadyDecidedError,
    FromOutside,
    FromOutsideQuerySet,
    TooManyError,
    this_hour,
)
from directory.models.mailing import send
from directory.models.service import Service
from directory.models.telling import approvers

# So many open reports on one number are a doubt that visitors are told of.
ENOUGH_FOR_DOUBT = 3
# In one hour. Danger has room of its own: a flood of others must not drown it.
MOST_ON_A_SERVICE = 10
MOST_DANGER_ON_A_SERVICE = 5
MOST_IN_ALL = 200
MOST_DANGER_IN_ALL = 50


class Reason(models.TextChoices):
    """What is wrong, in the words of the form."""

    NUMBER = "number", _("The number or website does not work")
    CLOSED = "closed", _("It has closed")
    AREA = "area", _("It does not help people in this area")
    PEOPLE = "people", _("It no longer takes the people it names")
    DANGER = "danger", _("What you show puts someone in danger")
    OTHER = "other", _("Something else")


class ReportQuerySet(FromOutsideQuerySet):
    """The questions asked about reports."""

    def of_danger(self):
        """Reports that what we show puts someone in danger."""
        return self.filter(reason=Reason.DANGER)

    def of_another_kind(self):
        """All the others."""
        return self.exclude(reason=Reason.DANGER)

    def on(self, service: Service):
        """Reports on one service."""
        return self.filter(service=service)

    def numbers_in_doubt(self) -> frozenset[str]:
        """The numbers and addresses on which enough reports are open."""
        said = self.open().filter(reason=Reason.NUMBER).exclude(number="")
        counted = said.order_by().values("number").annotate(times=Count("pk"))
        enough = counted.filter(times__gte=ENOUGH_FOR_DOUBT)
        return frozenset(enough.values_list("number", flat=True))

    def riskiest_first(self):
        """Danger, then numbers in doubt, then what keeps people from help."""
        same = self.model.objects.open().filter(
            reason=Reason.NUMBER, number=OuterRef("number")
        )
        same = same.exclude(number="").order_by().values("number")
        times = same.annotate(times=Count("pk")).values("times")
        counted = self.annotate(times=Coalesce(Subquery(times), 0))
        ranked = counted.annotate(
            risk=Case(
                When(reason=Reason.DANGER, then=0),
                When(times__gte=ENOUGH_FOR_DOUBT, then=1),
                When(has_danger_words=True, then=2),
                When(reason__in=(Reason.NUMBER, Reason.CLOSED), then=3),
                When(reason__in=(Reason.AREA, Reason.PEOPLE), then=4),
                default=5,
                output_field=models.IntegerField(),
            )
        )
        return ranked.order_by("risk", "told_at", "pk")

    def for_today(self):
        """What waits for a moderator, the riskiest first."""
        return self.open().riskiest_first().select_related("service", "contact")

    def take(
        self,
        service: Service,
        *,
        reason: str,
        receipt: str,
        contact: Contact | None = None,
        text: str = "",
        has_danger_words: bool = False,
        link: str = "",
    ) -> "Report":
        """Keep a report; the same form sent again is the same report, as it says last.

        `link` is where approvers find reports, for the mail about a danger.
        """
        with minding_doubts():
            known = Report.objects.filter(receipt=receipt).first()
            before = known.reason if known else None
            if known is not None and not known.is_open:
                raise AlreadyDecidedError
            if before != reason:
                self._refuse_too_many(service, reason)
            report = known or Report(receipt=receipt, service=service)
            report.reason, report.contact = reason, contact
            report.number = number_of(contact) if contact else ""
            report.text, report.has_danger_words = text, has_danger_words
            report.save()
        if reason == Reason.DANGER != before:
            transaction.on_commit(lambda: _tell_of_danger(link))
        return report

    def _refuse_too_many(self, service: Service, reason: str) -> None:
        """Raise TooManyError where this hour has had its fill."""
        hour = Report.objects.told_in(this_hour())
        if reason == Reason.DANGER:
            told = hour.of_danger()
            most, in_all = MOST_DANGER_ON_A_SERVICE, MOST_DANGER_IN_ALL
        else:
            told = hour.of_another_kind()
            most, in_all = MOST_ON_A_SERVICE, MOST_IN_ALL
        if told.on(service).count() >= most or told.count() >= in_all:
            raise TooManyError

    def update(self, **values) -> int:
        with minding_doubts():
            return super().update(**values)

    def delete(self):
        with minding_doubts():
            return super().delete()

    def bulk_create(self, objs, *args, **kwargs):
        with minding_doubts():
            return super().bulk_create(objs, *args, **kwargs)


class Report(FromOutside):
    """What someone says is wrong with a service."""

    service = models.ForeignKey(
        Service,
        models.CASCADE,
        editable=False,
        related_name="reports",
        verbose_name=_("service"),
    )
    reason = models.CharField(
        _("what is wrong"), max_length=8, choices=Reason, editable=False
    )
    contact = models.ForeignKey(
        Contact,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("contact"),
    )
    # As it was when someone told us; the contact may have changed since.
    number = models.CharField(
        _("number or address"),
        max_length=500,
        blank=True,
        db_index=True,
        editable=False,
    )
    text = models.TextField(_("in their own words"), blank=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta(FromOutside.Meta):
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            *FromOutside.Meta.constraints,
            models.CheckConstraint(
                condition=Q(reason__in=Reason.values), name="report_reason_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.service}"

    def save(self, *args, **kwargs) -> None:
        with minding_doubts():
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with minding_doubts():
            return super().delete(*args, **kwargs)


def number_of(contact: Contact) -> str:
    """By what reports on one number are counted, on whichever service it stands."""
    return contact.dialable or contact.value


@contextmanager
def minding_doubts() -> Iterator[None]:
    """A new edition where a write changes which numbers are in doubt.

    Reports come one after the other, so that two at once cannot both be the second.
    """
    with transaction.atomic():
        list(Edition.objects.select_for_update().filter(pk=1))
        before = Report.objects.numbers_in_doubt()
        yield
        changed = before ^ Report.objects.numbers_in_doubt()
        if changed:
            at = Q(dialable__in=changed) | Q(dialable="", value__in=changed)
            shown = Contact.objects.shown().filter(at)
            touched = set(shown.values_list("service_id", flat=True))
            if touched:
                Edition.objects.raise_for(sorted(touched))


def _tell_of_danger(link: str) -> None:
    """Nothing of who told us, nor what they wrote: mail passes many hands."""
    with override(settings.LANGUAGE_CODE):
        subject = gettext("Someone may be in danger through what we show")
        body = gettext(
            "Someone told us that what we show about a service puts a person in "
            "danger. Please sign in and look at the reports now.\n%(link)s\n\n"
            "What they wrote may be distressing. Taking a service down is immediate "
            "and can be undone."
        )
    told = body % {"link": link}
    send([EmailMessage(subject, told, to=[one.email]) for one in approvers()])
